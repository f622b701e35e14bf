public import Telemetry

/// Something that a person, or the program by a stated rule, decided: kept for ever, never changed.
public struct Decision: Sendable, Hashable {
    /// `DEC-12`.
    public var number: DecisionNumber
    /// When.
    public var time: Timestamp
    /// Who: a person's name, `program`, or the name of a key.
    public var actor: String
    /// What was done: `baseline.pinned`, `system.texts`, …
    public var action: String
    /// To what: `support-answers/groundedness`, `INC-31`.
    public var subject: String
    /// Why and with what values, a JSON object.
    public var reason: String

    /// A decision.
    public init(
        number: DecisionNumber, time: Timestamp, actor: String, action: String, subject: String, reason: String
    ) {
        self.number = number
        self.time = time
        self.actor = actor
        self.action = action
        self.subject = subject
        self.reason = reason
    }
}
