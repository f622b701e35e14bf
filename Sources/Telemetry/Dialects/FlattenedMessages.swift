/// How a dialect spreads messages over attributes `prefix.N.name`: the names behind the number.
package struct FlattenedMessages: Sendable {
    /// Who speaks.
    package var role: String
    /// The text, or JSON text of its parts.
    package var text: String
    /// Where parts of the text are flattened again, and the name of a part's text.
    package var parts: (prefix: String, text: String)?
    /// Where tool calls are flattened again, and the names of a call's id, name and arguments.
    package var toolCalls: (prefix: String, id: String, name: String, arguments: String)
    /// The tool call that the message answers.
    package var toolCallID: String
    /// Why the model stopped.
    package var finishReason: String?

    /// OpenInference.
    package static let openInference = FlattenedMessages(
        role: "message.role", text: "message.content", parts: ("message.contents", "message_content.text"),
        toolCalls: (
            "message.tool_calls", "tool_call.id", "tool_call.function.name", "tool_call.function.arguments"
        ),
        toolCallID: "message.tool_call_id", finishReason: nil)

    /// OpenLLMetry.
    package static let openLLMetry = FlattenedMessages(
        role: "role", text: "content", parts: nil, toolCalls: ("tool_calls", "id", "name", "arguments"),
        toolCallID: "tool_call_id", finishReason: "finish_reason")

    /// The texts that were embedded, one message each.
    package static let embeddedTexts = FlattenedMessages(
        role: "", text: "embedding.text", parts: nil, toolCalls: ("", "", "", ""), toolCallID: "", finishReason: nil)
}
