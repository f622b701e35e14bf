/// Writes protobuf's wire format. Fields that hold their default are left out, as proto3 does.
package struct WireWriter {
    /// What was written so far.
    package private(set) var bytes: [UInt8] = []

    /// An empty message.
    package init() {}

    /// An integer, enumeration or boolean field; nothing for 0.
    package mutating func varint(_ number: UInt32, _ value: UInt64) {
        guard value != 0 else { return }
        tag(number, 0)
        raw(value)
    }

    /// A fixed64 or double field; nothing for 0.
    package mutating func fixed64(_ number: UInt32, _ value: UInt64) {
        guard value != 0 else { return }
        tag(number, 1)
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// A fixed32 field; nothing for 0.
    package mutating func fixed32(_ number: UInt32, _ value: UInt32) {
        guard value != 0 else { return }
        tag(number, 5)
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// A text or bytes field; nothing when empty.
    package mutating func text(_ number: UInt32, _ value: some Collection<UInt8>) {
        guard !value.isEmpty else { return }
        message(number, value)
    }

    /// An embedded message, written even when empty.
    package mutating func message(_ number: UInt32, _ value: some Collection<UInt8>) {
        tag(number, 2)
        raw(UInt64(value.count))
        bytes.append(contentsOf: value)
    }

    /// An embedded message that `body` writes.
    package mutating func message(_ number: UInt32, _ body: (inout WireWriter) -> Void) {
        var inner = WireWriter()
        body(&inner)
        message(number, inner.bytes)
    }

    /// A tag alone: for tests of what no writer would write.
    package mutating func tag(_ number: UInt32, _ type: UInt32) {
        raw(UInt64(number) << 3 | UInt64(type))
    }

    /// A varint alone.
    package mutating func raw(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    /// Eight bytes alone, least significant first.
    package mutating func append(_ value: UInt64) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }
}
