import Telemetry

extension Normalisation {
    /// An event, wherever it was recorded.
    private struct Recorded {
        var name: String
        var attributes: Range<Int>
        var body: StructuredValue?
        var trace: TraceID?
        var span: SpanID?
        var time: Timestamp
        var isTimeAssumed: Bool
        var resource: Resource
    }

    /// Reads one log record; records that are no event of ours are counted and left aside.
    mutating func logRecord(_ number: Int) {
        let record = OTLPLogRecord(storage: storage, index: number)
        let node = storage.logRecords[number]
        let body = record.body.map { StructuredValue.otlp($0) }
        guard let name = Self.eventName(record, body), let event = TelemetryEvent(name: name) else {
            batch.counts.ignored += 1
            return
        }
        let nanoseconds = record.time != 0 ? record.time : record.observedTime
        guard let own = Int64(exactly: nanoseconds) else { return batch.refuse(.badTime) }
        let time = own == 0 ? window.received : Timestamp(nanoseconds: own)
        if let reason = window.refusal(of: time) { return batch.refuse(reason) }
        if window.isAhead(time) { batch.counts.skew += 1 }
        if own == 0 { batch.counts.timeAssumed += 1 }
        let resource = resource(ofScope: node.scope)
        read(
            event,
            Recorded(
                name: name, attributes: node.attributes, body: body, trace: record.traceID, span: record.spanID,
                time: time, isTimeAssumed: own == 0, resource: resource))
    }

    /// Reads one event of a span: the same events, with their content in attributes.
    mutating func event(_ event: OTLPEvent, of span: OTLPSpan, _ trace: TraceID, _ id: SpanID) {
        let name = event.name.string
        guard let known = TelemetryEvent(name: name) else { return }
        let own = Int64(exactly: event.time) ?? 0
        let time = own == 0 ? window.received : Timestamp(nanoseconds: own)
        guard window.refusal(of: time) == nil else { return }
        var recorded = Recorded(
            name: name, attributes: event.attributes.range, body: nil, trace: trace, span: id, time: time,
            isTimeAssumed: own == 0, resource: resource(ofScope: storage.spans[span.index].scope))
        // Feedback that came later is carried by a span with one link, to what it is about.
        if known == .evaluation, span.links.count == 1, let link = span.links.first {
            (recorded.trace, recorded.span) = (link.traceID, link.spanID)
        }
        read(known, recorded)
    }

    /// The event's name: its own field, an attribute, a member of the body, or a body that is one of our names.
    private static func eventName(_ record: OTLPLogRecord, _ body: StructuredValue?) -> String? {
        if !record.eventName.isEmpty { return record.eventName.string }
        if let name = record.attributes["event.name"]?.string, !name.isEmpty { return name }
        if let name = body?["event.name"]?.text { return name }
        return body?.text.flatMap { $0.hasPrefix("gen_ai.") ? $0 : nil }
    }

    private mutating func read(_ event: TelemetryEvent, _ recorded: Recorded) {
        table.load(recorded.attributes)
        switch event {
        case .message, .choice, .wholeCall: content(event, recorded)
        case .evaluation: evaluation(recorded)
        case .outcome: outcome(recorded)
        case .change: change(recorded)
        }
    }

    private mutating func content(_ event: TelemetryEvent, _ recorded: Recorded) {
        guard let trace = recorded.trace, let span = recorded.span else {
            batch.counts.orphans += 1
            return
        }
        var result = ContentEvent(
            key: key(recorded, trace, span), traceID: trace, spanID: span, name: recorded.name, time: recorded.time,
            responseID: Self.name(table.first(.responseID)?.scalarText), content: CallContent(), finishReasons: [])
        result.service = recorded.resource.service
        switch event {
        case .message(let role):
            let body = self.body(recorded)
            var message = MessageReader.message(body, role: role).message
            if role == "tool", let id = body["id"]?.scalarText { message.toolCallID = id }
            result.content.input = [message]
        case .choice:
            let body = self.body(recorded)
            var message = Message(role: "assistant", text: "")
            if let inner = body["message"]?.parsed(by: &table.reader) {
                message =
                    inner.isMap
                    ? MessageReader.message(inner, role: "assistant").message
                    : Message(role: "assistant", text: inner.scalarText ?? "")
                message.role = "assistant"
            }
            result.content.output = [message]
            result.finishReasons = body["finish_reason"]?.text.map { [FinishReason($0)] } ?? []
        case .wholeCall:
            let reads = conversation(.llm)
            result.content = reads.content
            result.finishReasons = finishReasons(reads.reasons)
            result.responseModel = Self.name(table.first(.responseModel)?.scalarText)
            result.fingerprint = Self.name(table.first(.fingerprint)?.scalarText)
            result.prompt = prompt()
        case .evaluation, .outcome, .change: return
        }
        result.content.limit(text: OTLPLimits.attributeBytes, total: OTLPLimits.callTextBytes)
        batch.events.append(result)
    }

    /// The body of an event: its own where it is a map, else its attributes with JSON texts read.
    private mutating func body(_ recorded: Recorded) -> StructuredValue {
        if let body = recorded.body, body.isMap { return body }
        var writer = JSONWriter()
        let attributes = StructuredValue.otlp(
            OTLPValue(storage: storage, value: ExportStorage.Value(recorded.attributes, kind: .map)))
        writer.object { writer in
            for (name, value) in attributes.members {
                writer.name(name)
                value.parsed(by: &table.reader).write(to: &writer)
            }
        }
        // What was just written is JSON; were it too deep, there would be no message to read.
        return (try? table.reader.read(writer.bytes)).map { .json($0) } ?? attributes
    }

    /// A hash of all that the event says, so that a repeated delivery changes nothing.
    private func key(_ recorded: Recorded, _ trace: TraceID, _ span: SpanID) -> CallKey {
        var writer = JSONWriter()
        writer.array { writer in
            writer.string(recorded.name)
            if !recorded.isTimeAssumed { writer.integer(recorded.time.nanoseconds) }
            StructuredValue.otlp(
                OTLPValue(storage: storage, value: ExportStorage.Value(recorded.attributes, kind: .map))
            ).write(to: &writer)
            recorded.body?.write(to: &writer)
        }
        return CallKey(hashing: [0x65, 0] + trace.bytes + span.bytes + writer.bytes)
    }

    /// A score: `gen_ai.evaluation.result`.
    private mutating func evaluation(_ recorded: Recorded) {
        let label = Self.name(table.first(.evaluationLabel)?.scalarText, limit: 64)
        let score = table.number(.evaluationScore)
        guard let name = Self.name(table.first(.evaluationName)?.scalarText, limit: 64), label != nil || score != nil,
            let target = target(recorded)
        else {
            batch.counts.orphans += 1
            return
        }
        let explanation = table.first(.evaluationExplanation)?.text
        add(recorded, target: target, kind: .score, name: name) { outcome in
            outcome.value = score.map { .number($0) }
            outcome.label = label
            outcome.rationale = explanation?.cut(toBytes: 8_192)
            outcome.loggedUnder = recorded.span
        }
    }

    /// An outcome of any kind: `tiltmeter.outcome`.
    private mutating func outcome(_ recorded: Recorded) {
        let attributes = OTLPAttributes(storage: storage, range: recorded.attributes)
        func text(_ key: StaticString, _ limit: Int) -> String? {
            Self.name(attributes[key].flatMap { StructuredValue.otlp($0).scalarText }, limit: limit)
        }
        let system = slug(table.first(.system)?.scalarText) ?? recorded.resource.system
        let called = text("tiltmeter.call.id", 128)
        let target: OutcomeTarget? =
            if let called, let system { .call(CallKey(clientID: called, system: system)) } else {
                self.target(recorded)
            }
        guard let kind = text("tiltmeter.outcome.kind", 64).flatMap({ Outcome.Kind(rawValue: $0) }), let target,
            let name = text("tiltmeter.outcome.name", 64) ?? (kind == .label ? "label" : nil)
        else {
            batch.counts.orphans += 1
            return
        }
        let value = attributes["tiltmeter.outcome.value"].flatMap { Self.outcomeValue(.otlp($0)) }
        let label = text("tiltmeter.outcome.label", 64)
        let comment = attributes["tiltmeter.outcome.comment"]?.string?.cut(toBytes: 65_536)
        guard value != nil || label != nil || comment != nil else {
            batch.counts.orphans += 1
            return
        }
        let id = text("tiltmeter.outcome.id", 128)
        add(recorded, target: target, kind: kind, name: name) { outcome in
            outcome.value = value
            outcome.label = label
            outcome.text = comment
            outcome.clientID = id
        }
    }

    /// A number, a yes or no, or a category.
    package static func outcomeValue(_ value: StructuredValue) -> Outcome.Value? {
        if let flag = value.boolean { return .boolean(flag) }
        if value.text == nil, let number = value.number { return .number(number) }
        return value.text.flatMap { $0.isEmpty ? nil : .text($0.cut(toBytes: 65_536)) }
    }

    /// What an event is about: the answer that it names, else its span, else its trace.
    private mutating func target(_ recorded: Recorded) -> OutcomeTarget? {
        if let response = Self.name(table.first(.responseID)?.scalarText) {
            return .response(response, system: nil, trace: recorded.trace)
        }
        guard let trace = recorded.trace else { return nil }
        return recorded.span.map { .span(trace, $0) } ?? .trace(trace)
    }

    private mutating func add(
        _ recorded: Recorded, target: OutcomeTarget, kind: Outcome.Kind, name: String,
        _ fill: (inout Outcome) -> Void
    ) {
        let raterKind = table.first(.raterKind)?.text.flatMap { Rater.Kind(rawValue: $0) } ?? kind.usualRater
        let rater = Rater(
            raterKind, name: Self.name(table.first(.raterName)?.scalarText),
            version: Self.name(table.first(.raterVersion)?.scalarText))
        var outcome = Outcome(
            key: CallKey(hashing: []), target: target, kind: kind, name: name, rater: rater, time: recorded.time)
        fill(&outcome)
        outcome.key =
            outcome.clientID.map { OutcomeIdentity.key(clientID: $0) }
            ?? OutcomeIdentity.key(of: outcome, hasOwnTime: !recorded.isTimeAssumed)
        batch.outcomes.append(outcome)
    }

    /// An entry for the ledger: `tiltmeter.change`.
    private mutating func change(_ recorded: Recorded) {
        let attributes = OTLPAttributes(storage: storage, range: recorded.attributes)
        func text(_ key: StaticString, _ limit: Int = 128) -> String? {
            Self.name(attributes[key].flatMap { StructuredValue.otlp($0).scalarText }, limit: limit)
        }
        guard let kind = text("tiltmeter.change.kind").flatMap({ Change.Kind(rawValue: $0) }),
            let title = text("tiltmeter.change.title", 200)
        else {
            batch.counts.orphans += 1
            return
        }
        let systems = slug(table.first(.system)?.scalarText).map { [$0] } ?? []
        var change = Change(key: CallKey(hashing: []), kind: kind, title: title, systems: systems, time: recorded.time)
        change.clientID = text("tiltmeter.change.id")
        change.ref = text("tiltmeter.change.ref")
        change.from = text("tiltmeter.change.from")
        change.to = text("tiltmeter.change.to")
        change.key = ChangeIdentity.key(of: change, hasOwnTime: !recorded.isTimeAssumed)
        batch.changes.append(change)
    }
}
