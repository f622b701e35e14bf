import RealModule

/// The default band for rates: right at all times at once (docs/statistics.md 2.3).
///
/// The probability that the true mean is *ever* outside is at most alpha, if the conditional mean is constant. Valid for
/// any numbers in [0, 1], then conservative.
public enum BetaMixtureBand {
    /// The band after `count` events with this sum.
    ///
    /// - Parameters:
    ///   - count: events, 0 or more; may be fractional. Zero gives the whole interval.
    ///   - sum: of the numbers, 0 ... count.
    ///   - alpha: the probability of ever being wrong.
    public static func band(count: Double, sum: Double, alpha: Double = 0.05) -> Band {
        if count <= 0 { return .everything }
        let threshold = Double.log(1 / alpha)
        let constant = self.constant(count: count, sum: sum)
        let mean = sum / count
        let excess = { (m: Double) in logWealth(constant, count: count, sum: sum, mean: m) - threshold }
        return Band(
            lower: sum <= 0 ? 0 : Bisection.root(from: 0, to: mean, of: excess),
            upper: sum >= count ? 1 : Bisection.root(from: mean, to: 1, of: excess))
    }

    /// The one-sided upper end at level `delta`: what the ratchet of a baseline uses.
    public static func upper(count: Double, sum: Double, delta: Double) -> Double {
        if count <= 0 || sum >= count { return 1 }
        let threshold = Double.log(1 / delta)
        let constant = self.constant(count: count, sum: sum)
        return Bisection.root(from: sum / count, to: 1) {
            logWealth(constant, count: count, sum: sum, mean: $0) - threshold
        }
    }

    /// The logarithm of what a gambler against mean `mean` owns after these events, started with 1.
    public static func logWealth(count: Double, sum: Double, mean: Double) -> Double {
        logWealth(constant(count: count, sum: sum), count: count, sum: sum, mean: mean)
    }

    /// The part of the wealth that does not depend on the mean: three log-gammas, once per band.
    private static func constant(count: Double, sum: Double) -> Double {
        BetaFunction.log(0.5 + sum, 0.5 + count - sum) - BetaFunction.log(0.5, 0.5)
    }

    private static func logWealth(_ constant: Double, count: Double, sum: Double, mean: Double) -> Double {
        var wealth = constant
        if sum > 0 {
            if mean <= 0 { return .infinity }
            wealth -= sum * Double.log(mean)
        }
        if count - sum > 0 {
            if mean >= 1 { return .infinity }
            wealth -= (count - sum) * Double.log(onePlus: -mean)
        }
        return wealth
    }
}
