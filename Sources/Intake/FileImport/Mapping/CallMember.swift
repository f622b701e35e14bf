/// A member of a call that a column can fill, by the name that `--map` and the table of a plan use.
///
/// The names are those of `POST /v1/calls`, with a dot for what is nested there, and a few that say how a value is written
/// (`latency_s`, `time_dmy`).
public enum CallMember: String, Sendable, Hashable, CaseIterable, Codable {
    /// The call that the outcomes of a line are about: such a file holds no calls.
    case callID = "call_id"
    case system, id, kind, operation, environment, service, version, mitigation
    /// When the call started, in any form that can be told apart.
    case time
    /// Dates as day, month, year.
    case timeDayFirst = "time_dmy"
    /// Dates as month, day, year.
    case timeMonthFirst = "time_mdy"
    case traceID = "trace_id"
    case spanID = "span_id"
    case parentSpanID = "parent_span_id"
    case provider, model
    case modelAnswered = "model_answered"
    case modelVersion = "model_version"
    case responseID = "response_id"
    case fingerprint
    case serviceTier = "service_tier"
    case promptName = "prompt.name"
    case promptVersion = "prompt.version"
    case input, output
    /// A conversation: its last message of the assistant is the output, what comes before it the input.
    case messages
    case finishReason = "finish_reason"
    case inputTokens = "tokens.input"
    case outputTokens = "tokens.output"
    case cacheReadTokens = "tokens.cache_read"
    case cacheWriteTokens = "tokens.cache_write"
    case reasoningTokens = "tokens.reasoning"
    case audioInputTokens = "tokens.audio_input"
    case audioOutputTokens = "tokens.audio_output"
    /// An object of counts as a provider reports it.
    case usage
    case cost = "cost_usd"
    case latencyMilliseconds = "latency_ms"
    case latencySeconds = "latency_s"
    case latencyMicroseconds = "latency_us"
    case latencyMinutes = "latency_min"
    case firstTokenMilliseconds = "ttft_ms"
    case firstTokenSeconds = "ttft_s"
    case firstTokenMicroseconds = "ttft_us"
    /// Words or HTTP statuses: what is no success is an error.
    case status
    /// Yes: the call failed.
    case failed
    /// What went wrong; anything but nothing makes the call an error.
    case error
    case errorType = "error.type"
    case errorMessage = "error.message"
    case httpStatus = "error.http_status"
    case user, session
    case predictionLabel = "prediction.label"
    case predictionScore = "prediction.score"
    case predictionValue = "prediction.value"
    /// A map of class to probability.
    case predictionProbabilities = "prediction.probabilities"
    /// Item ids, best first.
    case predictionRanking = "prediction.ranking"

    /// True for the three ways to give the time.
    var isTime: Bool { self == .time || self == .timeDayFirst || self == .timeMonthFirst }

    /// Members of which a call has only one, however it is written: a mapping may name one of a group only.
    var group: String {
        switch self {
        case .time, .timeDayFirst, .timeMonthFirst: "time"
        case .latencyMilliseconds, .latencySeconds, .latencyMicroseconds, .latencyMinutes: "latency"
        case .firstTokenMilliseconds, .firstTokenSeconds, .firstTokenMicroseconds: "ttft"
        default: rawValue
        }
    }
}
