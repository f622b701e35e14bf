/// How often each value of a category occurred: the values that came first up to a capacity, and everything else together.
///
/// Keeps the laws of ``MergeableSketch`` as long as there are no more different values than the capacity. Beyond it the
/// largest counts survive a merge (ties by name) and the rest is folded into ``other``; then the order shows, so fold such
/// counters in storage order.
public struct CategoryCounter: MergeableSketch {
    /// What must agree before two counters merge.
    public struct Parameters: Sendable, Hashable {
        /// How many values are counted by name, 1 ... 65,536.
        public let capacity: Int

        /// The default of the product: 256 values.
        public static let standard = Parameters(capacity: 256)

        /// - Parameter capacity: 1 ... 65,536.
        public init(capacity: Int) {
            precondition((1...65_536).contains(capacity), "A counter names 1 to 65,536 values.")
            self.capacity = capacity
        }
    }

    /// How many values are counted by name.
    public let parameters: Parameters
    /// Counts by value.
    public private(set) var counts: [String: UInt64] = [:]
    /// Observations of values that are not counted by name.
    public private(set) var other: UInt64 = 0

    /// An empty counter.
    public init(_ parameters: Parameters) {
        self.parameters = parameters
    }

    /// Counts a value; a new one when the counter is full counts as ``other``.
    public mutating func insert(_ observation: String, count: UInt64) {
        guard count > 0 else { return }
        if let index = counts.index(forKey: observation) {
            counts.values[index] &+= count
        } else if counts.count < parameters.capacity {
            counts[observation] = count
        } else {
            other &+= count
        }
    }

    /// Adds everything that `counter` has seen.
    ///
    /// - Throws: ``SketchError/Code/parametersDiffer``; `self` is unchanged then.
    public mutating func merge(_ counter: CategoryCounter) throws(SketchError) {
        guard parameters == counter.parameters else {
            throw SketchError(.parametersDiffer, "Counters of different capacity cannot be merged.")
        }
        counts.merge(counter.counts, uniquingKeysWith: &+)
        other &+= counter.other
        guard counts.count > parameters.capacity else { return }
        for entry in ranked[parameters.capacity...] {
            counts[entry.value] = nil
            other &+= entry.count
        }
    }

    /// All observations.
    public var total: UInt64 { counts.values.reduce(other, &+) }

    /// The values counted by name, most frequent first, ties by name.
    public var ranked: [(value: String, count: UInt64)] {
        counts.map { (value: $0.key, count: $0.value) }.sorted { ($1.count, $0.value) < ($0.count, $1.value) }
    }

    /// Counts of pinned categories, in their order, and everything else together.
    public func counts(of categories: [String]) -> (pinned: [UInt64], other: UInt64) {
        let pinned = categories.map { counts[$0] ?? 0 }
        return (pinned, total &- pinned.reduce(0, &+))
    }

    /// Values counted by name here that `reference` never saw, most frequent first. Empty when `reference` overflowed its
    /// capacity: then it cannot be said.
    public func unseen(in reference: CategoryCounter) -> [String] {
        guard reference.other == 0 else { return [] }
        return ranked.map(\.value).filter { reference.counts[$0] == nil }
    }
}

// The stored form.
extension CategoryCounter {
    /// On disk: never change.
    private static let version: UInt8 = 1

    /// Version, capacity, other, number of values, then name and count of each in the order of the names' bytes.
    public var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.write(byte: Self.version)
        writer.write(varint: UInt64(parameters.capacity))
        writer.write(varint: other)
        writer.write(varint: UInt64(counts.count))
        for entry in counts.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            writer.write(text: entry.key)
            writer.write(varint: entry.value)
        }
        return writer.bytes
    }

    /// Reads ``bytes``.
    ///
    /// - Throws: ``SketchError/Code/malformed``.
    public init(bytes: some Collection<UInt8>) throws(SketchError) {
        var reader = ByteReader(bytes)
        try reader.expect([Self.version])
        let capacity = try reader.readVarint()
        guard (1...65_536).contains(capacity) else {
            throw SketchError(.malformed, "A counter names 1 to 65,536 values.")
        }
        self.init(Parameters(capacity: Int(capacity)))
        other = try reader.readVarint()
        let count = try reader.readCount(of: 2)
        guard count <= parameters.capacity else {
            throw SketchError(.malformed, "A counter names more values than it may.")
        }
        for _ in 0..<count {
            let value = try reader.readText()
            let observed = try reader.readVarint()
            guard observed > 0, counts.updateValue(observed, forKey: value) == nil else {
                throw SketchError(.malformed, "A counter names a value twice, or never saw it.")
            }
        }
        try reader.expectEnd()
    }
}
