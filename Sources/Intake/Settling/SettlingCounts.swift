/// How settling goes: since the start of the program, for the sources page and our own metrics.
public struct SettlingCounts: Sendable, Hashable, Codable {
    /// Calls that settled with their trace; calls of our own JSON settle when they are stored and are not among them.
    public var settled = 0
    /// Traces that wait.
    public var pendingTraces = 0
    /// Traces settled before their time because too many were pending.
    public var settledEarly = 0
    /// Ancestors and log events that came after their calls had settled.
    public var lateContext = 0
    /// Second reports of a call that came after the first had settled.
    public var lateDuplicates = 0
    /// Calls that came more than a day after their time: charted, never judged.
    public var lateCalls = 0
    /// Log events whose span never came.
    public var orphanLogs = 0
    /// Log events under a span that is no call, for which no single call could be found.
    public var unmatchedEvents = 0
    /// Spans whose trace brought no call.
    public var contextWithoutCall = 0
    /// Outcomes that found their call.
    public var joined = 0
    /// Outcomes that waited in vain.
    public var outcomesGivenUp = 0
    /// Changes that nobody sent.
    public var foundChanges = 0
    /// Traces that the store could not hand out.
    public var unreadableTraces = 0
    /// Why settling waits, for our log; `nil` while it goes well.
    public var lastFailure: String?

    /// Nothing yet.
    public init() {}
}
