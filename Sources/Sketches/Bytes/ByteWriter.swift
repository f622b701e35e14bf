/// Builds the stored form of a summary or a detector: little-endian fixed numbers and LEB128 variable-length ones.
public struct ByteWriter: Sendable {
    /// What was written so far.
    public private(set) var bytes: [UInt8] = []

    /// An empty writer.
    public init() {}

    /// One byte.
    public mutating func write(byte: UInt8) {
        bytes.append(byte)
    }

    /// Bytes as they are, without a length.
    public mutating func write(raw: some Sequence<UInt8>) {
        bytes.append(contentsOf: raw)
    }

    /// An unsigned number in LEB128: 7 bits to a byte, lowest first.
    public mutating func write(varint value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    /// A signed number: zigzag (2x, or -2x-1 when negative), then LEB128.
    public mutating func write(zigzag value: Int64) {
        write(varint: UInt64(bitPattern: (value << 1) ^ (value >> 63)))
    }

    /// A double, all 64 bits, lowest byte first: infinities, signed zeros and NaN payloads survive.
    public mutating func write(_ value: Double) {
        withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// A list of doubles with its length.
    public mutating func write(_ values: [Double]) {
        write(varint: UInt64(values.count))
        for value in values { write(value) }
    }

    /// A text in UTF-8 with its length in bytes.
    public mutating func write(text: String) {
        write(varint: UInt64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    /// Another stored form with its length in bytes.
    public mutating func write(nested inner: [UInt8]) {
        write(varint: UInt64(inner.count))
        bytes.append(contentsOf: inner)
    }
}
