import Telemetry

extension RecordWriter {
    /// Attributes by key, sorted, so that equal attributes are equal bytes.
    mutating func attributes(_ tag: UInt64, _ values: [String: AttributeValue]) {
        guard !values.isEmpty else { return }
        for (key, value) in values.sorted(by: { $0.key < $1.key }) {
            group(tag) { writer in
                writer.text(1, key)
                switch value {
                case .text(let text): writer.text(2, text)
                case .integer(let number): writer.integer(3, number)
                case .real(let number): writer.real(4, number)
                case .boolean(let flag): writer.flag(5, flag)
                case .list(let texts):
                    writer.group(6) { list in
                        for text in texts { list.text(1, text) }
                    }
                case .null: break
                }
            }
        }
    }

    mutating func prompt(_ tag: UInt64, _ value: PromptReference?) {
        guard let value else { return }
        group(tag) { writer in
            writer.text(1, value.name)
            writer.text(2, value.version)
        }
    }

    mutating func finishReasons(_ tag: UInt64, _ reasons: [FinishReason]) {
        for reason in reasons {
            switch reason {
            case .stop: text(tag, "s")
            case .length: text(tag, "l")
            case .toolCalls: text(tag, "t")
            case .contentFilter: text(tag, "f")
            case .error: text(tag, "e")
            case .other(let word): text(tag, "=" + word)
            }
        }
    }
}

extension RecordReader {
    /// One attribute into the others.
    mutating func attribute(into values: inout [String: AttributeValue]) throws(StorageError) {
        var reader = try group()
        var key: String?
        var value = AttributeValue.null
        while let tag = try reader.next() {
            switch tag {
            case 1: key = try reader.text()
            case 2: value = .text(try reader.text())
            case 3: value = .integer(try reader.integer())
            case 4: value = .real(try reader.real())
            case 5: value = .boolean(try reader.flag())
            case 6:
                var texts: [String] = []
                var list = try reader.group()
                while let tag = try list.next() {
                    if tag == 1 { texts.append(try list.text()) } else { try list.skip() }
                }
                value = .list(texts)
            default: try reader.skip()
            }
        }
        guard let key else { throw .damaged("an attribute without a key") }
        values[key] = value
    }

    mutating func prompt() throws(StorageError) -> PromptReference {
        var reader = try group()
        var prompt = PromptReference(name: "", version: nil)
        while let tag = try reader.next() {
            switch tag {
            case 1: prompt.name = try reader.text()
            case 2: prompt.version = try reader.text()
            default: try reader.skip()
            }
        }
        return prompt
    }

    mutating func finishReason() throws(StorageError) -> FinishReason {
        let code = try text()
        switch code {
        case "s": return .stop
        case "l": return .length
        case "t": return .toolCalls
        case "f": return .contentFilter
        case "e": return .error
        default: return .other(String(code.dropFirst()))
        }
    }

    mutating func system() throws(StorageError) -> SystemSlug { SystemSlug(stored: try text()) }

    mutating func person() throws(StorageError) -> PersonKey { PersonKey(stored: try text()) }

    mutating func trace() throws(StorageError) -> TraceID {
        guard let id = TraceID(words: try pair()) else { throw .damaged("a trace id of zeros") }
        return id
    }

    mutating func span() throws(StorageError) -> SpanID {
        guard let id = SpanID(word: try word()) else { throw .damaged("a span id of zeros") }
        return id
    }

    mutating func time() throws(StorageError) -> Timestamp {
        Timestamp(nanoseconds: Int64(bitPattern: try word()))
    }
}

extension RecordWriter {
    mutating func time(_ tag: UInt64, _ value: Timestamp?) {
        word(tag, value.map { UInt64(bitPattern: $0.nanoseconds) })
    }
}
