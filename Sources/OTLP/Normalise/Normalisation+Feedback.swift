import Telemetry

extension Normalisation {
    /// Reads the scores that a span carries in indexed attributes into outcomes; the span's attributes are loaded.
    ///
    /// They are about the span itself, its trace or its session. A span with one link carries what was said later about the
    /// span that the link names. A parent is never meant.
    mutating func feedback(on span: OTLPSpan, _ trace: TraceID, _ id: SpanID, at time: Timestamp, isTimeAssumed: Bool) {
        for (prefix, shape) in index.feedback {
            for members in table.indexed(prefix) {
                func value(_ name: String) -> StructuredValue? {
                    members.last { $0.name == name && !$0.value.isAbsent }.map { .otlp($0.value) }
                }
                let label = Self.name(value(shape.label)?.scalarText, limit: 64)
                let score = value(shape.score)?.number
                guard let name = Self.name(value(shape.name)?.scalarText, limit: 64), label != nil || score != nil,
                    let target = target(of: shape.subject, span, trace, id)
                else {
                    batch.counts.orphans += 1
                    continue
                }
                let rater = value(shape.rater)?.text.flatMap { shape.raters[$0.lowercased()] }
                var outcome = Outcome(
                    key: CallKey(hashing: []), target: target, kind: .score, name: name,
                    rater: Rater(rater ?? Outcome.Kind.score.usualRater), time: time)
                outcome.value = score.map { .number($0) }
                outcome.label = label
                outcome.rationale = value(shape.explanation)?.text?.cut(toBytes: 8_192)
                outcome.key =
                    Self.name(value(shape.identifier)?.scalarText)
                    .map { OutcomeIdentity.key(of: outcome, identifier: $0) }
                    ?? OutcomeIdentity.key(of: outcome, hasOwnTime: !isTimeAssumed)
                batch.outcomes.append(outcome)
            }
        }
    }

    private mutating func target(
        of subject: FlattenedFeedback.Subject, _ span: OTLPSpan, _ trace: TraceID, _ id: SpanID
    ) -> OutcomeTarget? {
        var about = (trace: Optional(trace), span: Optional(id))
        if span.links.count == 1, let link = span.links.first { about = (link.traceID, link.spanID) }
        switch subject {
        case .span:
            guard let trace = about.trace, let span = about.span else { return nil }
            return .span(trace, span)
        case .trace: return about.trace.map { .trace($0) }
        case .session: return session(table.first(.session)?.scalarText).map { .session($0) }
        }
    }
}
