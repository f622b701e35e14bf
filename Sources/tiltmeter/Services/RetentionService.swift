import Logging
import ServiceLifecycle
import Storage
import Telemetry

/// Removes what has been kept long enough: at the start, then every hour.
struct RetentionService: Service {
    let calls: any CallStore
    let clock: any WallClock
    /// How long the log is kept, in seconds.
    let seconds: Int
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await retain()
                // A cancelled sleep ends the loop: that is how it stops.
                try? await Task.sleep(for: .seconds(3_600))
            }
        }
    }

    private func retain() async {
        let now = clock.now()
        do {
            let report = try await calls.retain(now: now, logBefore: now.advanced(bySeconds: -Int64(seconds)))
            if !report.parts.isEmpty || report.textFiles > 0 {
                logger.info("Retention removed \(report.parts.count) log parts and \(report.textFiles) text files.")
            }
        } catch {
            logger.error("Retention failed; it is tried again in an hour.", metadata: ["cause": "\(error)"])
        }
    }
}
