public import Telemetry

/// An item of `POST /v1/calls`, decoded.
public struct CallItem: Sendable {
    /// The call; its system is set.
    public var call: Call
    /// Outcomes that came with it.
    public var outcomes: [Outcome]
    /// What the sender should know.
    public var warnings: [ItemWarning]
}

/// An item of `POST /v1/outcomes`, decoded.
public struct OutcomeItem: Sendable {
    /// The outcome.
    public var outcome: Outcome
    /// What the sender should know.
    public var warnings: [ItemWarning]
}

/// An item of `POST /v1/changes`, decoded.
public struct ChangeItem: Sendable {
    /// The change.
    public var change: Change
    /// What the sender should know.
    public var warnings: [ItemWarning]
}
