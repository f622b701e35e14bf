import Sketches
public import Statistics
import Telemetry

/// How the cells of a signal become the numbers in [0, 1] that detectors judge (docs/statistics.md 0.1, 1.6, 9.4).
///
/// Chosen when a baseline is pinned, and pinned with it.
public enum Estimator: Sendable, Hashable {
    /// Zeros and ones as they are.
    case rate
    /// A score on a scale, moved to 0 ... 1 and rounded to hundredths; what lies outside is rejected and counted.
    case scaled(low: Double, high: Double)
    /// Shares of events above fixed bins: one arm per threshold.
    case percentiles(PercentileThresholds)

    /// How many arms one direction has.
    public var armCount: Int {
        switch self {
        case .rate, .scaled: 1
        case .percentiles(let thresholds): thresholds.keys.count
        }
    }

    /// What the baseline's numbers are.
    public var kind: Baseline.Kind {
        switch self {
        case .rate, .percentiles: .rate
        case .scaled: .score
        }
    }

    /// One block per arm; harm = increase when `flipped` is false and more is worse.
    public func blocks(_ cell: Cell?, flipped: Bool) -> [ObservationBlock] {
        guard let cell, cell.count > 0 else { return Array(repeating: .empty, count: armCount) }
        let blocks: [ObservationBlock]
        switch self {
        case .rate:
            blocks = [.binary(count: Double(cell.count), ones: Double(cell.sum))]
        case .scaled(let low, let high):
            blocks = [Self.scaled(cell, low: low, high: high)]
        case .percentiles(let thresholds):
            blocks = thresholds.blocks(of: cell.bins)
        }
        return flipped ? blocks.map(\.flipped) : blocks
    }

    private static func scaled(_ cell: Cell, low: Double, high: Double) -> ObservationBlock {
        var bins: [ScoreBin] = []
        cell.bins.forEach { key, count in
            // The ends of the scale are exact, whatever the width of their bins.
            let value = min(max(Cell.value(ofKey: key, .score), Double(cell.minimum) / 1e6), Double(cell.maximum) / 1e6)
            guard let grid = ScoreGrid.key(of: (value - low) / (high - low)) else { return }
            let score = ScoreGrid.score(of: grid)
            if bins.last?.value == score {
                bins[bins.count - 1] = ScoreBin(value: score, count: bins[bins.count - 1].count + Double(count))
            } else {
                bins.append(ScoreBin(value: score, count: Double(count)))
            }
        }
        return .histogram(bins)
    }

    /// A mean of the detector's numbers in the signal's own unit: shares as they are, scores on their scale; exceedances
    /// stay shares of events.
    public func ownUnit(_ mean: Double, flipped: Bool) -> Double {
        let mean = flipped ? 1 - mean : mean
        switch self {
        case .rate, .percentiles: return mean
        case .scaled(let low, let high): return low + mean * (high - low)
        }
    }

    /// The estimator for a signal, by its profile and what its reference holds.
    /// - Parameters:
    ///   - profile: of the signal.
    ///   - blocks: the reference's cells in order of time; of a percentile set the first 20 % choose the thresholds.
    /// - Returns: `nil` when there is nothing to choose from.
    static func chosen(for profile: SignalProfile, from blocks: [Cell]) -> Estimator? {
        switch profile.quantity {
        case .share:
            return .rate
        case .score:
            if let range = profile.range { return .scaled(low: range.lowerBound, high: range.upperBound) }
            let low = blocks.map(\.minimum).min() ?? 0
            let high = blocks.map(\.maximum).max() ?? 0
            if let scale = learntScale(low: Double(low) / 1e6, high: Double(high) / 1e6, name: profile.name) {
                return scale
            }
        case .duration, .count, .money:
            break
        }
        let cut = PercentileThresholds.split(blocks.map(\.count))
        var first = SparseBins()
        for cell in blocks.prefix(cut) { first.merge(cell.bins) }
        let total = blocks.reduce(0) { $0 + $1.count }
        return PercentileThresholds(first: first, total: total).map { .percentiles($0) }
    }

    /// Scales that people use, the narrowest that holds every value of the reference. Only names whose scale the table of
    /// names lets be learnt; anything else is unbounded.
    private static func learntScale(low: Double, high: Double, name: SignalName) -> Estimator? {
        guard OutcomeNames.isKnown(name) else { return nil }
        if low >= 0, high <= 1 { return .scaled(low: 0, high: 1) }
        if low >= 1, high <= 5 { return .scaled(low: 1, high: 5) }
        if low >= 0, high <= 10, name.text.hasPrefix("nps") { return .scaled(low: 0, high: 10) }
        if low >= 0, high <= 100 { return .scaled(low: 0, high: 100) }
        return nil
    }
}
