import Telemetry

/// The record of texts: conversation, documents, error message; or an outcome's text and rationale. It is what the text
/// files compress.
enum ContentRecord {
    static let version: UInt8 = 1

    static func encode(_ content: CallContent) -> [UInt8] {
        var writer = RecordWriter(version: version, capacity: 2_048)
        for message in content.input { writer.message(1, message) }
        for message in content.output { writer.message(2, message) }
        for document in content.documents {
            writer.group(3) { group in
                group.text(1, document.id)
                group.real(2, document.score)
                group.text(3, document.content)
            }
        }
        writer.text(4, content.errorMessage)
        writer.mark(5, content.truncated)
        return writer.bytes
    }

    static func encode(text: String?, rationale: String?) -> [UInt8] {
        var writer = RecordWriter(version: version, capacity: 512)
        writer.text(6, text)
        writer.text(7, rationale)
        return writer.bytes
    }

    static func decode(_ bytes: UnsafeRawBufferPointer) throws(StorageError) -> CallContent {
        var reader = try RecordReader(bytes, version: version)
        var content = CallContent()
        while let tag = try reader.next() {
            switch tag {
            case 1: content.input.append(try reader.message())
            case 2: content.output.append(try reader.message())
            case 3:
                var group = try reader.group()
                var document = RetrievedDocument(id: nil, score: nil, content: nil)
                while let tag = try group.next() {
                    switch tag {
                    case 1: document.id = try group.text()
                    case 2: document.score = try group.real()
                    case 3: document.content = try group.text()
                    default: try group.skip()
                    }
                }
                content.documents.append(document)
            case 4: content.errorMessage = try reader.text()
            case 5: content.truncated = try reader.flag()
            default: try reader.skip()
            }
        }
        return content
    }

    static func decodeOutcome(
        _ bytes: UnsafeRawBufferPointer
    ) throws(StorageError) -> (text: String?, rationale: String?) {
        var reader = try RecordReader(bytes, version: version)
        var texts: (text: String?, rationale: String?) = (nil, nil)
        while let tag = try reader.next() {
            switch tag {
            case 6: texts.text = try reader.text()
            case 7: texts.rationale = try reader.text()
            default: try reader.skip()
            }
        }
        return texts
    }
}

extension RecordWriter {
    fileprivate mutating func message(_ tag: UInt64, _ message: Message) {
        group(tag) { writer in
            writer.text(1, message.role)
            if !message.text.isEmpty { writer.text(2, message.text) }
            for call in message.toolCalls {
                writer.group(3) { group in
                    group.text(1, call.id)
                    group.text(2, call.name)
                    group.text(3, call.arguments)
                }
            }
            writer.text(4, message.toolCallID)
        }
    }
}

extension RecordReader {
    fileprivate mutating func message() throws(StorageError) -> Message {
        var reader = try group()
        var message = Message(role: "", text: "")
        while let tag = try reader.next() {
            switch tag {
            case 1: message.role = try reader.text()
            case 2: message.text = try reader.text()
            case 3:
                var group = try reader.group()
                var call = ToolCall(id: nil, name: "", arguments: nil)
                while let tag = try group.next() {
                    switch tag {
                    case 1: call.id = try group.text()
                    case 2: call.name = try group.text()
                    case 3: call.arguments = try group.text()
                    default: try group.skip()
                    }
                }
                message.toolCalls.append(call)
            case 4: message.toolCallID = try reader.text()
            default: try reader.skip()
            }
        }
        return message
    }
}
