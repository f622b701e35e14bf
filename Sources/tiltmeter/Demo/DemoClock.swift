import Foundation
import Synchronization
import Telemetry

/// The demo's clock: stands still while history is loaded, then runs fast for so many days, then rests.
final class DemoClock: WallClock {
    private struct State {
        /// When it was let go, by the machine's monotonic clock.
        var released: ContinuousClock.Instant?
    }

    /// Where it stands until it is released.
    let start: Timestamp
    /// How many demo seconds go by in one second.
    let speed: Double
    /// Where it rests.
    let end: Timestamp
    private let state = Mutex(State())

    init(start: Timestamp, speed: Double, days: Double) {
        self.start = start
        self.speed = speed
        end = start.advanced(bySeconds: Int64(days * 86_400))
    }

    /// Lets it run.
    func release() {
        state.withLock { $0.released = ContinuousClock.now }
    }

    /// True once it rests.
    var isResting: Bool { now() >= end }

    func now() -> Timestamp {
        guard let released = state.withLock({ $0.released }) else { return start }
        let elapsed = released.duration(to: .now).components
        let seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
        return min(end, start.advanced(byNanoseconds: Int64(min(seconds * speed, 1e9) * 1e9)))
    }
}
