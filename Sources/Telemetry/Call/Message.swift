/// One message of a conversation with a model.
public struct Message: Sendable, Hashable, Codable {
    /// `system`, `user`, `assistant`, `tool` or what the client wrote.
    public var role: String
    /// The text of its text parts, joined by newlines; reasoning is not part of it.
    public var text: String
    /// Tools that the message calls.
    public var toolCalls: [ToolCall]
    /// Of a tool's answer: the call it answers.
    public var toolCallID: String?

    // Spelt so that names in snake case read back as they were written.
    private enum CodingKeys: String, CodingKey {
        case role, text, toolCalls
        case toolCallID = "toolCallId"
    }

    /// A message as it was normalised.
    public init(role: String, text: String, toolCalls: [ToolCall] = [], toolCallID: String? = nil) {
        self.role = role
        self.text = text
        self.toolCalls = toolCalls
        self.toolCallID = toolCallID
    }
}

/// A tool that a model asked for.
public struct ToolCall: Sendable, Hashable, Codable {
    /// The provider's id of this request for a tool.
    public var id: String?
    /// The tool's name.
    public var name: String
    /// Its arguments, as JSON text.
    public var arguments: String?

    /// A tool call as it was normalised.
    public init(id: String?, name: String, arguments: String?) {
        self.id = id
        self.name = name
        self.arguments = arguments
    }
}

/// A document that retrieval found for a call.
public struct RetrievedDocument: Sendable, Hashable, Codable {
    /// The document's id.
    public var id: String?
    /// How well it matched, in the retriever's own unit.
    public var score: Double?
    /// The passage.
    public var content: String?

    /// A document as it was normalised.
    public init(id: String?, score: Double?, content: String?) {
        self.id = id
        self.score = score
        self.content = content
    }
}
