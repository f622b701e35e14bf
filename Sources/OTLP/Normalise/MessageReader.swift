package import Telemetry

/// Reads the messages of a conversation out of every shape in which SDKs and people write them.
package enum MessageReader {
    /// A message, and why the model stopped where the message says so.
    package struct Read: Sendable {
        /// The message.
        package var message: Message
        /// As the provider wrote it.
        package var finishReason: String?
    }

    /// The messages that a value holds: a list, one message, a whole request or answer of a provider, or a plain text.
    ///
    /// - Parameter role: who speaks where a message does not say: `user` for what went in, `assistant` for what came out.
    package static func messages(_ value: StructuredValue, role: String) -> [Read] {
        var value = value
        if let inner = value["messages"], inner.isArray { value = inner }
        if value.isMap, role == "user", let prompt = value["prompt"]?.text {
            let system = value["system"]?.text.map { Read(message: Message(role: "system", text: $0)) }
            return (system.map { [$0] } ?? []) + [Read(message: Message(role: "user", text: prompt))]
        }
        if let choices = value["choices"], choices.isArray {
            return choices.elements.filter { $0.isMap }.map { choice in
                var read =
                    choice["message"].map { message($0, role: role) } ?? Read(message: Message(role: role, text: ""))
                if let reason = choice["finish_reason"]?.text { read.finishReason = reason }
                return read
            }
        }
        let elements = value.elements
        if !elements.isEmpty, elements.allSatisfy({ $0["role"] != nil || $0["parts"] != nil }) {
            return elements.map { message($0, role: role) }
        }
        if value["role"] != nil || value["parts"] != nil { return [message(value, role: role)] }
        return [Read(message: Message(role: role, text: value.text ?? value.json))]
    }

    /// One message: parts as the conventions write them, or content and tool calls as providers do.
    package static func message(_ value: StructuredValue, role: String) -> Read {
        guard value.isMap else { return Read(message: Message(role: role, text: text(value) ?? "")) }
        var result = Message(role: value["role"]?.text ?? role, text: "")
        if let parts = value["parts"] {
            read(parts.elements.filter { $0.isMap }, into: &result)
        } else {
            result.text = (value["content"] ?? value["text"]).flatMap(text) ?? ""
            for call in value["tool_calls"]?.elements ?? [] where call.isMap { result.toolCalls.append(toolCall(call)) }
            result.toolCallID = value["tool_call_id"]?.scalarText
        }
        return Read(message: result, finishReason: value["finish_reason"]?.text)
    }

    private static func read(_ parts: [StructuredValue], into message: inout Message) {
        var texts: [String] = []
        var answersOnly = !parts.isEmpty
        for part in parts {
            let type = part["type"]?.text
            if type != "tool_call_response" { answersOnly = false }
            switch type {
            case "text": texts.append((part["content"] ?? part["text"])?.scalarText ?? "")
            case "tool_call": message.toolCalls.append(toolCall(part))
            case "tool_call_response":
                message.toolCallID = part["id"]?.scalarText
                if let answer = part["response"] ?? part["result"] { texts.append(answer.text ?? answer.json) }
            default: break  // reasoning is no part of the text; of files and images only the fact is known
            }
        }
        message.text = texts.filter { !$0.isEmpty }.joined(separator: "\n")
        if message.toolCallID != nil, answersOnly { message.role = "tool" }
    }

    /// A tool call: with `function` as OpenAI writes it, flat as the conventions do, or with the names of the AI SDK.
    package static func toolCall(_ value: StructuredValue) -> ToolCall {
        let function = value["function"] ?? value
        let arguments = function["arguments"] ?? value["args"] ?? value["input"]
        return ToolCall(
            id: (value["id"] ?? value["toolCallId"])?.scalarText,
            name: (function["name"] ?? value["toolName"])?.scalarText ?? "",
            arguments: arguments.map { $0.text ?? $0.json })
    }

    /// The text of content: a text, a list of parts, or a map that holds one of them.
    package static func text(_ value: StructuredValue) -> String? {
        if value.isArray {
            let texts = value.elements.compactMap { element -> String? in
                guard element.isMap else { return element.text }
                switch element["type"]?.text ?? "text" {
                case "text", "output_text", "input_text": return (element["text"] ?? element["content"]).flatMap(text)
                default: return nil
                }
            }
            let found = texts.filter { !$0.isEmpty }
            return found.isEmpty ? nil : found.joined(separator: "\n")
        }
        if value.isMap {
            let inner = [value["text"], value["content"], value["parts"]].first { $0.map { !$0.isAbsent } ?? false }
            return inner.flatMap { $0 }.flatMap(text)
        }
        return value.scalarText
    }

    /// The documents that a list holds.
    package static func documents(_ value: StructuredValue) -> [RetrievedDocument] {
        value.elements.filter { $0.isMap }.map { document in
            RetrievedDocument(
                id: (document["id"] ?? document["metadata"]?["doc_uri"])?.scalarText, score: document["score"]?.number,
                content: (document["page_content"] ?? document["content"] ?? document["text"])?.scalarText)
        }
    }
}
