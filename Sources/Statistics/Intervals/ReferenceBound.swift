import RealModule

/// Upper bounds of the mean of a reference window (docs/statistics.md 1.4.1).
public enum ReferenceBound {
    /// Count, sum and sum of squares of numbers in [0, 1]. May be fractional, after division by an overdispersion.
    public struct Moments: Sendable, Hashable {
        /// How many numbers.
        public var count: Double
        /// Their sum.
        public var sum: Double
        /// The sum of their squares; equal to ``sum`` for zeros and ones.
        public var sumOfSquares: Double

        /// - Parameters:
        ///   - count: how many numbers.
        ///   - sum: their sum.
        ///   - sumOfSquares: the sum of their squares.
        public init(count: Double, sum: Double, sumOfSquares: Double) {
            self.count = count
            self.sum = sum
            self.sumOfSquares = sumOfSquares
        }

        /// All three divided by `divisor`: as if there were fewer, independent numbers with the same mean.
        public func divided(by divisor: Double) -> Moments {
            Moments(count: count / divisor, sum: sum / divisor, sumOfSquares: sumOfSquares / divisor)
        }

        /// The sample variance, with count - 1; 0 for fewer than two numbers.
        public var variance: Double {
            count < 2 ? 0 : max(0, (sumOfSquares - sum * sum / count) / (count - 1))
        }
    }

    /// The default bound: exact for rates, Student's t for scores from 1,000 numbers on, else the better of two bounds that
    /// hold for every distribution on [0, 1].
    ///
    /// - Parameters:
    ///   - moments: of the reference, already divided by the overdispersion.
    ///   - delta: the probability of being wrong.
    ///   - kind: zeros and ones, or scores.
    ///   - strict: never the t bound, which is approximate.
    public static func upper(_ moments: Moments, delta: Double, kind: Baseline.Kind, strict: Bool = false) -> Double {
        if moments.count <= 0 { return 1 }
        switch kind {
        case .rate:
            return ClopperPearson.upper(count: moments.count, sum: moments.sum, delta: delta)
        case .score:
            if strict || moments.count < 1000 {
                let chernoff = chernoffUpper(count: moments.count, mean: moments.sum / moments.count, delta: delta / 2)
                return min(chernoff, empiricalBernsteinUpper(moments, delta: delta / 2))
            }
            return studentUpper(moments, delta: delta)
        }
    }

    /// Chernoff and Hoeffding: valid for any numbers in [0, 1], needs only their mean.
    public static func chernoffUpper(count: Double, mean: Double, delta: Double) -> Double {
        if count <= 0 || mean >= 1 { return 1 }
        let allowed = Double.log(1 / delta) / count
        return Bisection.root(from: mean, to: 1) { divergence(mean, $0) - allowed }
    }

    /// Maurer and Pontil: valid for any numbers in [0, 1], uses their variance.
    public static func empiricalBernsteinUpper(_ moments: Moments, delta: Double) -> Double {
        if moments.count < 2 { return 1 }
        let logTerm = Double.log(2 / delta)
        let spread = (2 * moments.variance * logTerm / moments.count).squareRoot()
        return min(1, moments.sum / moments.count + spread + 7 * logTerm / (3 * (moments.count - 1)))
    }

    /// Student's t: asymptotic. Simulated miss 0.035 to 0.064 at nominal 0.05 from 1,000 numbers on.
    public static func studentUpper(_ moments: Moments, delta: Double) -> Double {
        if moments.count < 2 { return 1 }
        let quantile = StudentDistribution.quantile(1 - delta, degrees: moments.count - 1)
        return min(1, moments.sum / moments.count + quantile * (moments.variance / moments.count).squareRoot())
    }

    /// The Kullback-Leibler divergence of two rates in nats, 0 log 0 = 0.
    static func divergence(_ p: Double, _ q: Double) -> Double {
        var total = 0.0
        if p > 0 {
            if q == 0 { return .infinity }
            total += p * Double.log(p / q)
        }
        if p < 1 {
            if q == 1 { return .infinity }
            total += (1 - p) * Double.log((1 - p) / (1 - q))
        }
        return max(0, total)
    }
}
