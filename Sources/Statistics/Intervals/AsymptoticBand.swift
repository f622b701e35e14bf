import RealModule

/// A narrow band for scores that are only known by count, sum and sum of squares (docs/statistics.md 2.5).
///
/// Approximate: only from 500 numbers on, of which at least 50 differ from the most frequent value. For rare events it is
/// wrong far too often (rate 1 %: 42 % from n = 100).
public enum AsymptoticBand {
    /// The band, clipped to [0, 1]; everything below two numbers.
    ///
    /// - Parameters:
    ///   - moments: of the scores.
    ///   - alpha: the nominal probability of ever being wrong.
    ///   - tightestAt: the count at which the band is narrowest for its count.
    public static func band(
        _ moments: ReferenceBound.Moments, alpha: Double = 0.05, tightestAt: Double = 5000
    ) -> Band {
        if moments.count < 2 { return .everything }
        let mean = moments.sum / moments.count
        let variance = max(0, moments.sumOfSquares / moments.count - mean * mean)
        let scaled = moments.count * rhoSquared(alpha: alpha, tightestAt: tightestAt)
        let radius =
            (variance * (scaled + 1) / (moments.count * scaled) * (Double.log(onePlus: scaled) - 2 * Double.log(alpha)))
            .squareRoot()
        return Band(lower: max(0, mean - radius), upper: min(1, mean + radius))
    }

    /// The tuning constant that makes the band narrowest at a count: sixty steps to a fixed point.
    package static func rhoSquared(alpha: Double, tightestAt: Double) -> Double {
        var u = -2 * Double.log(alpha)
        for _ in 0..<60 { u = Double.log(onePlus: u) - 2 * Double.log(alpha) }
        return u / tightestAt
    }
}
