import Intake
import Logging
import ServiceLifecycle
import Simulation
import Telemetry

/// The demo's live traffic: sends what has arrived by the demo's clock, several times a second, until that rests.
actor DemoTraffic: Service {
    private let assembly: Assembly
    private let clock: DemoClock
    private var traffic: Traffic

    init(assembly: Assembly, clock: DemoClock, traffic: Traffic) {
        self.assembly = assembly
        self.clock = clock
        self.traffic = traffic
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await self.send()
                // A cancelled sleep ends the loop: that is how it stops.
                try? await Task.sleep(for: .milliseconds(500))
            }
        }
    }

    private func send() async {
        let now = clock.now()
        let items = traffic.records(until: now).map { IntakeItem($0) }
        guard !items.isEmpty else { return }
        do {
            _ = try await assembly.intake.submit(
                IntakeBatch(source: IntakeSource(service: "demo", client: "demo", dialect: "json"), items: items))
        } catch {
            assembly.logger.error("A part of the demo's traffic was lost.", metadata: ["cause": "\(error)"])
        }
    }
}
