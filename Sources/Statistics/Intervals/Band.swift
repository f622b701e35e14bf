/// A range for a mean in [0, 1].
public struct Band: Sendable, Hashable {
    /// The lower end, 0 ... 1.
    public let lower: Double
    /// The upper end, 0 ... 1, not below ``lower``.
    public let upper: Double

    /// Says nothing: 0 ... 1.
    public static let everything = Band(lower: 0, upper: 1)

    /// - Parameters:
    ///   - lower: the lower end.
    ///   - upper: the upper end, not below `lower`.
    public init(lower: Double, upper: Double) {
        self.lower = lower
        self.upper = upper
    }

    /// The same statement about `1 - x`.
    public var flipped: Band { Band(lower: 1 - upper, upper: 1 - lower) }

    /// The default band for what a rollup or a chart knows (docs/statistics.md 2.2).
    ///
    /// Rates: beta-mixture. Scores: asymptotic from 500 numbers on of which at least 50 differ from the most frequent value,
    /// else beta-mixture. For scores read one by one use ``EmpiricalBernsteinBand``.
    ///
    /// - Parameters:
    ///   - moments: of the numbers drawn.
    ///   - kind: zeros and ones, or scores.
    ///   - awayFromMajority: how many scores differ from the most frequent value; nil when unknown, which counts as enough.
    ///   - alpha: the probability that the mean ever lies outside, 0.05 by default.
    public static func ofMean(
        _ moments: ReferenceBound.Moments, kind: Baseline.Kind, awayFromMajority: Double? = nil, alpha: Double = 0.05
    ) -> Band {
        let isScore = kind == .score
        guard isScore, moments.count >= 500, awayFromMajority.map({ $0 >= 50 }) ?? true else {
            return BetaMixtureBand.band(count: moments.count, sum: moments.sum, alpha: alpha)
        }
        return AsymptoticBand.band(moments, alpha: alpha)
    }
}
