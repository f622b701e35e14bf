public import Telemetry

/// A context span as the store knows it.
public struct StoredContext: Sendable, Hashable {
    /// Where it stands in the log.
    public var position: LogPosition
    /// When it arrived.
    public var arrived: Timestamp
    /// The span. Its content is empty unless texts were asked for and are kept.
    public var span: ContextSpan
    /// What is known of its texts.
    public var texts: TextState

    /// A context span as the store knows it.
    public init(position: LogPosition, arrived: Timestamp, span: ContextSpan, texts: TextState) {
        self.position = position
        self.arrived = arrived
        self.span = span
        self.texts = texts
    }
}

/// A log event with content, as the store knows it.
public struct StoredEvent: Sendable, Hashable {
    /// Where it stands in the log.
    public var position: LogPosition
    /// When it arrived.
    public var arrived: Timestamp
    /// The event. Its content is empty unless texts were asked for and are kept.
    public var event: ContentEvent
    /// What is known of its texts.
    public var texts: TextState

    /// A log event as the store knows it.
    public init(position: LogPosition, arrived: Timestamp, event: ContentEvent, texts: TextState) {
        self.position = position
        self.arrived = arrived
        self.event = event
        self.texts = texts
    }
}

/// Everything of one trace, each list in storage order.
public struct StoredTrace: Sendable, Hashable {
    /// The trace.
    public var id: TraceID
    /// Its calls.
    public var calls: [StoredCall]
    /// Its other spans.
    public var contexts: [StoredContext]
    /// Its log events with content.
    public var events: [StoredEvent]

    /// Everything of one trace.
    public init(id: TraceID, calls: [StoredCall], contexts: [StoredContext], events: [StoredEvent]) {
        self.id = id
        self.calls = calls
        self.contexts = contexts
        self.events = events
    }
}
