/// A log event that carries content of a call which came, or will come, as a span of its own.
public struct ContentEvent: Sendable, Hashable {
    /// Identity: a hash of its content, so that a repeated delivery changes nothing.
    public var key: CallKey
    /// The span that it was logged under.
    public var traceID: TraceID
    /// See ``traceID``.
    public var spanID: SpanID
    /// The event's name, such as `gen_ai.choice`.
    public var name: String
    /// When it happened; messages are ordered by it.
    public var time: Timestamp
    /// The provider's id of its answer, where the event names it.
    public var responseID: String?
    /// What it says; a call takes from it only what it lacks.
    public var content: CallContent
    /// `service.name` of who logged it: its text policy goes by it.
    public var service: String?
    /// Finish reasons that it names.
    public var finishReasons: [FinishReason]
    /// The model that answered, its fingerprint and the prompt, where the event tells a whole call.
    public var responseModel: String?
    /// See ``responseModel``.
    public var fingerprint: String?
    /// See ``responseModel``.
    public var prompt: PromptReference?
    /// What was measured of its text at the door: ``Call/textFacts``.
    public var textFacts = CallFacts()

    /// An event as it was normalised.
    public init(
        key: CallKey, traceID: TraceID, spanID: SpanID, name: String, time: Timestamp, responseID: String?,
        content: CallContent, finishReasons: [FinishReason]
    ) {
        self.key = key
        self.traceID = traceID
        self.spanID = spanID
        self.name = name
        self.time = time
        self.responseID = responseID
        self.content = content
        self.finishReasons = finishReasons
    }
}
