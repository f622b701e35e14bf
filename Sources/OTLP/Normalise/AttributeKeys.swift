import Telemetry

/// What the tables say about the keys of attributes, each key looked at once: the spans of a request repeat them.
struct AttributeKeys {
    /// What is known of a key.
    struct Info {
        /// Its number in ``DialectIndex/names``; -1 for none.
        var slot: Int32 = -1
        /// A bit per dialect of which it is a sign.
        var dialects: UInt32 = 0
        /// Bytes of the prefix behind which a key to slice by begins; 0 for none.
        var slicePrefix: UInt16 = 0
        /// Bytes of the prefix behind which the name of an input column begins; 0 for none.
        var fieldPrefix: UInt16 = 0
        /// Which of the installation's own keys it is; -1 for none.
        var configured: Int16 = -1
        var sliceIsJSON = false
        var isShown = false
        /// The number of the prefix of what is flattened into indexed attributes; -1 for none.
        var flattened: Int16 = -1
        /// The number behind that prefix, and where the name behind the number begins.
        var number = 0
        var rest = 0
    }

    private struct Entry {
        var hash: UInt64
        var offset: Int
        var count: Int
        var info: Info
    }

    /// Keys kept; a request of more is read without memory of the rest.
    private static let capacity = 8_192

    private let index = DialectIndex.shared
    private let configured: [String]
    private var buckets: [Int32]
    private var entries: [Entry] = []
    private var bytes: [UInt8] = []
    private let slots: [String: Int]

    /// - Parameter configured: keys that the installation slices by beside those of the tables.
    init(configured: [String]) {
        self.configured = configured
        buckets = [Int32](repeating: -1, count: 1_024)
        slots = Self.slots
    }

    private static let slots = Dictionary(
        uniqueKeysWithValues: DialectIndex.shared.names.enumerated().map { ($0.element, $0.offset) })

    mutating func info(_ key: UnsafeRawBufferPointer) -> Info {
        let hash = Self.hash(key)
        var bucket = Int(truncatingIfNeeded: hash) & (buckets.count - 1)
        while buckets[bucket] >= 0 {
            let entry = entries[Int(buckets[bucket])]
            if entry.hash == hash, entry.count == key.count,
                bytes[entry.offset..<entry.offset + entry.count].elementsEqual(key)
            {
                return entry.info
            }
            bucket = (bucket + 1) & (buckets.count - 1)
        }
        let info = look(String(decoding: key, as: UTF8.self))
        guard entries.count < Self.capacity else { return info }
        buckets[bucket] = Int32(entries.count)
        entries.append(Entry(hash: hash, offset: bytes.count, count: key.count, info: info))
        bytes.append(contentsOf: key)
        if entries.count * 2 > buckets.count { grow() }
        return info
    }

    private mutating func grow() {
        buckets = [Int32](repeating: -1, count: buckets.count * 2)
        for (number, entry) in entries.enumerated() {
            var bucket = Int(truncatingIfNeeded: entry.hash) & (buckets.count - 1)
            while buckets[bucket] >= 0 { bucket = (bucket + 1) & (buckets.count - 1) }
            buckets[bucket] = Int32(number)
        }
    }

    private func look(_ key: String) -> Info {
        var info = Info()
        if let slot = slots[key] { info.slot = Int32(slot) }
        for (pattern, dialect) in index.signatures where pattern.matches(key) { info.dialects |= 1 << UInt32(dialect) }
        if let (prefix, isJSON) = index.slicePrefixes.first(where: { key.hasPrefix($0.prefix) }) {
            info.slicePrefix = UInt16(prefix.utf8.count)
            info.sliceIsJSON = isJSON
        }
        if let prefix = Dialect.fieldPrefixes.first(where: { key.hasPrefix($0) }) {
            info.fieldPrefix = UInt16(prefix.utf8.count)
        }
        if let number = configured.firstIndex(of: key) { info.configured = Int16(number) }
        info.isShown = index.shown.contains { $0.matches(key) }
        for (number, prefix) in index.flattenedPrefixes.enumerated() where key.hasPrefix(prefix) {
            let digits = key.utf8.dropFirst(prefix.utf8.count).prefix { (0x30...0x39).contains($0) }
            let rest = prefix.utf8.count + digits.count + 1
            guard let position = Int(String(digits) ?? ""), key.utf8.count > rest,
                key.utf8.dropFirst(rest - 1).first == UInt8(ascii: ".")
            else { continue }
            (info.flattened, info.number, info.rest) = (Int16(number), position, rest)
        }
        return info
    }

    /// Eight bytes at a time; never leaves the process, so nothing depends on its values.
    private static func hash(_ key: UnsafeRawBufferPointer) -> UInt64 {
        var hash = UInt64(truncatingIfNeeded: key.count) &* 0x9E37_79B9_7F4A_7C15
        var position = 0
        while position + 8 <= key.count {
            hash = (hash ^ key.loadUnaligned(fromByteOffset: position, as: UInt64.self)) &* 0xFF51_AFD7_ED55_8CCD
            hash ^= hash >> 32
            position += 8
        }
        var rest: UInt64 = 0
        while position < key.count {
            rest = rest << 8 | UInt64(key[position])
            position += 1
        }
        hash = (hash ^ rest) &* 0xC4CE_B9FE_1A85_EC53
        return hash ^ hash >> 29
    }
}
