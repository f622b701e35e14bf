package import Telemetry

/// What the settler must know of a record of a trace: ids, and whether it brings a text. Never the text.
package struct TraceRecord: Sendable, Hashable {
    /// What kind of record it is.
    package enum Role: Sendable, Hashable {
        /// A call; `lacksAnswer` when it is a language model's call without an output or an error, so that log events
        /// may still bring one.
        case call(CallKey, lacksAnswer: Bool, service: String?)
        /// A span that is no call.
        case context
        /// A log event; `bringsAnswer` when it holds an output.
        case event(bringsAnswer: Bool)
    }

    /// The trace.
    package var trace: TraceID
    /// The span, or the span that an event was logged under.
    package var span: SpanID
    /// The parent span; `nil` for a root and for events.
    package var parent: SpanID?
    /// True when the parent lives in another process: the span is a local root.
    package var parentIsRemote: Bool
    /// What kind of record.
    package var role: Role

    /// What the settler must know of a call; `nil` for a call outside any trace.
    package init?(_ call: Call) {
        guard let trace = call.traceID, let span = call.spanID else { return nil }
        self.trace = trace
        self.span = span
        parent = call.parentSpanID
        parentIsRemote = call.parentIsRemote
        role = .call(
            call.key, lacksAnswer: call.kind == .llm && !call.failed && !call.textFacts.hasOutput,
            service: call.service)
    }

    /// What the settler must know of a context span.
    package init(_ context: ContextSpan) {
        trace = context.traceID
        span = context.spanID
        parent = context.parentSpanID
        parentIsRemote = context.parentIsRemote
        role = .context
    }

    /// What the settler must know of a log event.
    package init(_ event: ContentEvent) {
        trace = event.traceID
        span = event.spanID
        parent = nil
        parentIsRemote = false
        role = .event(bringsAnswer: event.textFacts.hasOutput)
    }
}
