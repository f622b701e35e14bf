public import Sketches

/// Watching percentiles by how many events exceed a fixed bin (docs/statistics.md 9.4).
///
/// Not the percentile itself but the indicator `bin(x) > threshold` is watched, a rate like any other. Thresholds come from
/// the first 20 % of the reference, the rates from the other 80 %: so they are independent, ties and discrete data included.
/// All thresholds are averaged and count as one monitor with one budget entry.
public struct PercentileThresholds: Sendable, Hashable {
    /// The bins, rising, each once.
    public let keys: [Int32]
    /// The percentile that each bin stood for in the first part of the reference.
    public let fractions: [Double]

    /// The median, the 95th percentile, and the 99th from this many reference events on.
    private static let eventsForP99: UInt64 = 5000

    /// - Parameters:
    ///   - first: bins of the first 20 % of the reference: see ``split(_:)``.
    ///   - total: events of the whole reference.
    /// - Returns: nil when `first` is empty.
    public init?(first: SparseBins, total: UInt64) {
        var keys: [Int32] = []
        var fractions: [Double] = []
        for fraction in [0.5, 0.95, 0.99] where fraction < 0.99 || total >= Self.eventsForP99 {
            guard let key = first.key(ofQuantile: fraction) else { return nil }
            if keys.last == key { continue }
            keys.append(key)
            fractions.append(fraction)
        }
        self.keys = keys
        self.fractions = fractions
    }

    /// Thresholds that were pinned earlier.
    public init(keys: [Int32], fractions: [Double]) {
        precondition(keys.count == fractions.count && !keys.isEmpty)
        self.keys = keys
        self.fractions = fractions
    }

    /// Where the reference is cut: the number of leading blocks that hold the first 20 % of the events, at least one, so that
    /// at least one is left for the rates.
    ///
    /// - Parameter counts: events per block, in order of time.
    public static func split(_ counts: [UInt64]) -> Int {
        let total = counts.reduce(0, &+)
        var cumulated: UInt64 = 0
        for (index, count) in counts.enumerated() {
            cumulated &+= count
            if cumulated * 5 >= total { return max(1, min(index + 1, counts.count - 1)) }
        }
        return max(0, counts.count - 1)
    }

    /// One block of exceedances per threshold. Harm = longer, larger, dearer; flip the blocks for the other direction.
    public func blocks(of bins: SparseBins) -> [ObservationBlock] {
        let total = Double(bins.total)
        return keys.map { .binary(count: total, ones: Double(bins.count(above: $0))) }
    }
}
