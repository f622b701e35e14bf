import OTLP
import Telemetry

/// A normalised span as name-value pairs that can be compared with the reference implementation's record of it.
enum CanonicalRecord {
    static func of(_ call: Call) -> [String: String] {
        var record: [String: String] = [:]
        record["parent_span_id"] = call.parentSpanID?.hex
        record["span_name"] = call.name
        record["scope"] = call.scope
        record["dialect"] = call.dialect
        record["kind"] = call.kind.isPrediction ? "prediction" : call.kind.rawValue
        record["start_unix_nano"] = String(call.time.nanoseconds)
        record["duration"] = call.latencyMicroseconds.map { String($0) }
        record["ttft"] = call.timeToFirstTokenMicroseconds.map { String($0) }
        record["system"] = call.system?.text
        record["service"] = call.service
        record["service_version"] = call.serviceVersion
        record["environment"] = call.environment
        record["operation"] = call.operation
        record["provider"] = call.provider
        record["request_model"] = call.kind.isPrediction ? nil : call.requestModel
        record["response_model"] = call.responseModel
        record["response_id"] = call.responseID
        record["system_fingerprint"] = call.fingerprint
        record["service_tier"] = call.serviceTier
        record["params"] = attributes(call.parameters)
        record["prompt_name"] = call.prompt.flatMap { $0.name.isEmpty ? nil : $0.name }
        record["prompt_version"] = call.prompt?.version
        record["input_messages"] = messages(call.content.input)
        record["output_text"] = call.content.outputText.flatMap { $0.isEmpty ? nil : text($0) }
        record["tool_calls"] = toolCalls(call.content.toolCalls)
        record["finish_reasons"] = call.finishReasons.isEmpty ? nil : "\(call.finishReasons.map(\.word))"
        if !call.kind.isPrediction {
            record["tokens"] = tokens([
                call.tokens.input, call.tokens.output, call.tokens.cacheRead, call.tokens.cacheWrite,
                call.tokens.reasoning, call.tokens.audioInput, call.tokens.audioOutput,
            ])
        }
        record["cost_usd"] = call.clientCostPicodollars.map { String($0) }
        record["status"] = call.failed ? "error" : "ok"
        record["error_type"] = call.errorType
        record["http_status"] = call.httpStatus.map { String($0) }
        record["user_id"] = call.user?.text
        record["session_id"] = call.session?.text
        record["attributes"] = attributes(call.attributes)
        record["retrieval_documents"] = documents(call.content.documents)
        record["mitigation"] = call.mitigation
        if let prediction = call.prediction {
            var parts: [String: String] = [:]
            parts["id"] = call.clientID
            parts["model"] = call.requestModel
            parts["model_version"] = call.modelVersion
            parts["label"] = prediction.label
            parts["score"] = prediction.score.map { $0.description }
            parts["value"] = prediction.value.map { $0.description }
            parts["probabilities"] =
                prediction.probabilities.isEmpty ? nil : attributes(prediction.probabilities.mapValues { .real($0) })
            parts["ranking"] = prediction.ranking.isEmpty ? nil : "\(prediction.ranking)"
            parts["fields"] = attributes(call.fields)
            record["prediction"] = sorted(parts)
        }
        return record
    }

    static func of(_ span: ContextSpan) -> [String: String] {
        var record: [String: String] = [:]
        record["parent_span_id"] = span.parentSpanID?.hex
        record["span_name"] = span.name
        record["scope"] = span.scope
        record["kind"] = span.kind.rawValue
        record["start_unix_nano"] = String(span.time.nanoseconds)
        record["duration"] = span.durationMicroseconds.map { String($0) }
        record["system"] = span.system?.text
        record["service"] = span.service
        record["prompt_name"] = span.prompt.flatMap { $0.name.isEmpty ? nil : $0.name }
        record["prompt_version"] = span.prompt?.version
        record["status"] = span.failed ? "error" : "ok"
        record["user_id"] = span.user?.text
        record["session_id"] = span.session?.text
        record["attributes"] = attributes(span.attributes)
        record["retrieval_documents"] = documents(span.content.documents)
        record["mitigation"] = span.mitigation
        return record
    }

    /// The reference implementation's record; ids of persons through the hasher that made ours.
    static func expected(_ json: JSONValue, isCall: Bool, hasher: IdentityHasher) -> [String: String] {
        var record: [String: String] = [:]
        for name in [
            "parent_span_id", "span_name", "scope", "kind", "start_unix_nano", "system", "service", "prompt_name",
            "prompt_version", "status", "mitigation",
        ] { record[name] = json[name: name]?.string }
        record["duration"] = microseconds(json["duration_ms"])
        record["user_id"] = json["user_id"]?.string.map { hasher.user($0).text }
        record["session_id"] = json["session_id"]?.string.map { hasher.session($0).text }
        record["attributes"] = json["attributes"]?.object.flatMap(attributes)
        record["retrieval_documents"] = json["retrieval_documents"]?.array.flatMap { list in
            documents(
                list.map {
                    RetrievedDocument(
                        id: $0["id"]?.string, score: $0["score"]?.number, content: $0["content"]?.string)
                })
        }
        guard isCall else { return record }
        for name in [
            "service_version", "environment", "operation", "provider", "response_model", "response_id",
            "system_fingerprint", "service_tier", "error_type",
        ] { record[name] = json[name: name]?.string }
        record["dialect"] = dialects[json["dialect"]?.string ?? ""]
        record["ttft"] = microseconds(json["ttft_ms"])
        if json["kind"]?.string != "prediction" { record["request_model"] = json["request_model"]?.string }
        record["params"] = json["params"]?.object.flatMap(attributes)
        record["input_messages"] = json["input_messages"]?.array.flatMap { messages($0.map(message)) }
        record["output_text"] = json["output_text"]?.string.map(text)
        record["tool_calls"] = json["tool_calls"]?.array.flatMap { toolCalls($0.map(toolCall)) }
        record["finish_reasons"] = json["finish_reasons"]?.array.map { "\($0.compactMap(\.string))" }
        if let tokens = json["tokens"] {
            record["tokens"] = self.tokens(
                ["input", "output", "cache_read", "cache_write", "reasoning", "audio_input", "audio_output"].map {
                    tokens[name: $0]?.integer
                })
        }
        record["cost_usd"] = json["cost_usd"]?.number.map { String(Int64(($0 * 1e12).rounded())) }
        record["http_status"] = json["http_status"]?.integer.map { String($0) }
        if let prediction = json["prediction"] {
            var parts: [String: String] = [:]
            for name in ["id", "model", "model_version", "label"] { parts[name] = prediction[name: name]?.string }
            for name in ["score", "value"] { parts[name] = prediction[name: name]?.number.map { $0.description } }
            parts["probabilities"] = prediction["probabilities"]?.object.flatMap(attributes)
            parts["ranking"] = prediction["ranking"]?.array.map { "\($0.compactMap(\.string))" }
            parts["fields"] = prediction["fields"]?.object.flatMap(attributes)
            record["prediction"] = sorted(parts)
        }
        return record
    }

    /// The reference implementation's words for dialects, and ours.
    private static let dialects = [
        "otel-genai": "OpenTelemetry GenAI", "tiltmeter": "Tiltmeter", "openinference": "OpenInference",
        "langfuse": "Langfuse", "vercel-ai": "Vercel AI SDK", "pydantic-ai": "Pydantic AI", "mlflow": "MLflow",
        "openlit": "OpenLIT", "anthropic-sdk": "Anthropic SDK", "openllmetry": "OpenLLMetry", "other": "other",
    ]

    private static func microseconds(_ milliseconds: JSONValue?) -> String? {
        milliseconds?.number.map { String(Int64(($0 * 1_000).rounded())) }
    }

    private static func message(_ json: JSONValue) -> Message {
        Message(
            role: json["role"]?.string ?? "", text: json["text"]?.string ?? "",
            toolCalls: json["tool_calls"]?.array.map { $0.map(toolCall) } ?? [],
            toolCallID: json["tool_call_id"]?.string)
    }

    private static func toolCall(_ json: JSONValue) -> ToolCall {
        ToolCall(
            id: json["id"]?.string, name: json["name"]?.string ?? "",
            arguments: json["arguments"].flatMap { $0.isNull ? nil : $0.string ?? $0.json })
    }

    private static func messages(_ messages: [Message]) -> String? {
        guard !messages.isEmpty else { return nil }
        return messages.map {
            "\($0.role): \(text($0.text)) \(toolCalls($0.toolCalls) ?? "") \($0.toolCallID ?? "")"
        }.joined(separator: "\n")
    }

    private static func toolCalls(_ calls: [ToolCall]) -> String? {
        guard !calls.isEmpty else { return nil }
        return calls.map { "\($0.id ?? "-") \($0.name)(\(text($0.arguments ?? "")))" }.joined(separator: "; ")
    }

    /// A text; one that is JSON without the white space that implementations disagree on.
    private static func text(_ text: String) -> String {
        guard text.hasPrefix("{") || text.hasPrefix("["), let json = try? JSONDocument(Array(text.utf8)) else {
            return text
        }
        return json.root.json
    }

    private static func documents(_ documents: [RetrievedDocument]) -> String? {
        guard !documents.isEmpty else { return nil }
        return documents.map { "\($0.id ?? "-") \($0.score ?? -1) \($0.content ?? "-")" }.joined(separator: "; ")
    }

    private static func tokens(_ counts: [Int64?]) -> String? {
        counts.map { $0.map { String($0) } ?? "-" }.joined(separator: " ")
    }

    private static func attributes(_ attributes: [String: AttributeValue]) -> String? {
        guard !attributes.isEmpty else { return nil }
        return sorted(
            attributes.mapValues { value in
                switch value {
                case .text(let text): "\"\(text)\""
                case .integer(let integer): Double(integer).description
                case .real(let real): real.description
                case .boolean(let flag): "\(flag)"
                case .list(let list): "\(list)"
                case .null: "null"
                }
            })
    }

    private static func attributes(_ json: JSONObject) -> String? {
        var result: [String: AttributeValue] = [:]
        for (name, value) in json {
            result[name.string] =
                switch value.kind {
                case .null, .object: .null
                case .boolean: .boolean(value.boolean == true)
                case .integer, .real: .real(value.number ?? 0)
                case .string: .text(value.string ?? "")
                case .array: .list(value.array.map { $0.compactMap(\.string) } ?? [])
                }
        }
        return attributes(result)
    }

    private static func sorted(_ parts: [String: String]) -> String {
        parts.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ", ")
    }
}
