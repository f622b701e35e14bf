/// The texts of a call: kept apart from its numbers, compressed, under the system's text policy.
public struct CallContent: Sendable, Hashable, Codable {
    /// The conversation that went in, oldest first.
    public var input: [Message] = []
    /// What came out.
    public var output: [Message] = []
    /// Passages that retrieval found.
    public var documents: [RetrievedDocument] = []
    /// The error's message, at most 1 KiB.
    public var errorMessage: String?
    /// True when text was cut to the limits.
    public var truncated = false

    /// No text.
    public init() {}

    /// True when there is no text at all.
    public var isEmpty: Bool { input.isEmpty && output.isEmpty && documents.isEmpty && errorMessage == nil }

    /// The text of the last message of a user.
    public var inputText: String? { input.last { $0.role == "user" }?.text ?? input.last?.text }

    /// The texts of the output, joined by newlines.
    public var outputText: String? {
        output.isEmpty ? nil : output.map(\.text).filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// Tools that the output asks for.
    public var toolCalls: [ToolCall] { output.flatMap(\.toolCalls) }
}
