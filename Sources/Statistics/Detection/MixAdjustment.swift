import RealModule
public import Sketches

/// How the expected mean follows the composition of traffic along one slice dimension (docs/statistics.md 1.4, mix).
///
/// When the mix moves, the mean moves although no answer got worse; and an easier mix can hide that answers got worse. The
/// composition of a block is known before its outcomes, so the null mean may follow it. Approximate, since the means per
/// value are estimates: checked by simulation.
public struct MixAdjustment: Sendable, Hashable {
    /// Reference events of one value of the dimension, in the monitor's orientation.
    public struct ReferenceCount: Sendable, Hashable {
        /// Events.
        public let count: Double
        /// The sum of their numbers.
        public let sum: Double

        /// - Parameters:
        ///   - count: events.
        ///   - sum: the sum of their numbers.
        public init(count: Double, sum: Double) {
            self.count = count
            self.sum = sum
        }
    }

    /// The dimension.
    public let dimension: String
    /// The mean of the whole reference.
    public let overallMean: Double
    /// The expected mean per value, shrunk towards the overall mean.
    public let means: [String: Double]
    /// How different the values are, in standard deviations of what chance gives.
    public let heterogeneity: Double

    /// Heterogeneity above which a dimension is used (docs/decisions/0007-mix-threshold.md).
    public static let minimumHeterogeneity = 2.0

    /// The means of one dimension.
    ///
    /// - Parameters:
    ///   - dimension: its name.
    ///   - counts: reference events per value.
    ///   - variance: of one event of the reference.
    public init(dimension: String, counts: [String: ReferenceCount], variance: Double) {
        let values = counts.keys.sorted()
        let fit = Self.shrunkMeans(values.map { counts[$0] ?? ReferenceCount(count: 0, sum: 0) }, variance: variance)
        self.dimension = dimension
        overallMean = fit.mean
        means = Dictionary(uniqueKeysWithValues: zip(values, fit.means))
        heterogeneity = fit.heterogeneity
    }

    /// The one dimension with the largest heterogeneity, if it is above ``minimumHeterogeneity``.
    ///
    /// - Parameters:
    ///   - dimensions: reference events per value of every dimension that describes what is asked or by whom (never model,
    ///     provider, prompt or version: those are changes of our own).
    ///   - variance: of one event of the reference.
    public static func strongest(
        of dimensions: [String: [String: ReferenceCount]], variance: Double
    ) -> MixAdjustment? {
        let fits = dimensions.sorted { $0.key < $1.key }.map {
            MixAdjustment(dimension: $0.key, counts: $0.value, variance: variance)
        }
        guard let best = fits.max(by: { $0.heterogeneity < $1.heterogeneity }),
            best.heterogeneity > minimumHeterogeneity
        else { return nil }
        return best
    }

    /// What the composition of a block does to its expected mean: expected mean / overall mean. 1 for an empty block.
    ///
    /// - Parameters:
    ///   - counts: events of this signal per value, in this block.
    ///   - total: all events of the block; those without a value, like unknown values, are expected at the overall mean.
    public func factor(counts: some Sequence<(value: String, count: Double)>, total: Double) -> Double {
        guard total > 0, overallMean > 0 else { return 1 }
        // Summed in the order of the values: the same block gives the same bits in every process.
        var known = 0.0
        var expected = 0.0
        for entry in counts.sorted(by: { $0.value < $1.value }) {
            known += entry.count
            expected += entry.count * (means[entry.value] ?? overallMean)
        }
        return (expected + max(0, total - known) * overallMean) / (max(total, known) * overallMean)
    }

    /// Means per value, shrunk by the between-value variance of DerSimonian and Laird.
    static func shrunkMeans(
        _ counts: [ReferenceCount], variance: Double
    ) -> (mean: Double, means: [Double], heterogeneity: Double) {
        let total = counts.reduce(0) { $0 + $1.count }
        let mean = total > 0 ? counts.reduce(0) { $0 + $1.sum } / total : 0
        let filled = counts.filter { $0.count > 0 }
        let degrees = Double(filled.count - 1)
        guard degrees >= 1, variance > 0 else { return (mean, counts.map { _ in mean }, 0) }
        let weights = filled.map { $0.count / variance }
        let sum = weights.reduce(0, +)
        var q = 0.0
        for (weight, entry) in zip(weights, filled) {
            let difference = entry.sum / entry.count - mean
            q += weight * difference * difference
        }
        let c = sum - weights.reduce(0) { $0 + $1 * $1 } / sum
        let between = max(0, (q - degrees) / c)
        let means = counts.map { entry in
            guard entry.count > 0, between > 0 else { return mean }
            return mean + between / (between + variance / entry.count) * (entry.sum / entry.count - mean)
        }
        return (mean, means, (q - degrees) / (2 * degrees).squareRoot())
    }
}

// The stored form.
extension MixAdjustment {
    /// On disk: never change.
    private static let version: UInt8 = 1

    /// Everything, bit for bit.
    public var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.write(byte: Self.version)
        writer.write(text: dimension)
        writer.write(overallMean)
        writer.write(heterogeneity)
        writer.write(varint: UInt64(means.count))
        for (value, mean) in means.sorted(by: { $0.key < $1.key }) {
            writer.write(text: value)
            writer.write(mean)
        }
        return writer.bytes
    }

    /// Reads ``bytes``.
    ///
    /// - Throws: ``SketchError/Code/malformed``.
    public init(bytes: some Collection<UInt8>) throws(SketchError) {
        var reader = ByteReader(bytes)
        try reader.expect([Self.version])
        dimension = try reader.readText()
        overallMean = try reader.readDouble()
        heterogeneity = try reader.readDouble()
        let count = try reader.readCount(of: 9)
        var means: [String: Double] = [:]
        for _ in 0..<count {
            let value = try reader.readText()
            means[value] = try reader.readDouble()
        }
        self.means = means
        try reader.expectEnd()
    }
}
