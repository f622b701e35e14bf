public import Telemetry

/// An outcome as the store knows it.
public struct StoredOutcome: Sendable, Hashable {
    /// Where it stands in the log.
    public var position: LogPosition
    /// When it arrived.
    public var arrived: Timestamp
    /// The outcome. Its text and rationale are absent unless texts were asked for and are kept.
    public var outcome: Outcome
    /// What is known of its texts.
    public var texts: TextState
    /// How it was joined; `nil` while it is awaited.
    public var joined: JoinedOutcome?

    /// An outcome as the store knows it.
    public init(
        position: LogPosition, arrived: Timestamp, outcome: Outcome, texts: TextState, joined: JoinedOutcome?
    ) {
        self.position = position
        self.arrived = arrived
        self.outcome = outcome
        self.texts = texts
        self.joined = joined
    }
}
