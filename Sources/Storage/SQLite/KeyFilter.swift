import Telemetry

/// A Bloom filter: says for sure that something is absent, and of what is present never that it is not. About one in a
/// hundred absent things is taken for present; it is looked up then and not found.
package struct KeyFilter: Sendable, Hashable {
    /// What the parts are searched by; each has hashes of its own.
    enum Topic: UInt64, Sendable {
        case key = 1
        case link = 2
        case response = 3
        case session = 4
    }

    private static let bitsPerKey = 10
    private static let probes: UInt64 = 7

    /// The bits, least significant first: the form on disk.
    package private(set) var bits: [UInt8]

    /// A filter for about so many things.
    package init(capacity: Int) {
        bits = Array(repeating: 0, count: max(8, (capacity * Self.bitsPerKey + 7) / 8))
    }

    /// A filter that was stored; `nil` without bits.
    package init?(stored bits: [UInt8]) {
        guard !bits.isEmpty else { return nil }
        self.bits = bits
    }

    package mutating func insert(_ hash: UInt64) {
        for probe in 0..<Self.probes {
            let bit = position(hash, probe)
            bits[bit >> 3] |= 1 << UInt8(bit & 7)
        }
    }

    package func mayContain(_ hash: UInt64) -> Bool {
        for probe in 0..<Self.probes {
            let bit = position(hash, probe)
            if bits[bit >> 3] & 1 << UInt8(bit & 7) == 0 { return false }
        }
        return true
    }

    private func position(_ hash: UInt64, _ probe: UInt64) -> Int {
        let step = hash &* 0xD6E8_FEB8_6659_FD93 | 1
        return Int((hash &+ probe &* step).multipliedFullWidth(by: UInt64(bits.count * 8)).high)
    }

    static func hash(_ bytes: UnsafeRawBufferPointer, _ topic: Topic) -> UInt64 {
        var hash = StableHash(seed: topic.rawValue)
        hash.combine(bytes)
        return hash.value
    }

    static func hash(_ key: EntryKey) -> UInt64 { key.withBytes { hash($0, .key) } }

    static func hash(link: CallKey) -> UInt64 { EntryKey(.span, link).withBytes { hash($0, .link) } }

    static func hash(_ word: UInt64, _ topic: Topic) -> UInt64 {
        withUnsafeBytes(of: word.littleEndian) { hash($0, topic) }
    }
}

/// The filters of a closed part.
struct PartFilters: Sendable, Hashable {
    /// Which filter. On disk, as the names of columns.
    enum Name: String, Sendable, CaseIterable {
        case keys, outcomes, links
    }

    /// Keys of calls, context spans and events, and of settlements of calls of earlier parts.
    var keys: KeyFilter
    /// Keys of outcomes, and of joined outcomes that arrived in earlier parts.
    var outcomes: KeyFilter
    /// Traces, response ids, sessions; calls that outcomes were joined to.
    var links: KeyFilter

    subscript(name: Name) -> KeyFilter {
        switch name {
        case .keys: keys
        case .outcomes: outcomes
        case .links: links
        }
    }
}
