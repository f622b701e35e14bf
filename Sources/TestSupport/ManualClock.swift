import Synchronization
public import Telemetry

/// A clock that moves only when a test moves it.
public final class ManualClock: WallClock {
    private let time: Mutex<Timestamp>

    /// A clock that shows this time.
    public init(_ start: Timestamp) {
        time = Mutex(start)
    }

    /// The time it shows.
    public func now() -> Timestamp { time.withLock { $0 } }

    /// Moves it on; back with a negative number, as clocks of machines do.
    public func advance(bySeconds seconds: Int64) {
        time.withLock { $0 = $0.advanced(bySeconds: seconds) }
    }

    /// Moves it on by milliseconds.
    public func advance(byMilliseconds milliseconds: Int64) {
        time.withLock { $0 = $0.advanced(byNanoseconds: milliseconds * 1_000_000) }
    }
}
