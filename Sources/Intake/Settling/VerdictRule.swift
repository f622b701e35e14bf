package import Telemetry

/// By which time verdict buckets count what settles.
package enum VerdictRule: Sendable, Hashable {
    /// What is sent as it happens: by the time of settling. What comes later than this after its own time is charted only.
    case live(lateSeconds: Int64)
    /// History that is imported: by its own time.
    case imported

    /// The verdict time of a call.
    package func verdict(callTime: Timestamp, arrived: Timestamp, settles: Timestamp) -> Timestamp? {
        switch self {
        case .live(let late): arrived.nanoseconds(since: callTime) > late * 1_000_000_000 ? nil : settles
        case .imported: callTime
        }
    }

    /// When a call settles, as its settlement says.
    package func settled(callTime: Timestamp, settles: Timestamp) -> Timestamp {
        switch self {
        case .live: settles
        case .imported: callTime
        }
    }

    /// The verdict time of an outcome: outcomes are judged when they are joined, however old their call.
    package func verdict(outcomeTime: Timestamp, callTime: Timestamp, joins: Timestamp) -> Timestamp {
        switch self {
        case .live: joins
        case .imported: max(outcomeTime, callTime)
        }
    }
}
