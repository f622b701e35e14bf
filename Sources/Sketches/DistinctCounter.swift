import RealModule

/// How many different values occurred: exact up to 512, then within about 1.6 % (standard error) in 4 kB.
///
/// HyperLogLog with 4,096 registers and Ertl's estimator; small sets are kept as hashes. Keeps the laws of
/// ``MergeableSketch`` without a condition. Counts values, not observations: the count of an insert does not matter.
public struct DistinctCounter: MergeableSketch {
    /// Distinct counters need no parameters.
    public struct Parameters: Sendable, Hashable {
        /// The only value.
        public init() {}
    }

    private enum Contents: Hashable, Sendable {
        /// Hashes of the values, rising.
        case exact([UInt64])
        /// The highest rank seen per register.
        case registers([UInt8])
    }

    private var contents = Contents.exact([])

    private static let indexBits: UInt64 = 12
    private static let registerCount = 1 << 12
    private static let highestRank: UInt8 = 53  // 64 - 12 bits, all zero, plus one
    private static let exactLimit = 512

    /// An empty counter.
    public init() {}

    /// An empty counter.
    public init(_: Parameters) {}

    /// Sees a value.
    public mutating func insert(_ observation: String) {
        insert(hash: StableHash.fmix64(StableHash.fnv1a64(observation.utf8)))
    }

    /// Sees a value; how often does not matter.
    public mutating func insert(_ observation: String, count: UInt64) {
        if count > 0 { insert(observation) }
    }

    /// Sees a value by a hash whose 64 bits are evenly spread, always from the same function.
    public mutating func insert(hash: UInt64) {
        switch contents {
        case .exact(var hashes):
            let position = hashes.partitioningIndex { $0 >= hash }
            if position < hashes.count && hashes[position] == hash { return }
            contents = .exact([])  // so that the array below is not copied
            hashes.insert(hash, at: position)
            contents = Self.contents(hashes)
        case .registers(var registers):
            contents = .exact([])
            Self.note(hash, in: &registers)
            contents = .registers(registers)
        }
    }

    /// Sees everything that `other` has seen; never throws.
    public mutating func merge(_ other: DistinctCounter) {
        switch (contents, other.contents) {
        case (.exact(let left), .exact(let right)):
            contents = Self.contents(Set(left).union(right).sorted())
        case (.registers(var registers), .exact(let hashes)), (.exact(let hashes), .registers(var registers)):
            for hash in hashes { Self.note(hash, in: &registers) }
            contents = .registers(registers)
        case (.registers(let left), .registers(let right)):
            contents = .registers(zip(left, right).map { max($0, $1) })
        }
    }

    /// About how many different values were seen.
    public var estimate: Double {
        switch contents {
        case .exact(let hashes): return Double(hashes.count)
        case .registers(let registers): return Self.estimate(registers)
        }
    }

    private static func contents(_ hashes: [UInt64]) -> Contents {
        guard hashes.count > exactLimit else { return .exact(hashes) }
        var registers = [UInt8](repeating: 0, count: registerCount)
        for hash in hashes { note(hash, in: &registers) }
        return .registers(registers)
    }

    private static func note(_ hash: UInt64, in registers: inout [UInt8]) {
        let index = Int(hash >> (64 - indexBits))
        let rank = min(highestRank, UInt8((hash << indexBits).leadingZeroBitCount) + 1)
        registers[index] = max(registers[index], rank)
    }

    /// Ertl, "New cardinality estimation algorithms for HyperLogLog sketches" (2017), section 4: no range needs a correction
    /// of its own.
    private static func estimate(_ registers: [UInt8]) -> Double {
        let m = Double(registerCount)
        var histogram = [Double](repeating: 0, count: Int(highestRank) + 1)
        for register in registers { histogram[Int(register)] += 1 }
        var z = m * tau(1 - histogram[Int(highestRank)] / m)
        for rank in stride(from: Int(highestRank) - 1, through: 1, by: -1) { z = 0.5 * (z + histogram[rank]) }
        z += m * sigma(histogram[0] / m)
        return m * m / (2 * Double.log(2) * z)
    }

    private static func sigma(_ start: Double) -> Double {
        if start == 1 { return .infinity }
        var x = start
        var y = 1.0
        var z = start
        while true {
            x *= x
            let before = z
            z += x * y
            y += y
            if z == before { return z }
        }
    }

    private static func tau(_ start: Double) -> Double {
        if start == 0 || start == 1 { return 0 }
        var x = start
        var y = 1.0
        var z = 1 - start
        while true {
            x = x.squareRoot()
            let before = z
            y *= 0.5
            z -= (1 - x) * (1 - x) * y
            if z == before { return z / 3 }
        }
    }
}

extension Array where Element == UInt64 {
    /// The first index whose element fulfils a condition that, once fulfilled, stays so.
    fileprivate func partitioningIndex(where isAfter: (UInt64) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if isAfter(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

// The stored form.
extension DistinctCounter {
    /// On disk: never change.
    private static let exactVersion: UInt8 = 1
    private static let registersVersion: UInt8 = 2

    /// Version 1: number of hashes, then each in 8 bytes, lowest byte first, rising. Version 2: 4,096 registers of one byte.
    public var bytes: [UInt8] {
        var writer = ByteWriter()
        switch contents {
        case .exact(let hashes):
            writer.write(byte: Self.exactVersion)
            writer.write(varint: UInt64(hashes.count))
            for hash in hashes { writer.write(Double(bitPattern: hash)) }
        case .registers(let registers):
            writer.write(byte: Self.registersVersion)
            writer.write(raw: registers)
        }
        return writer.bytes
    }

    /// Reads ``bytes``.
    ///
    /// - Throws: ``SketchError/Code/malformed``.
    public init(bytes: some Collection<UInt8>) throws(SketchError) {
        var reader = ByteReader(bytes)
        switch try reader.readByte() {
        case Self.exactVersion:
            let count = try reader.readCount(of: 8)
            guard count <= Self.exactLimit else {
                throw SketchError(.malformed, "A distinct counter keeps 512 hashes.")
            }
            var hashes: [UInt64] = []
            for _ in 0..<count {
                let hash = try reader.readDouble().bitPattern
                guard hashes.last.map({ $0 < hash }) ?? true else {
                    throw SketchError(.malformed, "A distinct counter's hashes are not in order.")
                }
                hashes.append(hash)
            }
            contents = .exact(hashes)
        case Self.registersVersion:
            guard reader.remaining == Self.registerCount else {
                throw SketchError(.malformed, "A distinct counter has 4,096 registers.")
            }
            var registers: [UInt8] = []
            for _ in 0..<Self.registerCount {
                let rank = try reader.readByte()
                guard rank <= Self.highestRank else {
                    throw SketchError(.malformed, "A distinct counter's register is out of range.")
                }
                registers.append(rank)
            }
            contents = .registers(registers)
        default:
            throw SketchError(.malformed, "A distinct counter of unknown version.")
        }
        try reader.expectEnd()
    }
}
