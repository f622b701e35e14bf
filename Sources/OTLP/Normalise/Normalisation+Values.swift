import Telemetry

extension Normalisation {
    /// Who served the model, in the conventions' spelling.
    mutating func provider(_ dialect: Dialect?) -> String? {
        guard var name = Self.name(table.first(.provider)?.scalarText)?.lowercased() else { return nil }
        if let dialect, !dialect.providerPrefixes.isEmpty {
            name =
                dialect.providerPrefixes.first { name.hasPrefix($0.prefix) }?.provider
                ?? String(name.prefix { $0 != "." })
        }
        return ProviderNames.canonical(name)
    }

    mutating func parameters(_ dialect: Dialect?) -> [String: AttributeValue] {
        var result: [String: AttributeValue] = [:]
        for (name, property) in [
            ("temperature", CallProperty.temperature), ("top_p", .topP), ("max_tokens", .maxTokens), ("seed", .seed),
        ] {
            let value: AttributeValue? = table.first(property) { value in
                if let integer = value.integer ?? value.text.flatMap({ Int64($0) }) { return .integer(integer) }
                return value.number.map { .real($0) }
            }
            guard let value else { continue }
            if property == .seed, dialect?.zeroSeedIsNone == true, value.number == 0 { continue }
            result[name] = value
        }
        return result
    }

    /// The tokens used, inclusive: cached ones are part of the input, reasoning is part of the output.
    mutating func tokens() -> TokenUsage {
        var usage = TokenUsage()
        usage.input = table.first(.inputTokens) { $0.count }
        usage.output = table.first(.outputTokens) { $0.count }
        usage.cacheRead = table.first(.cacheReadTokens) { $0.count }
        usage.cacheWrite = table.first(.cacheWriteTokens) { $0.count }
        usage.reasoning = table.first(.reasoningTokens) { $0.count }
        usage.audioInput = table.first(.audioInputTokens) { $0.count }
        usage.audioOutput = table.first(.audioOutputTokens) { $0.count }
        usage.makeInclusive(cacheIsApart: usageIsDisjoint())
        return usage
    }

    private mutating func usageIsDisjoint() -> Bool {
        for rule in index.disjointUsage {
            guard let usage = table.parsed(rule.slot) else { continue }
            if usage[name: rule.has] != nil, rule.hasNot.allSatisfy({ usage[name: $0] == nil }) { return true }
        }
        return false
    }

    /// What the client says that the call cost. 0 for a call that used tokens means that its price is unknown.
    mutating func cost(_ tokens: TokenUsage) -> Int64? {
        var dollars = table.number(.cost)
        if dollars == nil, let parts = table.first(.costParts) {
            let amounts = parts.members.compactMap(\.value.number)
            dollars = amounts.isEmpty ? nil : amounts.reduce(0, +)
        }
        guard let dollars else { return nil }
        if dollars == 0, (tokens.input ?? 0) > 0 { return nil }
        guard dollars >= 0, dollars < 9_000_000 else {
            batch.counts.badNumbers += 1
            return nil
        }
        return Int64((dollars * 1e12).rounded())
    }

    /// Microseconds from the start to the first token.
    mutating func timeToFirstToken(_ start: Timestamp, _ events: [OTLPEvent]) -> Int64? {
        var milliseconds = table.number(.timeToFirstToken)
        if milliseconds == nil, table.first(.isStreaming)?.boolean != false {
            milliseconds = table.number(.serverTimeToFirstToken)
        }
        if milliseconds == nil, let text = table.first(.firstTokenTime) {
            let time = text.parsed(by: &table.reader).text.flatMap { Timestamp(rfc3339: $0) }
            milliseconds = time.map { Double($0.nanoseconds(since: start)) / 1e6 }
        }
        if milliseconds == nil, !events.isEmpty {
            let event = events.first { index.firstTokenEvents.contains($0.name.string) }
            let time = event.flatMap { Int64(exactly: $0.time) }.map { Timestamp(nanoseconds: $0) }
            milliseconds = time.map { Double($0.nanoseconds(since: start)) / 1e6 }
        }
        guard let milliseconds, milliseconds >= 0, milliseconds < 9e12 else { return nil }
        return Int64((milliseconds * 1_000).rounded())
    }

    /// How a span failed, if it did.
    struct Failure {
        var failed = false
        var type: String?
        var httpStatus: Int?
        var text: String?
    }

    mutating func failure(_ span: OTLPSpan, _ events: [OTLPEvent]) -> Failure {
        let exception = events.first { $0.name == "exception" }?.attributes
        let type =
            table.first(.errorType)?.scalarText ?? exception?["exception.type"]?.string.flatMap {
                $0.isEmpty ? nil : $0
            }
            ?? (span.statusCode == 2 ? "error" : nil)
        var failure = Failure()
        failure.failed = type != nil || span.statusCode == 2
        failure.type = Self.name(type.map { String($0.split(separator: ".").last ?? "error") })
        failure.httpStatus = table.first(.httpStatus) { $0.count }.flatMap { (100...599).contains($0) ? Int($0) : nil }
        guard failure.failed else { return failure }
        let message = span.statusMessage.isEmpty ? exception?["exception.message"]?.string : span.statusMessage.string
        failure.text = message.flatMap { $0.isEmpty ? nil : $0.cut(toBytes: 1_024) }
        if failure.httpStatus == nil { failure.httpStatus = message.flatMap { HTTPStatusText.status(in: $0) } }
        return failure
    }

    /// The texts of a call, and why the model stopped where messages say so.
    mutating func conversation(_ role: SpanRole) -> (content: CallContent, reasons: [String]) {
        var content = CallContent()
        // An agent's record of all messages is not its input.
        let isAgent = role == .context(.agent)
        var input = table.messages(.inputMessages, role: "user") { !isAgent || $0 != "pydantic_ai.all_messages" }
        if let instructions = table.first(.systemInstructions)?.parsed(by: &table.reader),
            !input.contains(where: { $0.message.role == "system" }), let text = MessageReader.text(instructions)
        {
            input.insert(MessageReader.Read(message: Message(role: "system", text: text)), at: 0)
        }
        var output: [MessageReader.Read] = []
        if role == .embedding {
            let texts = table.messages(.embeddedTexts, role: "user") { _ in true }.filter { !$0.message.text.isEmpty }
            if !texts.isEmpty { input = texts }
        } else {
            output = table.messages(.outputMessages, role: "assistant") { _ in true }
        }
        content.input = input.map(\.message)
        content.output = output.map(\.message)
        content.documents = documents(isRetrieval: false)
        return (content, output.compactMap(\.finishReason))
    }

    mutating func documents(isRetrieval: Bool) -> [RetrievedDocument] {
        if let value = table.first(.documents)?.parsed(by: &table.reader), value.isArray {
            return MessageReader.documents(value)
        }
        for (prefix, shape) in index.documents {
            let found = table.indexed(prefix).map { members in
                func value(_ name: String) -> StructuredValue? {
                    members.last { $0.name == name }.map { .otlp($0.value) }
                }
                return RetrievedDocument(
                    id: value(shape.id)?.scalarText, score: value(shape.score)?.number,
                    content: value(shape.content)?.scalarText)
            }
            if !found.isEmpty { return found }
        }
        if isRetrieval, let value = table.first(.retrieved), value.isArray { return MessageReader.documents(value) }
        return []
    }

    /// Why the model stopped: as the span says, else as its messages say, else as the provider's answer says.
    mutating func finishReasons(_ ofMessages: [String]) -> [FinishReason] {
        var words: [String] = []
        if let value = table.first(.finishReasons)?.parsed(by: &table.reader) {
            words = value.isArray ? value.elements.compactMap(\.scalarText) : [value.scalarText].compactMap { $0 }
        }
        if words.isEmpty { words = ofMessages }
        if words.isEmpty, let answer = table.first(.answer) {
            words = answer["choices"]?.elements.compactMap { $0["finish_reason"]?.text } ?? []
            if words.isEmpty, answer["object"]?.text == "response" {
                words = [answer["status"]?.text].compactMap { $0 }
            }
            if words.isEmpty { words = [answer["stop_reason"]?.text].compactMap { $0 } }
        }
        return words.map { FinishReason($0) }
    }

    /// A classic model's input columns and answer.
    mutating func fill(prediction call: inout Call) {
        call.requestModel = Self.name(table.first(.predictionModel)?.scalarText) ?? call.requestModel
        call.modelVersion = Self.name(table.first(.predictionModelVersion)?.scalarText)
        call.clientID = Self.name(table.first(.predictionID)?.scalarText)
        // Outcomes name a prediction by its id and system, so that is its identity where both are known.
        if let id = call.clientID, let system = call.system { call.key = CallKey(clientID: id, system: system) }
        for (position, prefix) in table.fields {
            guard let name = table.key(at: position, behind: prefix), name.count <= 64,
                call.fields.count < 512 || call.fields[name] != nil
            else {
                batch.counts.droppedKeys += 1
                continue
            }
            call.fields[name] = Self.field(.otlp(table.value(at: position)))
        }
        var prediction = Prediction()
        prediction.label = Self.name(table.first(.predictionLabel)?.scalarText)
        prediction.score = table.number(.predictionScore)
        prediction.value = table.number(.predictionValue)
        if let score = prediction.score, !(0...1).contains(score) {
            prediction.score = nil
            batch.counts.badNumbers += 1
        }
        let probabilities = table.first(.predictionProbabilities)?.parsed(by: &table.reader).members ?? []
        for (name, value) in probabilities {
            guard let probability = value.number, (0...1).contains(probability) else {
                batch.counts.badNumbers += 1
                continue
            }
            prediction.probabilities[name] = probability
        }
        if !prediction.probabilities.isEmpty, !(0.99...1.01).contains(prediction.probabilities.values.reduce(0, +)) {
            batch.counts.badProbabilities += 1
        }
        let ranking = table.first(.predictionRanking)?.parsed(by: &table.reader).elements ?? []
        prediction.ranking = ranking.prefix(100).compactMap(\.scalarText)
        call.prediction = prediction
        call.kind = prediction.kind
    }

    /// An input column: a scalar, null, or a list of text.
    static func field(_ value: StructuredValue) -> AttributeValue {
        if value.isArray { return .list(value.elements.compactMap(\.scalarText)) }
        return scalar(value) ?? .null
    }
}
