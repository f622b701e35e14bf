/// How text becomes harmless inside markup, and in a terminal.
package enum Escaping {
    /// Text on its way to a terminal: controls, escape sequences among them, and hidden characters become visible as
    /// `⟨U+001B⟩`. Line ends and tabs stay.
    package static func visible(_ text: some StringProtocol) -> String {
        var bytes: [UInt8] = []
        append(text, to: &bytes, isMarkup: false)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends text so that it is nothing but text, in element content and in quoted attributes alike.
    ///
    /// `& < > " '` become references. Characters that turn, hide or smuggle text (bidirectional controls, zero-width
    /// characters, tags, C0 and C1 controls) become visible as `⟨U+202E⟩`. Joiners stay where writing needs them: inside
    /// emoji and inside Arabic and Indic words. Marks piled up on one letter, which would be drawn over other lines, are
    /// counted instead: `⟨496 more marks⟩`.
    static func append(_ text: some StringProtocol, to bytes: inout [UInt8], isMarkup: Bool = true) {
        var text = String(text)
        text.withUTF8 { source in
            var copied = 0
            var index = 0
            var marks = 0
            while index < source.count {
                let byte = source[index]
                let length = length(ofScalarFrom: byte)
                if byte >= 0xCC, isMark(scalar(at: index, length: length, in: source)) {
                    marks += 1
                    if marks > markLimit {
                        bytes.append(contentsOf: source[copied..<index])
                        copied = index + length
                    }
                    index += length
                    continue
                }
                appendCount(ofMarks: marks, to: &bytes)
                marks = 0
                if isMarkup, let replacement = reference(for: byte) {
                    bytes.append(contentsOf: source[copied..<index])
                    replacement.withUTF8Buffer { bytes.append(contentsOf: $0) }
                    copied = index + 1
                } else if mayHide(byte) {
                    let value = scalar(at: index, length: length, in: source)
                    if isHidden(value, at: index, in: source) {
                        bytes.append(contentsOf: source[copied..<index])
                        appendName(of: value, to: &bytes)
                        copied = index + length
                    }
                }
                index += length
            }
            bytes.append(contentsOf: source[copied...])
            appendCount(ofMarks: marks, to: &bytes)
        }
    }

    /// More marks on one letter than any writing needs.
    private static let markLimit = 6

    private static func appendCount(ofMarks marks: Int, to bytes: inout [UInt8]) {
        guard marks > markLimit else { return }
        bytes.append(contentsOf: "⟨\(marks - markLimit) more marks⟩".utf8)
    }

    /// Marks that are drawn above or below the letter before them.
    private static func isMark(_ value: UInt32) -> Bool {
        switch value {
        case 0x300...0x36F, 0x483...0x489, 0x591...0x5BD, 0x610...0x61A, 0x64B...0x65F, 0xE31, 0xE34...0xE3A,
            0xE47...0xE4E, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xFE20...0xFE2F:
            true
        default: false
        }
    }

    private static func reference(for byte: UInt8) -> StaticString? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        default: nil
        }
    }

    /// Whether a hidden character can begin with this byte.
    private static func mayHide(_ byte: UInt8) -> Bool {
        switch byte {
        case 0..<9, 11, 12, 14..<32, 127, 0xC2, 0xD8, 0xE1, 0xE2, 0xE3, 0xEF, 0xF3: true
        default: false
        }
    }

    private static func isHidden(_ value: UInt32, at index: Int, in source: UnsafeBufferPointer<UInt8>) -> Bool {
        switch value {
        case 0..<9, 11, 12, 14..<32, 0x7F..<0xA0, 0xAD, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180F: true
        case 0x200C, 0x200D: !joinsLegitimately(before: index, in: source)
        case 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F, 0x3164, 0xFEFF, 0xFFA0, 0xFFF9...0xFFFB: true
        case 0xFE0F: !joinsLegitimately(before: index, in: source)
        case 0xFE00...0xFE0E, 0xE0000...0xE0FFF: true
        default: false
        }
    }

    /// Whether the character before is one that joiners belong to: a symbol, an emoji, a letter of U+0600 to U+109F.
    private static func joinsLegitimately(before index: Int, in source: UnsafeBufferPointer<UInt8>) -> Bool {
        var start = index - 1
        while start >= 0, source[start] & 0xC0 == 0x80 { start -= 1 }
        guard start >= 0 else { return false }
        switch scalar(at: start, length: length(ofScalarFrom: source[start]), in: source) {
        case 0x600...0x109F, 0x2190...0x2BFF, 0x3030, 0x303D, 0xFE0F, 0x1F000...0x1FAFF: return true
        default: return false
        }
    }

    private static func length(ofScalarFrom byte: UInt8) -> Int {
        byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
    }

    private static func scalar(at index: Int, length: Int, in source: UnsafeBufferPointer<UInt8>) -> UInt32 {
        guard length > 1 else { return UInt32(source[index]) }
        var value = UInt32(source[index]) & (0xFF >> UInt32(length + 1))
        for offset in 1..<length { value = value << 6 | UInt32(source[index + offset] & 0x3F) }
        return value
    }

    private static func appendName(of value: UInt32, to bytes: inout [UInt8]) {
        let digits = String(value, radix: 16, uppercase: true)
        let zeros = String(repeating: "0", count: max(0, 4 - digits.utf8.count))
        bytes.append(contentsOf: "⟨U+\(zeros)\(digits)⟩".utf8)
    }
}
