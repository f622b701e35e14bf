/// A text as it is compared with others: lower case, every run of white space one space, none at the ends, apostrophes
/// unified.
package struct NormalisedText: Sendable, Hashable {
    /// UTF-8.
    package let bytes: [UInt8]
    /// Length in Unicode scalars.
    package let characters: Int
    /// True when a letter, digit or symbol is in it, which white space and punctuation are not.
    package let saysSomething: Bool

    /// True when no character lies beyond ASCII.
    package var isASCII: Bool { characters == bytes.count }

    /// Normalises a text. ASCII, the common case, is read byte by byte.
    package init(_ text: String) {
        var text = text
        (bytes, characters, saysSomething) = text.withUTF8(Self.ascii) ?? Self.scalars(of: text)
    }

    /// `nil` when a character lies beyond ASCII.
    private static func ascii(_ text: UnsafeBufferPointer<UInt8>) -> ([UInt8], Int, Bool)? {
        var seen: UInt8 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: text.count) { target, count in
            forms.withUnsafeBufferPointer { forms in
                var last: UInt8 = 32
                var length = 0
                for byte in text {
                    let form = forms[Int(byte)]
                    // Every byte is written; one that follows a blank and is one is written over by the next.
                    target.initializeElement(at: length, to: form.byte)
                    length &+= form.byte == 32 && last == 32 ? 0 : 1
                    last = form.byte
                    seen |= form.kind
                }
                count = length > 0 && last == 32 ? length - 1 : length
            }
        }
        return seen & beyond == 0 ? (bytes, bytes.count, seen & speaking != 0) : nil
    }

    private static let speaking: UInt8 = 1
    private static let beyond: UInt8 = 2

    /// What becomes of each byte, and of what kind it is.
    private static let forms: [(byte: UInt8, kind: UInt8)] = (UInt8.min...UInt8.max).map { byte in
        switch byte {
        case 9...13, 32: return (32, 0)
        case 65...90: return (byte + 32, speaking)
        // Letters, digits and ASCII's symbols.
        case 97...122, 48...57, 36, 43, 60...62, 94, 96, 124, 126: return (byte, speaking)
        case 128...: return (byte, beyond)
        default: return (byte, 0)
        }
    }

    private static func scalars(of text: String) -> ([UInt8], Int, Bool) {
        var writer = Writer(capacity: text.utf8.count)
        for scalar in text.unicodeScalars {
            if scalar.value < 128 {
                writer.add(ascii: UInt8(scalar.value))
            } else if scalar.isNeitherCasedNorBlank || !scalar.properties.changesWhenLowercased {
                writer.add(scalar)
            } else {
                for lower in scalar.properties.lowercaseMapping.unicodeScalars { writer.add(lower) }
            }
        }
        return writer.done()
    }

    /// Puts a normalised text together, scalar by scalar.
    private struct Writer {
        private var bytes: [UInt8] = []
        private var count = 0
        private var says = false

        init(capacity: Int) {
            bytes.reserveCapacity(capacity)
        }

        mutating func add(ascii byte: UInt8) {
            let form = NormalisedText.forms[Int(byte)]
            if form.byte == 32 {
                addBlank()
            } else {
                addVisible(form.byte, saysSomething: form.kind & NormalisedText.speaking != 0)
            }
        }

        /// - Parameter scalar: in lower case.
        mutating func add(_ scalar: Unicode.Scalar) {
            switch scalar.value {
            case 0..<128: add(ascii: UInt8(scalar.value))
            case 0x2018, 0x2019, 0x02BC, 0xFF07: addVisible(39, saysSomething: false)
            default:
                if !scalar.isNeitherCasedNorBlank, scalar.properties.isWhitespace { return addBlank() }
                bytes.append(contentsOf: UTF8.encode(scalar)!)  // every scalar has a UTF-8 form
                count += 1
                says = says || scalar.isLetterDigitOrSymbol
            }
        }

        private mutating func addVisible(_ byte: UInt8, saysSomething: Bool) {
            bytes.append(byte)
            count += 1
            says = says || saysSomething
        }

        private mutating func addBlank() {
            guard let last = bytes.last, last != 32 else { return }
            bytes.append(32)
            count += 1
        }

        consuming func done() -> ([UInt8], Int, Bool) {
            if bytes.last == 32 {
                bytes.removeLast()
                count -= 1
            }
            return (bytes, count, says)
        }
    }

    /// The bytes of its first characters, whole characters only.
    package func opening(characters limit: Int) -> [UInt8] {
        guard characters > limit else { return bytes }
        if isASCII { return Array(bytes[..<limit]) }
        var seen = 0
        for (index, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 {
            if seen == limit { return Array(bytes[..<index]) }
            seen += 1
        }
        return bytes
    }
}

extension Unicode.Scalar {
    /// Surely without a lower case of its own and no blank: small letters of Latin-1, Chinese, Japanese, Hangul.
    fileprivate var isNeitherCasedNorBlank: Bool {
        switch value {
        case 0xDF...0xFF, 0x3001...0x9FFF, 0xAC00...0xD7A3: true
        default: false
        }
    }

    fileprivate var isLetterDigitOrSymbol: Bool {
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber, .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol:
            true
        default: false
        }
    }
}
