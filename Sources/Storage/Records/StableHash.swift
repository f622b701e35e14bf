/// A hash of bytes that never changes: it stands in files (docs/formats.md). Not for secrets.
///
/// Words of 8 bytes, least significant first, are folded by a 64 × 64 → 128 bit product whose halves are joined by
/// exclusive or.
struct StableHash {
    private var state: UInt64

    /// - Parameter seed: hashes of different kinds of things take different seeds.
    init(seed: UInt64) {
        state = seed ^ 0x9E37_79B9_7F4A_7C15
    }

    private static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }

    mutating func combine(_ word: UInt64) {
        state = Self.mix(state ^ word, 0xA076_1D64_78BD_642F) ^ word
    }

    mutating func combine(_ bytes: UnsafeRawBufferPointer) {
        var position = 0
        while bytes.count - position >= 8 {
            combine(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)))
            position += 8
        }
        var tail: UInt64 = 0
        var shift: UInt64 = 0
        while position < bytes.count {
            tail |= UInt64(bytes[position]) << shift
            shift += 8
            position += 1
        }
        combine(tail)
        combine(UInt64(bytes.count))
    }

    /// The hash of everything that was combined.
    var value: UInt64 { Self.mix(state ^ 0xE703_7ED1_A0B4_28DB, 0x8EBC_6AF0_9C88_C6E3) }

    static func of(_ text: String, seed: UInt64) -> UInt64 {
        var hash = StableHash(seed: seed)
        var text = text
        text.withUTF8 { hash.combine(UnsafeRawBufferPointer($0)) }
        return hash.value
    }

    static func of(_ bytes: [UInt8], seed: UInt64) -> UInt64 {
        var hash = StableHash(seed: seed)
        bytes.withUnsafeBytes { hash.combine($0) }
        return hash.value
    }
}
