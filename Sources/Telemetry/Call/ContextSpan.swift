/// A span of a trace that is not a call: it lends its calls a user, session, system, prompt and attributes, and stands in
/// the trace tree. Never counted, never folded.
public struct ContextSpan: Sendable, Hashable {
    /// What the span did.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        case retrieval, tool, agent, chain, guardrail, evaluation, prompt, other
    }

    /// Trace and own id.
    public var traceID: TraceID
    /// See ``traceID``.
    public var spanID: SpanID
    /// The parent; absent for a root.
    public var parentSpanID: SpanID?
    /// True when the parent is known to live in another process.
    public var parentIsRemote = false
    /// The span's name, at most 128 characters.
    public var name: String
    /// What it did.
    public var kind: Kind
    /// The instrumentation scope's name.
    public var scope: String?
    /// Start.
    public var time: Timestamp
    /// From start to end in microseconds.
    public var durationMicroseconds: Int64?
    /// True when the span failed.
    public var failed = false
    /// What calls below inherit.
    public var system: SystemSlug?
    /// `service.name`.
    public var service: String?
    /// See ``system``.
    public var user: PersonKey?
    /// See ``system``.
    public var session: PersonKey?
    /// See ``system``.
    public var prompt: PromptReference?
    /// See ``system``.
    public var mitigation: String?
    /// See ``system``.
    public var attributes: [String: AttributeValue] = [:]
    /// Attributes that are safe and useful to show, by the allow list of the dialects.
    public var shown: [String: AttributeValue] = [:]
    /// What retrieval found, and texts of agents and tools; kept with the texts.
    public var content = CallContent()

    /// A span of which only the least is known yet.
    public init(traceID: TraceID, spanID: SpanID, name: String, kind: Kind, time: Timestamp) {
        self.traceID = traceID
        self.spanID = spanID
        self.name = name
        self.kind = kind
        self.time = time
    }
}
