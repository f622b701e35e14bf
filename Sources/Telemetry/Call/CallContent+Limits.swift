extension CallContent {
    /// Cuts texts to what is kept of a call, and says so in ``truncated``.
    ///
    /// Each text is cut at its end. Where all together are too long, the oldest messages of the input go first, then
    /// passages of documents from the last on, then ends of outputs; the system's instructions and the last message of the
    /// user stay longest.
    ///
    /// - Parameters:
    ///   - text: bytes of UTF-8 kept of one text.
    ///   - total: bytes of UTF-8 kept of all.
    package mutating func limit(text: Int, total: Int) {
        for index in input.indices where input[index].cut(to: text) { truncated = true }
        for index in output.indices where output[index].cut(to: text) { truncated = true }
        for index in documents.indices {
            guard let content = documents[index].content, content.utf8.count > text else { continue }
            documents[index].content = content.cut(toBytes: text)
            truncated = true
        }
        var excess = bytes - total
        guard excess > 0 else { return }
        truncated = true
        let lastUser = input.lastIndex { $0.role == "user" }
        var removed: Set<Int> = []
        for (index, message) in input.enumerated() where excess > 0 && index != lastUser && message.role != "system" {
            removed.insert(index)
            excess -= message.bytes
        }
        for index in documents.indices.reversed() where excess > 0 {
            excess -= documents[index].content?.utf8.count ?? 0
            documents[index].content = nil
        }
        for index in output.indices.reversed() { output[index].shorten(by: &excess) }
        for index in input.indices.reversed() where !removed.contains(index) { input[index].shorten(by: &excess) }
        if !removed.isEmpty {
            input = input.enumerated().filter { !removed.contains($0.offset) }.map(\.element)
        }
    }

    /// Bytes of UTF-8 of all texts.
    package var bytes: Int {
        input.reduce(0) { $0 + $1.bytes } + output.reduce(0) { $0 + $1.bytes }
            + documents.reduce(0) { $0 + ($1.content?.utf8.count ?? 0) }
    }

}

extension Message {
    /// Bytes of UTF-8 of the text and the arguments.
    fileprivate var bytes: Int {
        text.utf8.count + toolCalls.reduce(0) { $0 + ($1.arguments?.utf8.count ?? 0) }
    }

    /// Cuts text and arguments at their ends; true when something was cut.
    fileprivate mutating func cut(to limit: Int) -> Bool {
        var wasCut = text.utf8.count > limit
        text = text.cut(toBytes: limit)
        for index in toolCalls.indices {
            guard let arguments = toolCalls[index].arguments, arguments.utf8.count > limit else { continue }
            toolCalls[index].arguments = arguments.cut(toBytes: limit)
            wasCut = true
        }
        return wasCut
    }

    /// Drops arguments, then the end of the text, until the excess is gone.
    fileprivate mutating func shorten(by excess: inout Int) {
        for index in toolCalls.indices.reversed() where excess > 0 {
            excess -= toolCalls[index].arguments?.utf8.count ?? 0
            toolCalls[index].arguments = nil
        }
        guard excess > 0 else { return }
        let count = text.utf8.count
        text = text.cut(toBytes: max(0, count - excess))
        excess -= count - text.utf8.count
    }
}

extension String {
    /// The longest beginning of at most so many bytes of UTF-8 that ends with a whole scalar.
    package func cut(toBytes limit: Int) -> String {
        guard utf8.count > limit else { return self }
        var end = utf8.index(utf8.startIndex, offsetBy: limit)
        while end > utf8.startIndex, utf8[end] & 0xC0 == 0x80 { end = utf8.index(before: end) }
        return String(self[..<end])
    }
}
