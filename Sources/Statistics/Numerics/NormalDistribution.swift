import RealModule

/// The standard normal distribution (docs/statistics.md 0.3).
public enum NormalDistribution {
    /// The probability of a value at or below `z`.
    public static func cdf(_ z: Double) -> Double {
        0.5 * Double.erfc(-z / 2.0.squareRoot())
    }

    /// The probability of a value above `z`, accurate far out.
    public static func tail(_ z: Double) -> Double {
        0.5 * Double.erfc(z / 2.0.squareRoot())
    }

    /// The value below which a share `p` lies: Acklam's rational start, then two Halley steps; 1e-11 relative.
    ///
    /// - Parameter p: above 0 and below 1.
    public static func quantile(_ p: Double) -> Double {
        precondition(p > 0 && p < 1, "A normal quantile needs a probability inside (0, 1).")
        var x = start(p)
        for _ in 0..<2 {
            let error = cdf(x) - p
            let step = error * (2 * Double.pi).squareRoot() * Double.exp(x * x / 2)
            x -= step / (1 + x * step / 2)
        }
        return x
    }

    private static func start(_ p: Double) -> Double {
        if p < 0.02425 {
            let q = (-2 * Double.log(p)).squareRoot()
            return polynomial(c, q) / (polynomial(d, q) * q + 1)
        }
        if p <= 1 - 0.02425 {
            let q = p - 0.5
            let r = q * q
            return polynomial(a, r) * q / (polynomial(b, r) * r + 1)
        }
        let q = (-2 * Double.log(1 - p)).squareRoot()
        return -polynomial(c, q) / (polynomial(d, q) * q + 1)
    }

    private static func polynomial(_ coefficients: [Double], _ x: Double) -> Double {
        coefficients.reduce(0) { $0 * x + $1 }
    }

    private static let a = [
        -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02, 1.383577518672690e+02,
        -3.066479806614716e+01, 2.506628277459239e+00,
    ]
    private static let b = [
        -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02, 6.680131188771972e+01,
        -1.328068155288572e+01,
    ]
    private static let c = [
        -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00, -2.549732539343734e+00,
        4.374664141464968e+00, 2.938163982698783e+00,
    ]
    private static let d = [
        7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00,
    ]
}
