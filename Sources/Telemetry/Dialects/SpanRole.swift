/// What a span is: one of the three kinds that are calls, or a part of the frame around them.
package enum SpanRole: Sendable, Hashable {
    /// A call of a language model.
    case llm
    /// A call of an embedding model.
    case embedding
    /// A call of a classic model.
    case prediction
    /// No call.
    case context(ContextSpan.Kind)

    /// The operation's name where the span gives none; `nil` where the conventions have none.
    package var usualOperation: String? {
        switch self {
        case .llm: "chat"
        case .embedding: "embeddings"
        case .prediction: nil
        case .context(.retrieval): "retrieval"
        case .context(.tool): "execute_tool"
        case .context(.agent): "invoke_agent"
        case .context: nil
        }
    }
}
