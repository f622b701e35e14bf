import Sketches

/// What a text looks like when names, numbers and links are taken out: one more attribute to slice by
/// (docs/statistics.md 5.6).
public enum TextTemplate {
    private static let tokens = 12

    /// The first twelve words in lower case, with placeholders `<url> <mail> <id> <hex> <date> <num> <str>`.
    public static func words(_ text: String) -> [String] {
        let bytes = Array(text.lowercased().utf8)
        var words: [String] = []
        var index = 0
        while index < bytes.count && words.count < tokens {
            if bytes[index] == UInt8(ascii: "\""), let end = closingQuote(bytes, after: index) {
                words.append("<str>")
                index = end + 1
            } else if isWord(bytes[index]) {
                var end = index
                while end < bytes.count && !isSpace(bytes[end]) && bytes[end] != UInt8(ascii: "\"") { end += 1 }
                while end > index && !isWord(bytes[end - 1]) && bytes[end - 1] != UInt8(ascii: "/") { end -= 1 }
                append(bytes[index..<end], to: &words)
                index = max(end, index + 1)
            } else {
                index += 1
            }
        }
        return Array(words.prefix(tokens))
    }

    /// A number for the template, the same everywhere.
    public static func identifier(_ text: String) -> UInt64 {
        StableHash.fmix64(StableHash.fnv1a64(words(text).joined(separator: " ").utf8))
    }

    /// A run without spaces: one placeholder, or its words one by one.
    private static func append(_ run: ArraySlice<UInt8>, to words: inout [String]) {
        if let placeholder = placeholder(run) {
            words.append(placeholder)
            return
        }
        for part in run.split(whereSeparator: { !isWord($0) && $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "-") }) {
            if let placeholder = placeholder(part) {
                words.append(placeholder)
                continue
            }
            for piece in part.split(whereSeparator: { !isWord($0) }) {
                words.append(placeholder(piece) ?? String(decoding: piece, as: UTF8.self))
            }
        }
    }

    private static func placeholder(_ run: ArraySlice<UInt8>) -> String? {
        let start = run.startIndex
        if run.starts(with: Array("http://".utf8)) || run.starts(with: Array("https://".utf8))
            || run.starts(with: Array("www.".utf8))
        {
            return "<url>"
        }
        if let at = run.firstIndex(of: UInt8(ascii: "@")), at > start,
            run[at...].dropFirst().contains(UInt8(ascii: "."))
        {
            return "<mail>"
        }
        let shape = run.map { isDigit($0) ? UInt8(ascii: "0") : isHex($0) ? UInt8(ascii: "a") : $0 }
        if run.count == 36, [8, 13, 18, 23].allSatisfy({ shape[$0] == UInt8(ascii: "-") }),
            shape.count(where: { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: "a") }) == 32
        {
            return "<id>"
        }
        let isAllHex = shape.allSatisfy { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: "a") }
        // A word of hexadecimal letters alone is a word ("facade"); with a digit in it, it is none.
        if run.count >= 8, isAllHex, shape.contains(UInt8(ascii: "0")), shape.contains(UInt8(ascii: "a")) {
            return "<hex>"
        }
        if run.count >= 10, Array(shape.prefix(10)) == Array("0000-00-00".utf8) { return "<date>" }
        if isDigit(run[start]), run.allSatisfy({ isDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }) {
            return "<num>"
        }
        return nil
    }

    private static func closingQuote(_ bytes: [UInt8], after start: Int) -> Int? {
        bytes[(start + 1)...].prefix { $0 != UInt8(ascii: "\n") }.firstIndex(of: UInt8(ascii: "\""))
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isHex(_ byte: UInt8) -> Bool { isDigit(byte) || (0x61...0x66).contains(byte) }

    /// Letters, digits, and everything beyond ASCII.
    private static func isWord(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x61...0x7A).contains(byte) || byte >= 0x80
    }
}
