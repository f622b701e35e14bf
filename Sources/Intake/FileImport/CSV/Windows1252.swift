/// The encoding of files that are not UTF-8: Windows-1252, in which every byte has a meaning.
enum Windows1252 {
    // Bytes 80 to 9F; the five without a character are controls, as browsers read them.
    private static let high: [UInt16] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,
        0x017D,
        0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153,
        0x9D,
        0x017E, 0x0178,
    ]

    /// The same text in UTF-8.
    static func utf8(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        for byte in bytes {
            let value = (0x80...0x9F).contains(byte) ? high[Int(byte - 0x80)] : UInt16(byte)
            switch value {
            case 0..<0x80: result.append(UInt8(value))
            case 0x80..<0x800: result += [0xC0 | UInt8(value >> 6), 0x80 | UInt8(value & 0x3F)]
            default:
                result += [0xE0 | UInt8(value >> 12), 0x80 | UInt8(value >> 6 & 0x3F), 0x80 | UInt8(value & 0x3F)]
            }
        }
        return result
    }

    /// True when the bytes are UTF-8.
    static func isUTF8(_ bytes: [UInt8]) -> Bool {
        if bytes.allSatisfy({ $0 < 0x80 }) { return true }
        return String(validating: bytes, as: UTF8.self) != nil
    }
}
