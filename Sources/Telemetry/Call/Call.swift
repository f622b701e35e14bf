/// One production inference as it was normalised: immutable once stored, the same from every dialect.
///
/// What is unknown is `nil` or empty, never a made-up default. Texts stand apart in ``content``, because lists, charts and
/// the fold never read them and because they are kept under a retention of their own.
public struct Call: Sendable, Hashable {
    /// Identity in the store; a retry of the same call has the same key.
    public var key: CallKey
    /// The client's own id, 1 to 128 characters.
    public var clientID: String?
    /// Trace, span and parent, where the call came as a span or named them.
    public var traceID: TraceID?
    /// See ``traceID``.
    public var spanID: SpanID?
    /// See ``traceID``; absent for a root.
    public var parentSpanID: SpanID?
    /// True when the parent is known to live in another process (flags bit 9): the span is a local root.
    public var parentIsRemote = false
    /// The span's name.
    public var name: String?
    /// The dialect that it was read from, such as `OpenTelemetry GenAI`; `nil` for our own JSON.
    public var dialect: String?
    /// The instrumentation scope's name.
    public var scope: String?
    /// What was asked.
    public var kind: CallKind
    /// `chat`, `embeddings`, … as the conventions name it.
    public var operation: String?
    /// Start of the call.
    public var time: Timestamp
    /// True when the client gave no time and the time of receipt was taken.
    public var timeAssumed = false
    /// From start to end in microseconds, at least 0; absent when clocks contradict.
    public var latencyMicroseconds: Int64?
    /// From start to the first token in microseconds, at least 0.
    public var timeToFirstTokenMicroseconds: Int64?
    /// The system that the call names itself; a span without one inherits at settling.
    public var system: SystemSlug?
    /// `service.name`, its version (or the application's release) and deployment environment.
    public var service: String?
    /// See ``service``.
    public var serviceVersion: String?
    /// See ``service``.
    public var environment: String?
    /// Who served the model, in the conventions' spelling (`openai`, `aws.bedrock`).
    public var provider: String?
    /// The model asked for.
    public var requestModel: String?
    /// The model that answered, as the provider reports it.
    public var responseModel: String?
    /// The version of an own model.
    public var modelVersion: String?
    /// The provider's id of its answer.
    public var responseID: String?
    /// The provider's fingerprint of the system that answered.
    public var fingerprint: String?
    /// `flex`, `priority`, `batch`; `nil` for the standard tier.
    public var serviceTier: String?
    /// Temperature, top_p, max_tokens, seed and the like; at most 16.
    public var parameters: [String: AttributeValue] = [:]
    /// The prompt's name and version.
    public var prompt: PromptReference?
    /// Everything that is text.
    public var content = CallContent()
    /// What was measured of its text at the door, before a text policy could drop that. Kept with the call's numbers,
    /// whatever becomes of its text; facts about neighbours come with the ``Settlement``.
    public var textFacts = CallFacts()
    /// Why the model stopped; one per choice.
    public var finishReasons: [FinishReason] = []
    /// Tokens used.
    public var tokens = TokenUsage()
    /// What the client says it cost, in picodollars (10⁻¹² US dollar).
    public var clientCostPicodollars: Int64?
    /// True when the call failed.
    public var failed = false
    /// The error's type, last segment of a dotted name.
    public var errorType: String?
    /// The HTTP status of a failed call.
    public var httpStatus: Int?
    /// Who asked, hashed.
    public var user: PersonKey?
    /// In which session, hashed.
    public var session: PersonKey?
    /// What it can be sliced by; at most 64 scalars.
    public var attributes: [String: AttributeValue] = [:]
    /// Input columns of a classic model; at most 512.
    public var fields: [String: AttributeValue] = [:]
    /// A classic model's answer.
    public var prediction: Prediction?
    /// The mitigation in force, as the application reports it.
    public var mitigation: String?

    /// A call of which only the least is known yet.
    public init(key: CallKey, kind: CallKind, time: Timestamp) {
        self.key = key
        self.kind = kind
        self.time = time
    }

    /// The model that slices, prices and pages speak of: the one that answered, else the one asked for.
    public var model: String? { responseModel ?? requestModel }
}

/// A prompt under version control.
public struct PromptReference: Sendable, Hashable, Codable {
    /// The prompt's name; empty when only a version is known.
    public var name: String
    /// Its version, as text.
    public var version: String?

    /// A reference as it was normalised.
    public init(name: String, version: String?) {
        self.name = name
        self.version = version
    }

    /// `answer@42`, or the name or `@42` alone.
    public var text: String { version.map { "\(name)@\($0)" } ?? name }
}
