/// Counts per bin in as little space as possible: sorted keys beside their counts (docs/statistics.md 9.1).
///
/// The building block of stored summaries: keys are bins of a ``LogarithmicMapping``, of a ``ScoreGrid``, or any small
/// whole numbers. Keeps the laws of ``MergeableSketch`` without a condition. Adding is an append to a short buffer that
/// is sorted in when full; everything that reads sorts it in first (in a copy, if the value cannot change).
public struct SparseBins: MergeableSketch {
    /// Bins need no parameters.
    public struct Parameters: Sendable, Hashable {
        /// The only value.
        public init() {}
    }

    private var sortedKeys: [Int32] = []
    private var sortedCounts: [UInt64] = []
    private var pending: [Int32] = []

    /// How many single keys wait at most to be sorted in.
    private static let pendingLimit = 256
    /// How far apart waiting keys may lie to be counted in one pass over their range instead of being sorted.
    private static let denseSpan = 4096

    /// Empty bins.
    public init() {}

    /// Empty bins.
    public init(_: Parameters) {}

    /// - Parameter bins: in any order; a key may appear more than once.
    public init(_ bins: some Sequence<(key: Int32, count: UInt64)>) {
        for bin in bins { add(bin.key, count: bin.count) }
    }

    /// Counts one observation in the bin `key`.
    @inline(__always)
    public mutating func add(_ key: Int32) {
        pending.append(key)
        if pending.count >= Self.pendingLimit { sortIn() }
    }

    /// Counts one observation in the bin of each key, which may be in any order.
    public mutating func add(_ keys: UnsafeBufferPointer<Int32>) {
        pending.append(contentsOf: keys)
        if pending.count >= Self.pendingLimit { sortIn() }
    }

    /// Counts so many observations in the bin `key`.
    public mutating func add(_ key: Int32, count: UInt64) {
        if count == 1 { return add(key) }
        guard count > 0 else { return }
        if let last = sortedKeys.last, last < key {
            sortedKeys.append(key)
            sortedCounts.append(count)
            return
        }
        let index = position(of: key)
        if index < sortedKeys.count && sortedKeys[index] == key {
            sortedCounts[index] &+= count
        } else {
            sortedKeys.insert(key, at: index)
            sortedCounts.insert(count, at: index)
        }
    }

    /// The same as ``add(_:count:)``.
    public mutating func insert(_ observation: Int32, count: UInt64) {
        add(observation, count: count)
    }

    /// Adds all counts of `other`; never throws.
    public mutating func merge(_ other: SparseBins) {
        let other = other.compacted
        sortIn()
        mergeSorted(other.sortedKeys, other.sortedCounts)
    }

    /// Sorts in what waits. Call it before a value is kept for long.
    public mutating func compact() {
        sortIn()
        pending = []
    }

    @inline(never)
    private mutating func sortIn() {
        guard var lowest = pending.first else { return }
        var highest = lowest
        for key in pending {
            lowest = min(lowest, key)
            highest = max(highest, key)
        }
        var keys: [Int32] = []
        var counts: [UInt64] = []
        keys.reserveCapacity(pending.count)
        counts.reserveCapacity(pending.count)
        if Int(highest) - Int(lowest) < Self.denseSpan {
            withUnsafeTemporaryAllocation(of: UInt16.self, capacity: Int(highest - lowest) + 1) { window in
                window.initialize(repeating: 0)
                for key in pending { window[Int(key &- lowest)] &+= 1 }
                for (offset, count) in window.enumerated() where count != 0 {
                    keys.append(lowest + Int32(offset))
                    counts.append(UInt64(count))
                }
            }
        } else {
            pending.sort()
            for key in pending {
                if key == keys.last {
                    counts[counts.count - 1] += 1
                } else {
                    keys.append(key)
                    counts.append(1)
                }
            }
        }
        pending.removeAll(keepingCapacity: true)
        mergeSorted(keys, counts)
    }

    private var compacted: SparseBins {
        guard !pending.isEmpty else { return self }
        var copy = self
        copy.compact()
        return copy
    }

    private mutating func mergeSorted(_ keys: [Int32], _ counts: [UInt64]) {
        guard !keys.isEmpty else { return }
        guard !sortedKeys.isEmpty else {
            sortedKeys = keys
            sortedCounts = counts
            return
        }
        let capacity = sortedKeys.count + keys.count
        var mergedCounts: [UInt64] = []
        let mergedKeys = [Int32](unsafeUninitializedCapacity: capacity) { newKeys, keyCount in
            mergedCounts = [UInt64](unsafeUninitializedCapacity: capacity) { newCounts, countCount in
                let merged = Self.merge(
                    sortedKeys.span, sortedCounts.span, keys.span, counts.span, into: newKeys, newCounts)
                keyCount = merged
                countCount = merged
            }
        }
        sortedKeys = mergedKeys
        sortedCounts = mergedCounts
    }

    /// Merges two sorted lists of bins into buffers that hold both; returns how many bins came out.
    private static func merge(
        _ leftKeys: Span<Int32>, _ leftCounts: Span<UInt64>, _ rightKeys: Span<Int32>, _ rightCounts: Span<UInt64>,
        into keys: UnsafeMutableBufferPointer<Int32>, _ counts: UnsafeMutableBufferPointer<UInt64>
    ) -> Int {
        var left = 0
        var right = 0
        var out = 0
        while left < leftKeys.count && right < rightKeys.count {
            let leftKey = leftKeys[left]
            let rightKey = rightKeys[right]
            keys[out] = min(leftKey, rightKey)
            var count: UInt64 = 0
            if leftKey <= rightKey {
                count = leftCounts[left]
                left += 1
            }
            if rightKey <= leftKey {
                count &+= rightCounts[right]
                right += 1
            }
            counts[out] = count
            out += 1
        }
        while left < leftKeys.count {
            keys[out] = leftKeys[left]
            counts[out] = leftCounts[left]
            left += 1
            out += 1
        }
        while right < rightKeys.count {
            keys[out] = rightKeys[right]
            counts[out] = rightCounts[right]
            right += 1
            out += 1
        }
        return out
    }

    /// The first index whose key is not below `key`.
    private func position(of key: Int32) -> Int {
        var low = 0
        var high = sortedKeys.count
        while low < high {
            let middle = (low + high) / 2
            if sortedKeys[middle] < key { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

// Reading.
extension SparseBins {
    /// Nothing was counted.
    public var isEmpty: Bool { sortedKeys.isEmpty && pending.isEmpty }

    /// How many observations were counted.
    public var total: UInt64 { sortedCounts.reduce(UInt64(pending.count), &+) }

    /// The bins that hold something, keys rising.
    public var keys: [Int32] { compacted.sortedKeys }

    /// The counts of ``keys``, in the same order.
    public var counts: [UInt64] { compacted.sortedCounts }

    /// Calls `body` for every bin that holds something, keys rising.
    public func forEach(_ body: (_ key: Int32, _ count: UInt64) throws -> Void) rethrows {
        let sorted = compacted
        for index in sorted.sortedKeys.indices { try body(sorted.sortedKeys[index], sorted.sortedCounts[index]) }
    }

    /// How many observations lie in the bin `key`.
    public func count(in key: Int32) -> UInt64 {
        let sorted = compacted
        let index = sorted.position(of: key)
        return index < sorted.sortedKeys.count && sorted.sortedKeys[index] == key ? sorted.sortedCounts[index] : 0
    }

    /// How many observations lie in bins above `key`.
    public func count(above key: Int32) -> UInt64 {
        var sum: UInt64 = 0
        for waiting in pending where waiting > key { sum += 1 }
        for index in sortedKeys.indices.reversed() {
            guard sortedKeys[index] > key else { break }
            sum &+= sortedCounts[index]
        }
        return sum
    }

    /// The bin of the observation with so many smaller ones, or nil when empty.
    ///
    /// - Parameter rank: 0 ... total - 1, may be fractional; beyond it the last bin.
    public func key(atRank rank: Double) -> Int32? {
        let sorted = compacted
        var cumulated: UInt64 = 0
        for index in sorted.sortedKeys.indices {
            cumulated &+= sorted.sortedCounts[index]
            if Double(cumulated) > rank { return sorted.sortedKeys[index] }
        }
        return sorted.sortedKeys.last
    }

    /// The bin of a quantile, or nil when empty. The rank is `fraction * (total - 1)`, as in ``DDSketch``.
    public func key(ofQuantile fraction: Double) -> Int32? {
        isEmpty ? nil : key(atRank: fraction * Double(total - 1))
    }
}

// The stored form.
extension SparseBins {
    /// Varint number of bins, then per bin, keys rising, zigzag varint of the key's distance to the one before (to 0 at
    /// first) and varint count: the same layout as inside a ``DDSketch``. On disk: never change.
    public var bytes: [UInt8] {
        var writer = ByteWriter()
        write(to: &writer)
        return writer.bytes
    }

    /// Appends ``bytes`` to a larger stored form.
    public func write(to writer: inout ByteWriter) {
        let sorted = compacted
        writer.write(varint: UInt64(sorted.sortedKeys.count))
        var previous: Int64 = 0
        for index in sorted.sortedKeys.indices {
            let key = Int64(sorted.sortedKeys[index])
            writer.write(zigzag: key - previous)
            writer.write(varint: sorted.sortedCounts[index])
            previous = key
        }
    }

    /// Reads ``bytes``.
    ///
    /// - Throws: ``SketchError/Code/malformed``.
    public init(bytes: some Collection<UInt8>) throws(SketchError) {
        var reader = ByteReader(bytes)
        try self.init(reading: &reader)
        try reader.expectEnd()
    }

    /// Reads bins that stand inside a larger stored form.
    ///
    /// - Throws: ``SketchError/Code/malformed``.
    public init(reading reader: inout ByteReader) throws(SketchError) {
        let count = try reader.readCount(of: 2)
        sortedKeys.reserveCapacity(count)
        sortedCounts.reserveCapacity(count)
        for _ in 0..<count {
            let (wide, overflow) = Int64(sortedKeys.last ?? 0).addingReportingOverflow(try reader.readZigzag())
            let binCount = try reader.readVarint()
            guard !overflow, let key = Int32(exactly: wide), sortedKeys.last.map({ $0 < key }) ?? true, binCount > 0
            else {
                throw SketchError(.malformed, "Bins are not in order, or one is empty.")
            }
            sortedKeys.append(key)
            sortedCounts.append(binCount)
        }
    }

    /// Steps over bins that stand inside a larger stored form, without keeping them.
    ///
    /// - Throws: ``SketchError/Code/malformed``.
    public static func skip(in reader: inout ByteReader) throws(SketchError) {
        for _ in 0..<(try reader.readCount(of: 2)) {
            _ = try reader.readVarint()
            _ = try reader.readVarint()
        }
    }
}

extension SparseBins: Hashable {
    /// Equal counts in equal bins, whether sorted in yet or not.
    public static func == (left: SparseBins, right: SparseBins) -> Bool {
        let left = left.compacted
        let right = right.compacted
        return left.sortedKeys == right.sortedKeys && left.sortedCounts == right.sortedCounts
    }

    /// Hashes the sorted bins.
    public func hash(into hasher: inout Hasher) {
        let sorted = compacted
        hasher.combine(sorted.sortedKeys)
        hasher.combine(sorted.sortedCounts)
    }
}
