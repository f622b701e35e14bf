/// Bounds for text from outside, so that one call cannot fill a page.
package enum TextLimit {
    /// At most so many characters, with `…` where something was cut.
    package static func bounded(_ text: String, to limit: Int) -> String {
        // UTF-8 first: counting characters of a megabyte is not needed to see that it is too long.
        guard text.utf8.count > limit else { return text }
        let end = text.index(text.startIndex, offsetBy: limit, limitedBy: text.endIndex) ?? text.endIndex
        return end == text.endIndex ? text : text[..<end] + "…"
    }

    /// The same on one line: line ends and runs of space become one space.
    package static func line(_ text: String, to limit: Int) -> String {
        let words = bounded(text, to: limit * 2).split { $0.isWhitespace }
        return bounded(words.joined(separator: " "), to: limit)
    }
}
