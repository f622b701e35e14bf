import Intake
import ServiceLifecycle
import Telemetry

/// Settles traces and joins outcomes, several times a second, until the process is asked to stop.
struct SettlingService: Service {
    let intake: IntakePipeline
    let clock: any WallClock

    private static let pause = Duration.milliseconds(250)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await intake.tick(now: clock.now())
                // A cancelled sleep ends the loop: that is how it stops.
                try? await Task.sleep(for: Self.pause)
            }
        }
    }
}
