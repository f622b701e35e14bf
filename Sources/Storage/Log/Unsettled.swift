/// What is not final yet: from it, pending traces are rebuilt at start. Each list in storage order, without texts.
public struct Unsettled: Sendable, Hashable {
    /// Calls without a settlement.
    public var calls: [StoredCall]
    /// Context spans of the traces of those calls, and those that arrived lately.
    public var contexts: [StoredContext]
    /// Log events of the traces of those calls, and those that arrived lately.
    public var events: [StoredEvent]

    /// What is not final yet.
    public init(calls: [StoredCall], contexts: [StoredContext], events: [StoredEvent]) {
        self.calls = calls
        self.contexts = contexts
        self.events = events
    }
}
