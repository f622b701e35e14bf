extension DDSketch {
    /// On disk: never change.
    private static let mark: [UInt8] = Array("TMD1".utf8)

    /// Format TMD1 (docs/statistics.md 9.2), byte exact.
    public var bytes: [UInt8] { encoded(sum: sum) }

    /// Format TMD1 with this sum in place of the sketch's own: rollups keep whole-number sums, which do not depend on
    /// the order of the observations.
    public func encoded(sum: Double) -> [UInt8] {
        var writer = ByteWriter()
        writer.write(raw: Self.mark)
        writer.write(parameters.relativeAccuracy)
        writer.write(varint: UInt64(parameters.maximumBins))
        writer.write(sum)
        writer.write(minimum)
        writer.write(maximum)
        writer.write(varint: zeros)
        for bins in [positive, negative] {
            let filled = bins.filled
            writer.write(varint: UInt64(filled.count))
            var previous = 0
            for bin in filled {
                writer.write(zigzag: Int64(bin.key - previous))
                writer.write(varint: bin.count)
                previous = bin.key
            }
        }
        return writer.bytes
    }

    /// Reads format TMD1.
    ///
    /// - Throws: ``SketchError/Code/malformed`` when the bytes are cut off, out of order or impossible.
    public init(bytes: some Collection<UInt8>) throws(SketchError) {
        var reader = ByteReader(bytes)
        try reader.expect(Self.mark)
        let accuracy = try reader.readDouble()
        let maximumBins = try reader.readVarint()
        guard (0.001...0.5).contains(accuracy), (1...65_536).contains(maximumBins) else {
            throw SketchError(.malformed, "A sketch's accuracy is 0.001 to 0.5 and its bins are 1 to 65,536.")
        }
        let parameters = Parameters(relativeAccuracy: accuracy, maximumBins: Int(maximumBins))
        let sum = try reader.readDouble()
        let minimum = try reader.readDouble()
        let maximum = try reader.readDouble()
        let zeros = try reader.readVarint()
        let mapping = LogarithmicMapping(relativeAccuracy: accuracy)
        let keys =
            Int(mapping.key(of: LogarithmicMapping.zeroThreshold)) - 1...Int(
                mapping.key(of: Double.greatestFiniteMagnitude)) + 1
        let positive = try Self.readBins(&reader, keys: keys, maximum: parameters.maximumBins)
        let negative = try Self.readBins(&reader, keys: keys, maximum: parameters.maximumBins)
        try reader.expectEnd()
        let isEmpty = zeros == 0 && positive.nonEmpty == 0 && negative.nonEmpty == 0
        guard isEmpty ? (minimum == .infinity && maximum == -.infinity) : minimum <= maximum else {
            throw SketchError(.malformed, "A sketch's minimum lies above its maximum.")
        }
        self.init(
            parameters, sum: sum, minimum: minimum, maximum: maximum, zeros: zeros, positive: positive,
            negative: negative)
    }

    private static func readBins(
        _ reader: inout ByteReader, keys: ClosedRange<Int>, maximum: Int
    ) throws(SketchError) -> DenseBins {
        let count = try reader.readCount(of: 2)
        guard count <= maximum else { throw SketchError(.malformed, "A sketch holds more bins than it may.") }
        var bins = DenseBins()
        var previous: Int?
        for _ in 0..<count {
            let (key, overflow) = Int64(previous ?? 0).addingReportingOverflow(try reader.readZigzag())
            let binCount = try reader.readVarint()
            guard !overflow, keys.contains(Int(key)), previous.map({ Int(key) > $0 }) ?? true, binCount > 0 else {
                throw SketchError(.malformed, "A sketch's bins are not in order, or one is empty.")
            }
            bins.add(Int(key), count: binCount)
            previous = Int(key)
        }
        return bins
    }
}
