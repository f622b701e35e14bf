/// In which script a text is written, by the blocks of Unicode. Not a guess at the language.
package enum WritingSystem {
    /// First scalar of a block, last scalar, ISO 15924 code; sorted.
    private static let blocks: [(ClosedRange<UInt32>, String)] = [
        (0x0041...0x005A, "Latn"), (0x0061...0x007A, "Latn"), (0x00AA...0x00AA, "Latn"), (0x00BA...0x00BA, "Latn"),
        (0x00C0...0x00D6, "Latn"), (0x00D8...0x00F6, "Latn"), (0x00F8...0x02AF, "Latn"), (0x0370...0x03FF, "Grek"),
        (0x0400...0x052F, "Cyrl"), (0x0531...0x058F, "Armn"), (0x0591...0x05F4, "Hebr"), (0x0600...0x06FF, "Arab"),
        (0x0750...0x077F, "Arab"), (0x0900...0x097F, "Deva"), (0x0980...0x09FF, "Beng"), (0x0A00...0x0A7F, "Guru"),
        (0x0A80...0x0AFF, "Gujr"), (0x0B80...0x0BFF, "Taml"), (0x0C00...0x0C7F, "Telu"), (0x0C80...0x0CFF, "Knda"),
        (0x0D00...0x0D7F, "Mlym"), (0x0D80...0x0DFF, "Sinh"), (0x0E00...0x0E7F, "Thai"), (0x0E80...0x0EFF, "Laoo"),
        (0x1000...0x109F, "Mymr"), (0x10A0...0x10FF, "Geor"), (0x1100...0x11FF, "Hang"), (0x1200...0x137F, "Ethi"),
        (0x1780...0x17FF, "Khmr"), (0x1E00...0x1EFF, "Latn"), (0x1F00...0x1FFF, "Grek"), (0x3041...0x309F, "Hira"),
        (0x30A0...0x30FF, "Kana"), (0x3130...0x318F, "Hang"), (0x3400...0x4DBF, "Hani"), (0x4E00...0x9FFF, "Hani"),
        (0xAC00...0xD7AF, "Hang"), (0xF900...0xFAFF, "Hani"), (0xFB50...0xFDFF, "Arab"), (0xFE70...0xFEFF, "Arab"),
        (0x20000...0x3134F, "Hani"),
    ]

    /// The script that most letters of the text belong to; of equally frequent ones the first by name. `nil` without a
    /// letter of a known block.
    ///
    /// - Complexity: at most the first 4,096 bytes are read.
    package static func of(_ text: NormalisedText) -> String? {
        if text.isASCII { return text.bytes.prefix(4_096).contains { (97...122).contains($0) } ? "Latn" : nil }
        var latin = 0
        var counts: [String: Int] = [:]
        var index = 0
        let bytes = text.bytes
        let end = min(bytes.count, 4_096)
        while index < end {
            let byte = bytes[index]
            if byte < 128 {
                if (97...122).contains(byte) { latin += 1 }
                index += 1
                continue
            }
            let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
            guard index + length <= bytes.count else { break }
            var value = UInt32(byte) & (length == 4 ? 0x07 : length == 3 ? 0x0F : 0x1F)
            for next in bytes[(index + 1)..<(index + length)] { value = value << 6 | UInt32(next & 0x3F) }
            index += length
            if let code = code(of: value) { counts[code, default: 0] += 1 }
        }
        if latin > 0 { counts["Latn", default: 0] += latin }
        return counts.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key
    }

    private static func code(of value: UInt32) -> String? {
        var low = 0
        var high = blocks.count
        while low < high {
            let middle = (low + high) / 2
            if blocks[middle].0.upperBound < value { low = middle + 1 } else { high = middle }
        }
        return low < blocks.count && blocks[low].0.contains(value) ? blocks[low].1 : nil
    }
}
