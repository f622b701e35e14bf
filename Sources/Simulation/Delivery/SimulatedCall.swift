public import Telemetry

/// A call with what its client says in plain words and intake hashes at once.
public struct SimulatedCall: Sendable {
    /// The call. Its user and session are stand-ins for the hashes that intake makes.
    public var call: Call
    /// The plain id of the user.
    public var userID: String?
    /// The plain id of the session.
    public var sessionID: String?

    func write(to text: inout JSONText) {
        text.beginObject()
        text.member("system", call.system?.text)
        text.member("id", call.clientID)
        text.member("time", call.time.rfc3339)
        text.member("kind", call.kind.rawValue)
        text.member("operation", call.operation)
        text.member("provider", call.provider)
        text.member("model", call.requestModel)
        text.member("model_answered", call.responseModel)
        text.member("model_version", call.modelVersion)
        text.member("fingerprint", call.fingerprint)
        if let prompt = call.prompt {
            text.name("prompt")
            text.beginObject()
            text.member("name", prompt.name)
            text.member("version", prompt.version)
            text.endObject()
        }
        write("input", call.content.input, to: &text)
        write("output", call.content.output, to: &text)
        writeDocuments(to: &text)
        text.member("finish_reason", call.finishReasons.first?.word)
        writeTokens(to: &text)
        text.member("latency_ms", call.latencyMicroseconds.map { Double($0) / 1_000 })
        text.member("ttft_ms", call.timeToFirstTokenMicroseconds.map { Double($0) / 1_000 })
        if call.failed {
            text.member("status", "error")
            text.name("error")
            text.beginObject()
            text.member("type", call.errorType)
            text.member("http_status", call.httpStatus.map(Int64.init))
            text.member("message", call.content.errorMessage)
            text.endObject()
        }
        text.member("params", call.parameters)
        text.member("user", userID)
        text.member("session", sessionID)
        text.member("attributes", call.attributes)
        text.member("environment", call.environment)
        text.member("service", call.service)
        text.member("version", call.serviceVersion)
        text.member("fields", call.fields)
        writePrediction(to: &text)
        text.member("mitigation", call.mitigation)
        text.endObject()
    }

    private func write(_ name: String, _ messages: [Message], to text: inout JSONText) {
        guard !messages.isEmpty else { return }
        text.name(name)
        text.beginArray()
        for message in messages {
            text.beginObject()
            text.member("role", message.role)
            text.member("text", message.text)
            text.endObject()
        }
        text.endArray()
    }

    private func writeDocuments(to text: inout JSONText) {
        guard !call.content.documents.isEmpty else { return }
        text.name("documents")
        text.beginArray()
        for document in call.content.documents {
            text.beginObject()
            text.member("id", document.id)
            text.member("score", document.score)
            text.member("content", document.content)
            text.endObject()
        }
        text.endArray()
    }

    private func writeTokens(to text: inout JSONText) {
        guard !call.tokens.isUnknown else { return }
        text.name("tokens")
        text.beginObject()
        text.member("input", call.tokens.input)
        text.member("output", call.tokens.output)
        text.member("cache_read", call.tokens.cacheRead)
        text.endObject()
    }

    private func writePrediction(to text: inout JSONText) {
        guard let prediction = call.prediction else { return }
        text.name("prediction")
        text.beginObject()
        text.member("label", prediction.label)
        text.member("score", prediction.score)
        text.member("value", prediction.value)
        if !prediction.probabilities.isEmpty {
            text.name("probabilities")
            text.beginObject()
            for (label, probability) in prediction.probabilities.sorted(by: { $0.key < $1.key }) {
                text.member(label, probability)
            }
            text.endObject()
        }
        if !prediction.ranking.isEmpty {
            text.name("ranking")
            text.beginArray()
            for item in prediction.ranking { text.text(item) }
            text.endArray()
        }
        text.endObject()
    }
}
