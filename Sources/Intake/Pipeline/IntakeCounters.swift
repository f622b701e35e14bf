import Synchronization

/// What one source sent and what became of it, since the start of the program.
public struct SourceCounts: Sendable, Hashable, Codable {
    /// Items received.
    public var received = 0
    /// Items that were new.
    public var stored = 0
    /// Items that were stored before.
    public var known = 0
    /// Items in conflict with what is stored under their key.
    public var conflicts = 0
    /// Items refused, by the raw value of the reason.
    public var refused: [String: Int] = [:]
    /// Calls without a time of their own.
    public var timeAssumed = 0
    /// Items up to a day in the future: the client's clock is ahead.
    public var skewed = 0
    /// Calls that came more than a day after their time: charted, never judged.
    public var late = 0
    /// Batches that were turned away because the store was behind or could not be written; their items are not counted
    /// as received.
    public var turnedAway = 0

    /// Nothing yet.
    public init() {}
}

/// Counts per source, for the sources page and our own metrics.
public final class IntakeCounters: Sendable {
    /// Sources that are told apart; further ones count as `(other)`.
    public static let sources = 1_000
    private static let other = IntakeSource(service: "(other)")

    private let counts = Mutex<[IntakeSource: SourceCounts]>([:])

    init() {}

    /// All sources with their counts.
    public func snapshot() -> [IntakeSource: SourceCounts] { counts.withLock { $0 } }

    func add(to source: IntakeSource, _ change: (inout SourceCounts) -> Void) {
        counts.withLock { counts in
            let known = counts[source] != nil || counts.count < Self.sources
            change(&counts[known ? source : Self.other, default: SourceCounts()])
        }
    }
}
