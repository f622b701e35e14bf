import RealModule

/// By how much a judge is kinder than people (docs/statistics.md 6.4), and what is watched about judges.
public struct JudgeBias: Sendable, Hashable {
    /// Mean of judge score minus label; positive is kinder.
    public let mean: Double
    /// Its interval.
    public let interval: ClosedRange<Double>

    /// - Parameters:
    ///   - differences: judge score minus label, one per audited item of the week.
    ///   - alpha: 0.05 for 95 %.
    /// - Returns: nil for fewer than 11 items.
    public init?(differences: [Double], alpha: Double = 0.05) {
        guard differences.count > 10 else { return nil }
        let count = Double(differences.count)
        let mean = differences.reduce(0, +) / count
        let variance = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
        let radius = StudentDistribution.quantile(1 - alpha / 2, degrees: count - 1) * (variance / count).squareRoot()
        self.mean = mean
        interval = mean - radius...mean + radius
    }

    /// Whether judge and people disagree about an audited item: what a judge drift monitor watches, as a rate.
    public static func disagrees(label: Double, score: Double) -> Bool {
        (score - label).magnitude > 0.5
    }

    /// Whether a frozen item of the gold set was scored differently than when it was frozen: watched as a rate. Separates "the
    /// judge changed" from "the traffic changed".
    public static func moved(frozen: Double, now: Double) -> Bool {
        (now - frozen).magnitude > 0.25
    }
}
