/// Writes a record of docs/formats.md: one byte of version, then fields, each a tag and a value. What is absent costs
/// nothing.
struct RecordWriter {
    /// How a value is laid out; the low two bits of a field's tag.
    enum Layout: UInt64 {
        /// A variable-length number, 7 bits a byte, least significant first.
        case number = 0
        /// 8 bytes, least significant first.
        case word = 1
        /// A length and so many bytes.
        case bytes = 2
    }

    private(set) var bytes: [UInt8]

    /// Begins a record.
    init(version: UInt8, capacity: Int = 512) {
        bytes = []
        bytes.reserveCapacity(capacity)
        bytes.append(version)
    }

    private mutating func tag(_ tag: UInt64, _ layout: Layout) {
        number(tag << 2 | layout.rawValue)
    }

    private mutating func number(_ value: UInt64) {
        var rest = value
        while rest >= 128 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 128)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// A number of which small ones are common.
    mutating func natural(_ tag: UInt64, _ value: UInt64?) {
        guard let value else { return }
        self.tag(tag, .number)
        number(value)
    }

    /// A signed number of which those near zero are common.
    mutating func integer(_ tag: UInt64, _ value: Int64?) {
        guard let value else { return }
        natural(tag, UInt64(bitPattern: value << 1 ^ value >> 63))
    }

    /// 8 bytes as they are.
    mutating func word(_ tag: UInt64, _ value: UInt64?) {
        guard let value else { return }
        self.tag(tag, .word)
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// A real number, bit for bit.
    mutating func real(_ tag: UInt64, _ value: Double?) {
        word(tag, value?.bitPattern)
    }

    /// A yes or no that may be absent.
    mutating func flag(_ tag: UInt64, _ value: Bool?) {
        natural(tag, value.map { $0 ? 1 : 0 })
    }

    /// A yes; no is the absence of the field.
    mutating func mark(_ tag: UInt64, _ value: Bool) {
        if value { natural(tag, 1) }
    }

    /// Text in UTF-8.
    mutating func text(_ tag: UInt64, _ value: String?) {
        guard let value else { return }
        self.tag(tag, .bytes)
        number(UInt64(value.utf8.count))
        bytes.append(contentsOf: value.utf8)
    }

    /// Bytes that the caller lays out.
    mutating func blob(_ tag: UInt64, _ value: some Collection<UInt8>) {
        self.tag(tag, .bytes)
        number(UInt64(value.count))
        bytes.append(contentsOf: value)
    }

    /// 16 bytes.
    mutating func pair(_ tag: UInt64, _ value: (high: UInt64, low: UInt64)?) {
        guard let value else { return }
        self.tag(tag, .bytes)
        number(16)
        withUnsafeBytes(of: value.high.bigEndian) { bytes.append(contentsOf: $0) }
        withUnsafeBytes(of: value.low.bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// Fields within a field.
    mutating func group(_ tag: UInt64, _ body: (inout RecordWriter) -> Void) {
        self.tag(tag, .bytes)
        let start = bytes.count
        bytes.append(0)
        body(&self)
        let length = bytes.count - start - 1
        guard length >= 128 else {
            bytes[start] = UInt8(length)
            return
        }
        // One byte was set aside for the length; a longer one moves the group.
        var prefix: [UInt8] = []
        var rest = UInt64(length)
        while rest >= 128 {
            prefix.append(UInt8(truncatingIfNeeded: rest) | 128)
            rest >>= 7
        }
        prefix.append(UInt8(rest))
        bytes.replaceSubrange(start...start, with: prefix)
    }
}
