/// Hashes the words of a text and the pairs of neighbouring words while its bytes go by: the hash of a pair is the first
/// word's, continued over a space and the second word.
struct GramHasher {
    private(set) var features = FeatureSet()

    private var word = Self.start
    private var pair = Self.start
    private var isInWord = false
    private var hasPrevious = false

    private static let start: UInt64 = 0xcbf2_9ce4_8422_2325
    private static let prime: UInt64 = 0x0000_0100_0000_01b3

    /// Reads a text in any case.
    @inline(__always)
    mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
        LetterCase.table.withUnsafeBufferPointer { table in
            var index = 0
            while index < bytes.count {
                let byte = bytes[index]
                if byte < 0x80 {
                    let lower = table[Int(byte)]
                    if lower != 0 { add(UInt8(truncatingIfNeeded: lower)) } else { endWord() }
                    index += 1
                } else {
                    let (scalar, length) = Self.decode(bytes, at: index)
                    read(scalar, table)
                    index += length
                }
            }
        }
        endWord()
    }

    @inline(never)
    private mutating func read(_ scalar: Unicode.Scalar, _ table: UnsafeBufferPointer<UInt32>) {
        if scalar.value < LetterCase.tableEnd, table[Int(scalar.value)] != LetterCase.several {
            if let lower = Unicode.Scalar(table[Int(scalar.value)]), lower.value != 0 { add(lower) } else { endWord() }
            return
        }
        switch LetterCase.kind(of: scalar) {
        case .separator: endWord()
        case .one(let lower): add(lower)
        case .several(let text):
            for part in text.unicodeScalars { if LetterCase.isAlphanumeric(part) { add(part) } else { endWord() } }
        }
    }

    @inline(__always)
    private mutating func add(_ byte: UInt8) {
        word = (word ^ UInt64(byte)) &* Self.prime
        pair = (pair ^ UInt64(byte)) &* Self.prime
        isInWord = true
    }

    private mutating func add(_ scalar: Unicode.Scalar) {
        for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { add(byte) }
    }

    @inline(__always)
    private mutating func endWord() {
        guard isInWord else { return }
        features.insert(hash: word)
        if hasPrevious { features.insert(hash: pair) }
        pair = (word ^ 0x20) &* Self.prime
        word = Self.start
        isInWord = false
        hasPrevious = true
    }

    /// The bytes are valid UTF-8, as those of every string are.
    private static func decode(
        _ bytes: UnsafeBufferPointer<UInt8>, at index: Int
    ) -> (scalar: Unicode.Scalar, length: Int) {
        let first = UInt32(bytes[index])
        let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        var value = first & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
        for offset in 1..<length where index + offset < bytes.count {
            value = value << 6 | UInt32(bytes[index + offset] & 0x3F)
        }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
    }
}
