/// Hexadecimal text and bytes.
package enum Hexadecimal {
    /// Two lower-case digits per byte.
    package static func text(_ bytes: some Collection<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(unsafeUninitializedCapacity: bytes.count * 2) { buffer in
            var position = 0
            for byte in bytes {
                buffer[position] = digits[Int(byte >> 4)]
                buffer[position + 1] = digits[Int(byte & 15)]
                position += 2
            }
            return position
        }
    }

    /// `nil` for an odd count or another character; either case.
    package static func bytes(_ text: some StringProtocol) -> [UInt8]? {
        var result: [UInt8] = []
        var pending: UInt8?
        for character in text.utf8 {
            let value: UInt8
            switch character {
            case 48...57: value = character - 48
            case 65...70: value = character - 55
            case 97...102: value = character - 87
            default: return nil
            }
            if let first = pending {
                result.append(first << 4 | value)
                pending = nil
            } else {
                pending = value
            }
        }
        return pending == nil ? result : nil
    }
}
