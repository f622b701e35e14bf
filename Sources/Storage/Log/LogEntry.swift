public import Telemetry

/// One thing that arrived, or became final, and is written to the log.
///
/// Entries are immutable and known by their key: storing the same entry again changes nothing. Indirect: a call has dozens of
/// members, and entries are handed on several times.
public indirect enum LogEntry: Sendable, Hashable {
    /// A call; with its settlement when it is settled at birth (calls of our own JSON, that have no trace to wait for).
    case call(Call, settlement: Settlement?, texts: TextRetention)
    /// A span that is not a call.
    case context(ContextSpan, texts: TextRetention)
    /// A log event with content of a call.
    case event(ContentEvent, texts: TextRetention)
    /// What became final about a call that was stored before.
    case settlement(Settlement, texts: TextRetention)
    /// An outcome. It is awaited until it is joined.
    case outcome(Outcome, texts: TextRetention)
    /// An outcome that was stored before (or stands earlier in the same append), joined to its call.
    case joined(JoinedOutcome)
}

/// An outcome that found its call: final, like a settlement.
public struct JoinedOutcome: Sendable, Hashable {
    /// The outcome.
    public var outcome: CallKey
    /// The call that it counts for; `nil` when the call is no longer kept.
    public var call: CallKey?
    /// The row that the folds read; `nil` when the outcome measures nothing.
    public var row: SettledRow?

    /// An outcome joined to its call.
    public init(outcome: CallKey, call: CallKey?, row: SettledRow?) {
        self.outcome = outcome
        self.call = call
        self.row = row
    }
}
