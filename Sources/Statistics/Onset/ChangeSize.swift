/// How large a change is: the mean since its onset, as it would be at the baseline's season and mix, with a 95 % band
/// (docs/statistics.md 1.9). Slightly inflated by the choice of the onset: say "since about".
public struct ChangeSize: Sendable, Hashable {
    /// Events behind it.
    public let events: Double
    /// The mean, adjusted for season and mix.
    public let mean: Double
    /// Where that mean is, at all times at once. Counts are divided by the baseline's overdispersion first.
    public let band: Band

    /// - Parameters:
    ///   - blocks: since the onset, harm = increase.
    ///   - baseline: the one that was tilted against.
    ///   - alpha: the probability that the band is ever wrong.
    /// - Returns: nil without events.
    public init?(_ blocks: some Sequence<DatedBlock>, baseline: Baseline, alpha: Double = 0.05) {
        var events = 0.0
        var exposure = 0.0
        var sum = 0.0
        for entry in blocks {
            events += entry.block.count
            exposure += entry.block.count * baseline.season.factor(hour: entry.hour) * entry.mixFactor
            sum += entry.block.sum
        }
        guard events > 0, exposure > 0 else { return nil }
        self.init(events: events, exposure: exposure, sum: sum, overdispersion: baseline.overdispersion, alpha: alpha)
    }

    init(events: Double, exposure: Double, sum: Double, overdispersion: Double, alpha: Double = 0.05) {
        self.events = events
        mean = min(1, sum / exposure)
        band = BetaMixtureBand.band(
            count: exposure / overdispersion, sum: min(sum, exposure) / overdispersion, alpha: alpha)
    }

    /// A further alarm makes a tilt *steeper* if its size lies wholly beyond the size first reported.
    public func isSteeper(than first: ChangeSize) -> Bool {
        band.lower > first.mean
    }
}
