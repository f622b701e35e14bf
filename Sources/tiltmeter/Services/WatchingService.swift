import Logging
import Respond
import ServiceLifecycle
import Storage
import Telemetry

/// Folds what has settled every second, judges closed blocks every few, and once more at the end.
struct WatchingService: Service {
    let cycle: WatchCycle
    /// What may be judged at an instant.
    let horizon: @Sendable () async throws -> WatchCycle.Horizon
    let clock: any WallClock
    let logger: Logger
    /// Seconds from one turn to the next; only folding in between.
    let secondsPerTurn: Int

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var second = 0
            while !Task.isCancelled {
                await step(second % secondsPerTurn == 0)
                second += 1
                // A cancelled sleep ends the loop: that is how it stops.
                try? await Task.sleep(for: .seconds(1))
            }
        }
        await step(true)
    }

    private func step(_ isTurn: Bool) async {
        do {
            if isTurn {
                let turn = try await cycle.turn(try await horizon(), now: clock.now())
                for incident in turn.incidents {
                    logger.notice("\(incident.number) \(incident.stage.rawValue): \(incident.title)")
                }
            } else {
                try await cycle.foldOnly()
            }
        } catch {
            // What was committed stays; the next step goes on from there, and /healthz says when numbers are behind.
            logger.error("Folding or judging failed; it is tried again.", metadata: ["cause": "\(error)"])
        }
    }
}
