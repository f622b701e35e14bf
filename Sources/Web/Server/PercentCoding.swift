/// Percent-encoding as URLs have it (RFC 3986).
package enum PercentCoding {
    /// Decodes `%xx`; a percent sign without two digits stays as it is, and what is no UTF-8 is replaced.
    package static func decoded(_ text: some StringProtocol) -> String { decode(text, plusIsSpace: false) }

    /// The same, with `+` for a space, as forms write it.
    package static func formDecoded(_ text: some StringProtocol) -> String { decode(text, plusIsSpace: true) }

    /// Encodes everything but unreserved ASCII.
    package static func encoded(_ text: some StringProtocol) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 48...57, 65...90, 97...122, 45, 46, 95, 126: bytes.append(byte)
            default: bytes += [37, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func decode(_ text: some StringProtocol, plusIsSpace: Bool) -> String {
        let source = Array(text.utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(source.count)
        var position = 0
        while position < source.count {
            let byte = source[position]
            if byte == 37, position + 2 < source.count, let high = value(source[position + 1]),
                let low = value(source[position + 2])
            {
                bytes.append(high << 4 | low)
                position += 3
            } else {
                bytes.append(byte == 43 && plusIsSpace ? 32 : byte)
                position += 1
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 48...57: digit - 48
        case 65...70: digit - 55
        case 97...102: digit - 87
        default: nil
        }
    }
}
