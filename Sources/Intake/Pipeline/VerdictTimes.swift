import Synchronization
package import Telemetry

/// Gives out the times by which verdict buckets count what settles, and knows how far they are final.
///
/// Times never go back, whatever the machine's clock does. A time that was given out is *under way* until what carries it
/// is durable, or has failed; the watermark stays behind it so long.
package final class VerdictTimes: Sendable {
    private struct State {
        var last: Timestamp
        var underWay: [Timestamp: Int] = [:]
    }

    private let state: Mutex<State>

    /// Times not before this one.
    package init(from start: Timestamp) {
        state = Mutex(State(last: start))
    }

    /// A time for what settles now; to be given back with ``finish(_:)``.
    package func begin(at now: Timestamp) -> Timestamp {
        state.withLock { state in
            state.last = max(state.last, now)
            state.underWay[state.last, default: 0] += 1
            return state.last
        }
    }

    /// Ends what ``begin(at:)`` began, whether it became durable or not.
    package func finish(_ time: Timestamp) {
        state.withLock { state in
            guard let count = state.underWay[time] else { return }
            state.underWay[time] = count > 1 ? count - 1 : nil
        }
    }

    /// No settlement with an earlier verdict time can still appear.
    package func settledThrough(at now: Timestamp) -> Timestamp {
        state.withLock { state in
            state.last = max(state.last, now)
            return state.underWay.keys.min() ?? state.last
        }
    }
}
