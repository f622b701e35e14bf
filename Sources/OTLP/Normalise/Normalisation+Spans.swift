import Telemetry

extension Normalisation {
    /// When a span was, as far as its clock can be believed.
    private struct Times {
        var time: Timestamp
        var nanoseconds: Int64?
        var isAssumed = false

        var end: Timestamp { time.advanced(byNanoseconds: nanoseconds ?? 0) }
        var microseconds: Int64? { nanoseconds.map { ($0 + 500) / 1_000 } }
    }

    /// Reads one span into a call or a context span, and its events into content and outcomes.
    mutating func span(_ number: Int) {
        let node = storage.spans[number]
        guard let trace = TraceID(high: node.traceHigh, low: node.traceLow) else { return batch.refuse(.badTraceID) }
        guard let id = SpanID(word: node.spanID) else { return batch.refuse(.badSpanID) }
        guard node.end != 0 || node.start == 0 else {
            batch.counts.unfinished += 1
            return
        }
        guard let times = times(node) else { return batch.refuse(.badTime) }
        if let reason = window.refusal(of: times.time) { return batch.refuse(reason) }
        if window.isAhead(times.time) { batch.counts.skew += 1 }
        let resource = resource(ofScope: node.scope)
        let scope = scope(node.scope)
        table.load(node.attributes)
        let span = OTLPSpan(storage: storage, index: number)
        let events = node.events.isEmpty ? [] : span.events
        let role = role()
        switch role {
        case .llm, .embedding, .prediction:
            var call = Call(key: CallKey(trace: trace, span: id), kind: .llm, time: times.time)
            (call.traceID, call.spanID) = (trace, id)
            call.timeAssumed = times.isAssumed
            call.latencyMicroseconds = times.microseconds
            fill(&call, role, span, times, resource, scope, events)
            batch.calls.append(call)
        case .context(let kind):
            var context = ContextSpan(
                traceID: trace, spanID: id, name: Self.name(span.name.string) ?? "", kind: kind, time: times.time)
            context.durationMicroseconds = times.microseconds
            fill(&context, span, resource, scope, events)
            batch.contexts.append(context)
        }
        feedback(on: span, trace, id, at: times.end, isTimeAssumed: times.isAssumed)
        for event in events { self.event(event, of: span, trace, id) }
    }

    private mutating func times(_ node: ExportStorage.Span) -> Times? {
        guard let start = Int64(exactly: node.start), let end = Int64(exactly: node.end) else { return nil }
        if start == 0 {
            if end != 0 { return Times(time: Timestamp(nanoseconds: end)) }
            batch.counts.timeAssumed += 1
            return Times(time: window.received, isAssumed: true)
        }
        guard end >= start else {
            batch.counts.clockBackwards += 1
            return Times(time: Timestamp(nanoseconds: start))
        }
        return Times(time: Timestamp(nanoseconds: start), nanoseconds: end - start)
    }

    /// What the loaded attributes say that the span is.
    private mutating func role() -> SpanRole {
        for compiled in index.kindRules {
            guard let attribute = table.attribute(compiled.slot), attribute.kind != .null else { continue }
            let rule = compiled.rule
            guard rule.with.isEmpty || compiled.with.contains(where: { table.attribute($0)?.isAbsent == false }) else {
                continue
            }
            if let role = answer(rule, StructuredValue.otlp(attribute)) { return role }
        }
        return .context(.other)
    }

    private mutating func answer(_ rule: SpanKindRule, _ value: StructuredValue) -> SpanRole? {
        let word: String?
        switch rule.reading {
        case .present: return value.isAbsent ? nil : rule.otherwise
        case .text: word = value.text
        case .lowercased: word = value.scalarText?.lowercased()
        case .jsonLowercased: word = value.parsed(by: &table.reader).scalarText?.lowercased()
        case .operationID:
            let operation = value.text?.prefix { $0 != " " } ?? ""
            guard operation.hasPrefix("ai.") else { return nil }
            word = String(operation)
        }
        guard let word, !word.isEmpty else { return nil }
        if let role = rule.roles[word] { return role }
        for (pattern, role) in rule.roles where pattern.hasPrefix("*") && word.hasSuffix(pattern.dropFirst()) {
            return role
        }
        return rule.otherwise
    }

    private mutating func fill(
        _ call: inout Call, _ role: SpanRole, _ span: OTLPSpan, _ times: Times, _ resource: Resource,
        _ scope: (name: String, dialect: Int?), _ events: [OTLPEvent]
    ) {
        call.parentSpanID = span.parentSpanID
        call.parentIsRemote = span.parentIsRemote
        call.name = Self.name(span.name.string)
        let dialect = index.dialect(scope: scope.dialect, keys: table.dialects)
        call.dialect = dialect?.name ?? Dialect.unknownName
        call.scope = Self.name(scope.name)
        call.operation = Self.name(table.first(.operation)?.text, limit: 64) ?? role.usualOperation
        call.system = slug(table.first(.system)?.scalarText) ?? resource.system
        call.service = resource.service
        call.serviceVersion = resource.serviceVersion ?? Self.name(table.first(.serviceVersion)?.scalarText)
        call.environment = Self.name(table.first(.environment)?.scalarText) ?? resource.environment
        call.user = user(table.first(.user)?.scalarText)
        call.session = session(table.first(.session)?.scalarText)
        call.mitigation = Self.name(table.first(.mitigation)?.scalarText)
        call.prompt = prompt()
        call.attributes = slices(resource)
        call.provider = provider(dialect)
        call.requestModel = Self.name(table.first(.requestModel)?.scalarText)
        call.responseModel = Self.name(table.first(.responseModel)?.scalarText)
        if dialect?.repeatsRequestModel == true, span.statusCode == 2, call.responseModel == call.requestModel {
            call.responseModel = nil
        }
        call.responseID = Self.name(table.first(.responseID)?.scalarText)
        call.fingerprint = Self.name(table.first(.fingerprint)?.scalarText)
        call.serviceTier = ServiceTier.canonical(table.first(.serviceTier)?.scalarText)
        call.timeToFirstTokenMicroseconds = timeToFirstToken(times.time, events)
        let message = failure(span, events)
        (call.errorType, call.failed, call.httpStatus) = (message.type, message.failed, message.httpStatus)
        switch role {
        case .llm, .embedding:
            call.kind = role == .llm ? .llm : .embedding
            call.parameters = parameters(dialect)
            call.tokens = tokens()
            let reads = conversation(role)
            call.content = reads.content
            call.finishReasons = finishReasons(reads.reasons)
        case .prediction: fill(prediction: &call)
        case .context: break
        }
        call.content.errorMessage = message.text
        call.clientCostPicodollars = cost(call.tokens)
        limit(&call.content)
    }

    private mutating func fill(
        _ context: inout ContextSpan, _ span: OTLPSpan, _ resource: Resource, _ scope: (name: String, dialect: Int?),
        _ events: [OTLPEvent]
    ) {
        context.parentSpanID = span.parentSpanID
        context.parentIsRemote = span.parentIsRemote
        context.scope = Self.name(scope.name)
        context.system = slug(table.first(.system)?.scalarText) ?? resource.system
        context.service = resource.service
        context.user = user(table.first(.user)?.scalarText)
        context.session = session(table.first(.session)?.scalarText)
        context.mitigation = Self.name(table.first(.mitigation)?.scalarText)
        context.prompt = prompt()
        context.attributes = slices(resource)
        let failure = failure(span, events)
        context.failed = failure.failed
        for position in table.shown {
            guard let key = table.key(at: position, behind: 0),
                let value = Self.scalar(.otlp(table.value(at: position)))
            else { continue }
            context.shown[key] = value
        }
        switch context.kind {
        case .retrieval:
            context.content.documents = documents(isRetrieval: true)
            context.content.input = conversation(.context(.retrieval)).content.input
        case .agent, .tool:
            context.content = conversation(.context(context.kind)).content
            context.content.documents = documents(isRetrieval: false)
        case .chain, .guardrail, .evaluation, .prompt, .other:
            context.content.documents = documents(isRetrieval: false)
        }
        context.content.errorMessage = failure.text
        limit(&context.content)
    }

    private mutating func limit(_ content: inout CallContent) {
        content.limit(text: OTLPLimits.attributeBytes, total: OTLPLimits.callTextBytes)
        if content.truncated { batch.counts.truncated += 1 }
    }
}
