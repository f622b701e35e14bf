public import OTLP
import Telemetry

extension ItemReader {
    /// What a call's item says before it is put together.
    private struct Draft {
        var call = Call(key: CallKey(hashing: []), kind: .llm, time: Timestamp(nanoseconds: 0))
        var system: SystemSlug?
        var kind: CallKind?
        var time: Timestamp?
        var status: Status?
        var hasError = false
        var tokens: TokenUsage?
        var usage: TokenUsage?
        var toolCalls: [ToolCall] = []
        var outcomes: [ItemValue] = []
        var warnings: [ItemWarning] = []
    }

    private enum Status: String, CaseIterable { case ok, error }

    /// Reads one call.
    ///
    /// Its key is made of the client's id and the system; else of trace and span; else of the whole item, which a retry
    /// repeats if it has a time of its own.
    public func call(_ value: JSONValue) throws(ItemError) -> CallItem {
        var draft = Draft()
        draft.system = system
        for (name, member) in try object(value) where !member.isNull {
            try read(name, member, into: &draft)
        }
        guard let system = draft.system else { throw ItemError("/system", "is required") }
        var call = draft.call
        call.system = system
        call.time = draft.time ?? window.received
        call.timeAssumed = draft.time == nil
        call.tokens = draft.tokens ?? draft.usage ?? TokenUsage()
        if let kind = draft.kind, kind.isPrediction, call.prediction == nil {
            throw ItemError("/prediction", "is required for a \(kind.rawValue)")
        }
        call.kind = draft.kind ?? call.prediction?.kind ?? (call.operation == "embeddings" ? .embedding : .llm)
        if call.operation == nil, !call.kind.isPrediction {
            call.operation = call.kind == .embedding ? "embeddings" : "chat"
        }
        if let status = draft.status {
            call.failed = status == .error
            if status == .ok, draft.hasError {
                draft.warnings.append(ItemWarning("/status", "is ok although error is set; status counts"))
            }
        } else {
            call.failed = draft.hasError
        }
        if call.failed { call.errorType = call.errorType ?? "error" }
        addToolCalls(draft.toolCalls, to: &call.content)
        call.content.limit(text: OTLPLimits.attributeBytes, total: OTLPLimits.callTextBytes)
        if call.content.truncated { draft.warnings.append(ItemWarning("", "its texts were cut to the limits")) }
        if let id = call.clientID {
            call.key = CallKey(clientID: id, system: system)
        } else if let trace = call.traceID, let span = call.spanID {
            call.key = CallKey(trace: trace, span: span)
        } else {
            var content: [UInt8] = [0x43, 0] + Array(system.text.utf8) + [0] + Array(value.json.utf8)
            if draft.time == nil {
                content += withUnsafeBytes(of: window.received.nanoseconds.bigEndian) { Array($0) }
                draft.warnings.append(ItemWarning("", "has neither id nor time: a retry would be a second call"))
            }
            call.key = CallKey(hashing: content)
        }
        var outcomes: [Outcome] = []
        for item in draft.outcomes {
            let read = try outcome(item, about: call)
            outcomes.append(read.outcome)
            draft.warnings += read.warnings
        }
        return CallItem(call: call, outcomes: outcomes, warnings: draft.warnings)
    }

    private func read(_ name: JSONText, _ json: JSONValue, into draft: inout Draft) throws(ItemError) {
        func at(_ name: StaticString) -> ItemValue { ItemValue(value: json, pointer: "/\(name)") }
        switch name {
        case "system": draft.system = try slug(at("system"))
        case "id": draft.call.clientID = try identifier(at("id"))
        case "trace_id": draft.call.traceID = try traceID(at("trace_id"))
        case "span_id": draft.call.spanID = try spanID(at("span_id"))
        case "parent_span_id": draft.call.parentSpanID = try spanID(at("parent_span_id"))
        case "time": draft.time = try acceptedTime(at("time"))
        case "kind": draft.kind = try at("kind").choice(CallKind.self)
        case "operation": draft.call.operation = try at("operation").text(64)
        case "provider": draft.call.provider = try at("provider").text(128).map { ProviderNames.canonical($0) }
        case "model": draft.call.requestModel = try at("model").text(128)
        case "model_answered": draft.call.responseModel = try at("model_answered").text(128)
        case "model_version": draft.call.modelVersion = try at("model_version").text(128)
        case "response_id": draft.call.responseID = try at("response_id").text(128)
        case "fingerprint": draft.call.fingerprint = try at("fingerprint").text(128)
        case "service_tier": draft.call.serviceTier = ServiceTier.canonical(try at("service_tier").text(128))
        case "prompt": draft.call.prompt = try prompt(at("prompt"))
        case "input": draft.call.content.input = try messages(at("input"), role: "user")
        case "output": draft.call.content.output = try messages(at("output"), role: "assistant")
        case "documents": draft.call.content.documents = try documents(at("documents"))
        case "tool_calls": draft.toolCalls = try toolCalls(at("tool_calls"))
        case "finish_reason": draft.call.finishReasons = try finishReasons(at("finish_reason"))
        case "tokens": draft.tokens = try tokens(at("tokens"), &draft.warnings)
        case "usage": draft.usage = try usage(at("usage"))
        case "cost_usd": draft.call.clientCostPicodollars = try money(at("cost_usd"), atLeast: 0)
        case "latency_ms": draft.call.latencyMicroseconds = try microseconds(at("latency_ms"))
        case "ttft_ms": draft.call.timeToFirstTokenMicroseconds = try microseconds(at("ttft_ms"))
        case "status": draft.status = try at("status").choice(Status.self)
        case "error":
            draft.hasError = true
            try readError(at("error"), into: &draft.call)
        case "params": draft.call.parameters = try at("params").scalars(atMost: 16, key: 64, text: 256)
        case "user": draft.call.user = try at("user").text(512).map { hasher.user($0) }
        case "session": draft.call.session = try at("session").text(512).map { hasher.session($0) }
        case "attributes": draft.call.attributes = try attributes(at("attributes"), &draft.warnings)
        case "environment": draft.call.environment = try at("environment").text(64)
        case "service": draft.call.service = try at("service").text(64)
        case "version": draft.call.serviceVersion = try at("version").text(64)
        case "fields":
            draft.call.fields = try at("fields")
                .scalars(atMost: 512, key: 64, text: 256, keepsNull: true, keepsLists: true)
        case "prediction": draft.call.prediction = try prediction(at("prediction"))
        case "mitigation": draft.call.mitigation = try at("mitigation").text(128)
        case "outcomes": draft.outcomes = try at("outcomes").list(atMost: 1_000)
        default: draft.warnings.append(Self.unknown(name))
        }
    }

    private func addToolCalls(_ calls: [ToolCall], to content: inout CallContent) {
        guard !calls.isEmpty else { return }
        if let last = content.output.indices.last {
            if content.output[last].toolCalls.isEmpty { content.output[last].toolCalls = calls }
        } else {
            content.output = [Message(role: "assistant", text: "", toolCalls: calls)]
        }
    }

    private func microseconds(_ value: ItemValue) throws(ItemError) -> Int64 {
        Int64((try value.number(atLeast: 0, atMost: 9e12) * 1_000).rounded())
    }

    /// `{"name","version"}`, or `name@version`.
    private func prompt(_ value: ItemValue) throws(ItemError) -> PromptReference? {
        if value.value.object == nil {
            guard let text = try value.text(257) else { return nil }
            guard let at = text.lastIndex(of: "@") else { return PromptReference(name: text, version: nil) }
            let version = String(text[text.index(after: at)...])
            return PromptReference(name: String(text[..<at]), version: version.isEmpty ? nil : version)
        }
        guard let name = try value["name"]?.text(128) else {
            throw ItemError(value.pointer + "/name", "is required")
        }
        return PromptReference(name: name, version: try value["version"]?.text(128))
    }

    /// A text, or a list of messages as we, the conventions or OpenAI write them.
    private func messages(_ value: ItemValue, role: String) throws(ItemError) -> [Message] {
        switch value.value.kind {
        case .string:
            let text = try value.longText()
            return text.isEmpty ? [] : [Message(role: role, text: text)]
        case .array:
            var result: [Message] = []
            for element in try value.list(atMost: 10_000) {
                switch element.value.kind {
                case .string: result.append(Message(role: role, text: try element.longText()))
                case .object: result.append(MessageReader.message(.json(element.value), role: role).message)
                default: throw element.error("must be a message")
                }
            }
            return result
        case .object: return [MessageReader.message(.json(value.value), role: role).message]
        default: throw value.error("must be a text or a list of messages")
        }
    }

    private func documents(_ value: ItemValue) throws(ItemError) -> [RetrievedDocument] {
        var result: [RetrievedDocument] = []
        for element in try value.list(atMost: 50) {
            _ = try element.object()
            result.append(
                RetrievedDocument(
                    id: try element["id"]?.text(256), score: try element["score"]?.number(),
                    content: try element["content"]?.longText()))
        }
        return result
    }

    private func toolCalls(_ value: ItemValue) throws(ItemError) -> [ToolCall] {
        var result: [ToolCall] = []
        for element in try value.list(atMost: 1_000) {
            _ = try element.object()
            let call = MessageReader.toolCall(.json(element.value))
            guard !call.name.isEmpty else { throw ItemError(element.pointer + "/name", "is required") }
            result.append(call)
        }
        return result
    }

    private func finishReasons(_ value: ItemValue) throws(ItemError) -> [FinishReason] {
        guard value.value.kind == .array else { return try value.text(128).map { [FinishReason($0)] } ?? [] }
        var result: [FinishReason] = []
        for element in try value.list(atMost: 128) {
            if let word = try element.text(128) { result.append(FinishReason(word)) }
        }
        return result
    }

    private func tokens(_ value: ItemValue, _ warnings: inout [ItemWarning]) throws(ItemError) -> TokenUsage {
        var usage = TokenUsage()
        for (name, json) in try value.object() where !json.isNull {
            let member = ItemValue(value: json, pointer: "\(value.pointer)/\(ItemValue.escaped(name.string))")
            switch name {
            case "input": usage.input = try member.count()
            case "output": usage.output = try member.count()
            case "cache_read": usage.cacheRead = try member.count()
            case "cache_write": usage.cacheWrite = try member.count()
            case "reasoning": usage.reasoning = try member.count()
            case "audio_input": usage.audioInput = try member.count()
            case "audio_output": usage.audioOutput = try member.count()
            default: warnings.append(ItemWarning(member.pointer, "is not known and was not stored"))
            }
        }
        usage.makeInclusive(cacheIsApart: false)
        return usage
    }

    /// The usage object of OpenAI (chat and responses) or Anthropic as it is. Anthropic counts input without what a cache
    /// read or wrote.
    private func usage(_ value: ItemValue) throws(ItemError) -> TokenUsage {
        _ = try value.object()
        let inputDetails = value["prompt_tokens_details"] ?? value["input_tokens_details"]
        let outputDetails = value["completion_tokens_details"] ?? value["output_tokens_details"]
        let created = value["cache_creation"]
        var usage = TokenUsage()
        usage.input = try (value["prompt_tokens"] ?? value["input_tokens"])?.count()
        usage.output = try (value["completion_tokens"] ?? value["output_tokens"])?.count()
        let read = value["cache_read_input_tokens"]
        let written = value["cache_creation_input_tokens"]
        usage.cacheRead = try (read ?? inputDetails?["cached_tokens"])?.count()
        usage.cacheWrite = try written?.count()
        usage.cacheWriteHour = try created?["ephemeral_1h_input_tokens"]?.count()
        usage.reasoning = try outputDetails?["reasoning_tokens"]?.count()
        usage.audioInput = try inputDetails?["audio_tokens"]?.count()
        usage.audioOutput = try outputDetails?["audio_tokens"]?.count()
        usage.makeInclusive(cacheIsApart: read != nil || written != nil)
        return usage
    }

    private func readError(_ value: ItemValue, into call: inout Call) throws(ItemError) {
        if value.value.object == nil {
            let text = try value.longText()
            call.content.errorMessage = text.isEmpty ? nil : text.cut(toBytes: 1_024)
            call.httpStatus = HTTPStatusText.status(in: text)
            return
        }
        let message = try value["message"]?.longText()
        call.errorType = try value["type"]?.text(128).map { String($0.split(separator: ".").last ?? "error") }
        call.content.errorMessage = message.flatMap { $0.isEmpty ? nil : $0.cut(toBytes: 1_024) }
        if let status = value["http_status"] {
            let number = try status.count()
            guard (100...599).contains(number) else { throw status.error("must be 100 to 599") }
            call.httpStatus = Int(number)
        } else {
            call.httpStatus = message.flatMap { HTTPStatusText.status(in: $0) }
        }
    }

    private func attributes(
        _ value: ItemValue, _ warnings: inout [ItemWarning]
    ) throws(ItemError) -> [String: AttributeValue] {
        let all = try value.scalars(
            atMost: SliceKeys.maximumCount, key: SliceKeys.maximumKeyLength, text: SliceKeys.maximumValueLength)
        let kept = all.filter { !SliceKeys.isIdentity($0.key) }
        for name in all.keys.sorted() where kept[name] == nil {
            warnings.append(
                ItemWarning(
                    "\(value.pointer)/\(ItemValue.escaped(name))", "names a person or a request and was not stored"))
        }
        return kept
    }

    private func prediction(_ value: ItemValue) throws(ItemError) -> Prediction {
        _ = try value.object()
        var prediction = Prediction()
        if let label = value["label"] {
            prediction.label = label.value.boolean.map { $0 ? "true" : "false" }
            if prediction.label == nil { prediction.label = try label.text(128) }
        }
        prediction.score = try value["score"]?.number(atLeast: 0, atMost: 1)
        prediction.value = try value["value"]?.number()
        if let probabilities = value["probabilities"] {
            for (name, json) in try probabilities.object() {
                let pointer = "\(probabilities.pointer)/\(ItemValue.escaped(name.string))"
                let probability = try ItemValue(value: json, pointer: pointer).number(atLeast: 0, atMost: 1)
                prediction.probabilities[name.string] = probability
            }
            guard prediction.probabilities.count <= 1_000 else {
                throw probabilities.error("must have at most 1000 members")
            }
        }
        if let ranking = value["ranking"] {
            for element in try ranking.list(atMost: 100) {
                if let id = try element.text(256) { prediction.ranking.append(id) }
            }
        }
        guard prediction != Prediction() else {
            throw value.error("must have a label, score, value, probabilities or ranking")
        }
        return prediction
    }
}
