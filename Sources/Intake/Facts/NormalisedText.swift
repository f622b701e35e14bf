/// A text as it is compared with others: lower case, every run of white space one space, none at the ends, apostrophes
/// unified.
package struct NormalisedText: Sendable, Hashable {
    /// UTF-8.
    package let bytes: [UInt8]
    /// Length in Unicode scalars.
    package let characters: Int
    /// True when a letter, digit or symbol is in it, which white space and punctuation are not.
    package let saysSomething: Bool

    /// Normalises a text. ASCII, the common case, is read byte by byte.
    package init(_ text: String) {
        var ascii = true
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var says = false
        for byte in text.utf8 {
            switch byte {
            case 9...13, 32:
                if let last = bytes.last, last != 32 { bytes.append(32) }
            case 65...90:
                bytes.append(byte + 32)
                says = true
            case 97...122, 48...57, 36, 43, 60...62, 94, 96, 124, 126:  // letters, digits and ASCII's symbols
                bytes.append(byte)
                says = true
            case 128...:
                ascii = false
            default:
                bytes.append(byte)
            }
            if !ascii { break }
        }
        if ascii {
            if bytes.last == 32 { bytes.removeLast() }
            self.bytes = bytes
            characters = bytes.count
            saysSomething = says
            return
        }
        (self.bytes, characters, saysSomething) = Self.scalars(of: text)
    }

    private static func scalars(of text: String) -> ([UInt8], Int, Bool) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var count = 0
        var says = false
        for scalar in text.lowercased().unicodeScalars {
            switch scalar.value {
            case 0x2018, 0x2019, 0x02BC, 0xFF07:
                bytes.append(39)
                count += 1
            case 0..<128:
                let byte = UInt8(scalar.value)
                if (9...13).contains(byte) || byte == 32 {
                    if let last = bytes.last, last != 32 {
                        bytes.append(32)
                        count += 1
                    }
                } else {
                    bytes.append(byte)
                    count += 1
                    says = says || scalar.isLetterDigitOrSymbol
                }
            default:
                if scalar.properties.isWhitespace {
                    if let last = bytes.last, last != 32 {
                        bytes.append(32)
                        count += 1
                    }
                } else {
                    bytes.append(contentsOf: UTF8.encode(scalar)!)  // every scalar has a UTF-8 form
                    count += 1
                    says = says || scalar.isLetterDigitOrSymbol
                }
            }
        }
        if bytes.last == 32 {
            bytes.removeLast()
            count -= 1
        }
        return (bytes, count, says)
    }

    /// The bytes of its first characters, whole characters only.
    package func opening(characters limit: Int) -> [UInt8] {
        guard characters > limit else { return bytes }
        var seen = 0
        for (index, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 {
            if seen == limit { return Array(bytes[..<index]) }
            seen += 1
        }
        return bytes
    }
}

extension Unicode.Scalar {
    fileprivate var isLetterDigitOrSymbol: Bool {
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber, .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol:
            true
        default: false
        }
    }
}
