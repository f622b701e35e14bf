internal import Sketches

/// The different words of a column, each with a code, in the order of their first appearance.
///
/// Memory is bounded: when the texts outgrow their room, those whose hash is odd are dropped, then those whose hash is no
/// multiple of four, and so on. A dropped word keeps its code and its counts, and which texts are left depends on nothing but
/// the texts, so that what is left of two tables can be compared.
struct WordList: Sendable {
    /// Room for texts, in bytes.
    private static let room = 48 << 20
    /// Bytes kept of a longer word.
    static let longest = 65_536

    private var slots: [Int32]
    private var hashes: [UInt64] = []
    private var starts: [Int32] = []
    private var lengths: [Int32] = []
    private var bytes: [UInt8] = []
    /// Texts whose hash has so many zero bits at its end are kept.
    private var thinning = 0

    init() {
        slots = [Int32](repeating: -1, count: 64)
    }

    /// How many different words there are.
    var count: Int { hashes.count }

    /// The code of a word, new or known.
    ///
    /// - Complexity: O(length).
    mutating func code(of word: UnsafePointer<UInt8>, count length: Int) -> Int32 {
        let length = min(length, Self.longest)
        let hash = Self.hash(word, length)
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash >> 20) & mask
        while true {
            let code = slots[slot]
            if code < 0 { break }
            if hashes[Int(code)] == hash, isSame(Int(code), word, length) { return code }
            slot = (slot + 1) & mask
        }
        return insert(word, length, hash, slot)
    }

    /// The word of a code as bytes; nil when its text was dropped.
    func withBytes<Result>(_ code: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result? {
        guard starts[code] >= 0 else { return nil }
        let start = Int(starts[code])
        return bytes.withUnsafeBufferPointer { body(.init(rebasing: $0[start..<start + Int(lengths[code])])) }
    }

    /// The word of a code; nil when its text was dropped.
    func word(_ code: Int) -> String? {
        withBytes(code) { String(decoding: $0, as: UTF8.self) }
    }

    /// A number that stands for the word in every table, also when its text was dropped.
    func hash(_ code: Int) -> UInt64 { hashes[code] }

    @inline(__always)
    private func isSame(_ code: Int, _ word: UnsafePointer<UInt8>, _ length: Int) -> Bool {
        if starts[code] < 0 { return Int(lengths[code]) == length }
        guard Int(lengths[code]) == length else { return false }
        let start = Int(starts[code])
        return bytes.withUnsafeBufferPointer { known in
            for index in 0..<length where known[start + index] != word[index] { return false }
            return true
        }
    }

    private mutating func insert(
        _ word: UnsafePointer<UInt8>, _ length: Int, _ hash: UInt64, _ slot: Int
    ) -> Int32 {
        let code = Int32(hashes.count)
        slots[slot] = code
        hashes.append(hash)
        lengths.append(Int32(length))
        if isKept(hash) {
            if bytes.count + length > Self.room { thin() }
        }
        if isKept(hash) {
            starts.append(Int32(bytes.count))
            bytes.append(contentsOf: UnsafeBufferPointer(start: word, count: length))
        } else {
            starts.append(-1)
        }
        if hashes.count * 2 > slots.count { grow() }
        return code
    }

    private func isKept(_ hash: UInt64) -> Bool { hash & ((1 << UInt64(thinning)) &- 1) == 0 }

    private mutating func thin() {
        while bytes.count > Self.room / 2 {
            thinning += 1
            var kept: [UInt8] = []
            kept.reserveCapacity(bytes.count / 2)
            for code in starts.indices where starts[code] >= 0 {
                if isKept(hashes[code]) {
                    let start = Int(starts[code])
                    starts[code] = Int32(kept.count)
                    kept.append(contentsOf: bytes[start..<start + Int(lengths[code])])
                } else {
                    starts[code] = -1
                }
            }
            bytes = kept
        }
    }

    private mutating func grow() {
        slots = [Int32](repeating: -1, count: slots.count * 2)
        let mask = slots.count - 1
        for (code, hash) in hashes.enumerated() {
            var slot = Int(truncatingIfNeeded: hash >> 20) & mask
            while slots[slot] >= 0 { slot = (slot + 1) & mask }
            slots[slot] = Int32(code)
        }
    }

    /// Eight bytes a step, multiplied to 128 bits and folded; the same on every machine.
    private static func hash(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
        let raw = UnsafeRawPointer(bytes)
        var hash = UInt64(count) &* 0x9E37_79B9_7F4A_7C15 ^ 0xA076_1D64_78BD_642F
        var position = 0
        while position + 8 <= count {
            let next = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            let product = (hash ^ next).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
            hash = product.high ^ product.low
            position += 8
        }
        var rest: UInt64 = 0
        while position < count {
            rest = rest << 8 | UInt64(bytes[position])
            position += 1
        }
        return StableHash.fmix64(hash ^ rest)
    }
}
