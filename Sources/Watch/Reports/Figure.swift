import RealModule
import Sketches
import Statistics
import Telemetry

/// A figure that can be wrong: value, the range that holds however often one looks, and what it rests on. In the signal's
/// own unit: shares 0 to 1, seconds, tokens, US dollars, score points.
public struct Figure: Sendable, Hashable {
    /// The value.
    public let value: Double
    /// The lower end of its range.
    public let low: Double
    /// The upper end.
    public let high: Double
    /// On how many events it rests.
    public let n: UInt64

    /// A figure.
    public init(value: Double, low: Double, high: Double, n: UInt64) {
        self.value = value
        self.low = low
        self.high = high
        self.n = n
    }

    /// The mean of a cell with its band (docs/statistics.md 2.2): shares beta-mixture, scores on a scale asymptotic or
    /// beta-mixture; numbers without a scale by the asymptotic radius of their bins, which is approximate.
    /// - Parameters:
    ///   - cell: the observations.
    ///   - estimator: how the signal is judged, where that is known; it names a score's scale.
    ///   - overdispersion: by which counts are divided, since events of one day resemble each other.
    public init?(_ cell: Cell?, estimator: Estimator? = nil, overdispersion: Double = 1) {
        guard let cell, let mean = cell.mean else { return nil }
        let n = cell.standingCount
        value = mean
        self.n = n
        if cell.quantity == .share {
            let band = BetaMixtureBand.band(count: Double(n) / overdispersion, sum: mean * Double(n) / overdispersion)
            (low, high) = (band.lower, band.upper)
            return
        }
        if case .scaled(let floor, let ceiling) = estimator, let block = estimator?.blocks(cell, flipped: false).first {
            let moments = block.moments.divided(by: overdispersion)
            let band = Band.ofMean(moments, kind: .score)
            // The band is that of the numbers on the grid; shown around the exact mean.
            let shift = mean - (floor + (moments.count > 0 ? moments.sum / moments.count : 0) * (ceiling - floor))
            low = max(floor, floor + band.lower * (ceiling - floor) + shift)
            high = min(ceiling, floor + band.upper * (ceiling - floor) + shift)
            return
        }
        let radius = Self.radius(cell, mean: mean, count: Double(n) / overdispersion)
        let floor = cell.minimum >= 0 ? 0 : -Double.infinity
        low = max(floor, mean - radius)
        high = mean + radius
    }

    private static func radius(_ cell: Cell, mean: Double, count: Double) -> Double {
        guard count >= 2 else { return .infinity }
        var squares = 0.0
        var total = 0.0
        cell.bins.forEach { key, count in
            let difference = Cell.value(ofKey: key, cell.quantity) - mean
            squares += Double(count) * difference * difference
            total += Double(count)
        }
        let variance = total > 0 ? squares / total : 0
        // A few equal numbers say nothing about how far others may lie.
        guard variance > 0 else { return .infinity }
        let rho = AsymptoticBand.rhoSquared(alpha: 0.05, tightestAt: 5_000)
        let scaled = count * rho
        let spread = Double.log(onePlus: scaled) - 2 * Double.log(0.05)
        return (variance * (scaled + 1) / (count * scaled) * spread).squareRoot()
    }
}
