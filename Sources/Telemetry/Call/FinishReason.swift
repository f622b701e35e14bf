/// Why a model stopped.
public enum FinishReason: Sendable, Hashable {
    /// It was done.
    case stop
    /// It ran into a limit of length.
    case length
    /// It asked for tools.
    case toolCalls
    /// Its output was held back.
    case contentFilter
    /// It failed.
    case error
    /// What the provider wrote, in lower case.
    case other(String)

    private static let words: [String: FinishReason] = [
        "stop": .stop, "end_turn": .stop, "stop_sequence": .stop, "completed": .stop, "complete": .stop, "eos": .stop,
        "length": .length, "max_tokens": .length, "max_output_tokens": .length, "incomplete": .length,
        "model_context_window_exceeded": .length,
        "tool_calls": .toolCalls, "tool_call": .toolCalls, "tool_use": .toolCalls, "function_call": .toolCalls,
        "tool-calls": .toolCalls,
        "content_filter": .contentFilter, "content-filter": .contentFilter, "refusal": .contentFilter,
        "safety": .contentFilter, "prohibited_content": .contentFilter, "blocklist": .contentFilter,
        "spii": .contentFilter, "recitation": .contentFilter, "guardrail_intervened": .contentFilter,
        "error": .error, "failed": .error,
    ]

    /// Maps a provider's word, whatever its case.
    public init(_ word: String) {
        let lower = word.lowercased()
        self = Self.words[lower] ?? .other(lower)
    }

    /// The canonical word.
    public var word: String {
        switch self {
        case .stop: "stop"
        case .length: "length"
        case .toolCalls: "tool_calls"
        case .contentFilter: "content_filter"
        case .error: "error"
        case .other(let word): word
        }
    }
}
