/// Reads protobuf's wire format out of a span of bytes, from one offset to another. Knows no message.
///
/// Every length is checked against the rest of the enclosing message before anything is done with it
/// (docs/formats.md, "Protobuf by hand"). The bytes are passed along instead of kept, so that no lifetime is at stake.
struct WireReader {
    private(set) var position: Int
    let end: Int

    init(_ range: Range<Int>) {
        position = range.lowerBound
        end = range.upperBound
    }

    /// The wire types.
    enum WireType {
        static let varint: UInt32 = 0
        static let fixed64: UInt32 = 1
        static let length: UInt32 = 2
        static let startGroup: UInt32 = 3
        static let endGroup: UInt32 = 4
        static let fixed32: UInt32 = 5
    }

    /// The next tag: field number times 8 plus wire type; `nil` at the end of the message.
    @inline(__always)
    mutating func tag(_ bytes: borrowing RawSpan) throws(WireError) -> UInt32? {
        guard position < end else { return nil }
        let first = bytes.unsafeLoad(fromByteOffset: position, as: UInt8.self)
        if first < 0x80 {
            guard first >= 8 else { throw .badTag }
            position &+= 1
            return UInt32(first)
        }
        return try longTag(bytes)
    }

    private mutating func longTag(_ bytes: borrowing RawSpan) throws(WireError) -> UInt32 {
        let start = position
        let raw = try longVarint(bytes)
        guard position - start <= 5, raw >= 8, raw <= UInt64(UInt32.max) else { throw .badTag }
        return UInt32(raw)
    }

    @inline(__always)
    mutating func varint(_ bytes: borrowing RawSpan) throws(WireError) -> UInt64 {
        guard position < end else { throw .truncated }
        let first = bytes.unsafeLoad(fromByteOffset: position, as: UInt8.self)
        if first < 0x80 {
            position &+= 1
            return UInt64(first)
        }
        return try longVarint(bytes)
    }

    private mutating func longVarint(_ bytes: borrowing RawSpan) throws(WireError) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while position < end {
            let byte = bytes.unsafeLoad(fromByteOffset: position, as: UInt8.self)
            position &+= 1
            if shift == 63, byte > 1 { throw .longVarint }
            value |= UInt64(byte & 0x7F) &<< shift
            if byte < 0x80 { return value }
            shift &+= 7
        }
        throw .truncated
    }

    @inline(__always)
    mutating func fixed64(_ bytes: borrowing RawSpan) throws(WireError) -> UInt64 {
        guard end &- position >= 8 else { throw .truncated }
        let value = bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
        position &+= 8
        return UInt64(littleEndian: value)
    }

    mutating func fixed32(_ bytes: borrowing RawSpan) throws(WireError) -> UInt32 {
        guard end &- position >= 4 else { throw .truncated }
        let value = bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt32.self)
        position &+= 4
        return UInt32(littleEndian: value)
    }

    /// Where the bytes of a length-delimited field lie.
    @inline(__always)
    mutating func range(_ bytes: borrowing RawSpan) throws(WireError) -> Range<Int> {
        let length = try varint(bytes)
        guard length <= UInt64(end &- position) else { throw .truncated }
        let start = position
        position &+= Int(length)
        return Range(uncheckedBounds: (start, position))
    }

    /// Steps over the value of a field that nobody wants.
    mutating func skip(_ tag: UInt32, _ bytes: borrowing RawSpan) throws(WireError) {
        switch tag & 7 {
        case WireType.varint: _ = try varint(bytes)
        case WireType.fixed64: _ = try fixed64(bytes)
        case WireType.length: _ = try range(bytes)
        case WireType.startGroup: try skipGroup(tag >> 3, bytes)
        case WireType.endGroup: throw .strayEndGroup
        case WireType.fixed32: _ = try fixed32(bytes)
        default: throw .badWireType
        }
    }

    private mutating func skipGroup(_ number: UInt32, _ bytes: borrowing RawSpan) throws(WireError) {
        var open = [number]
        while let current = open.last {
            guard let tag = try tag(bytes) else { throw .truncated }
            switch tag & 7 {
            case WireType.startGroup:
                guard open.count < OTLPLimits.depth else { throw .deepGroup }
                open.append(tag >> 3)
            case WireType.endGroup:
                guard tag >> 3 == current else { throw .strayEndGroup }
                open.removeLast()
            default: try skip(tag, bytes)
            }
        }
    }
}
