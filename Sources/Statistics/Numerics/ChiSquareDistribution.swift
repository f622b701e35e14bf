import RealModule

/// The chi-square distribution (docs/statistics.md 0.3).
public enum ChiSquareDistribution {
    /// The probability of a value above `x` with so many degrees of freedom.
    public static func tail(_ x: Double, degrees: Double) -> Double {
        1 - regularisedGamma(degrees / 2, x / 2)
    }

    /// The regularised lower incomplete gamma function P(s, x).
    static func regularisedGamma(_ s: Double, _ x: Double) -> Double {
        if x <= 0 { return 0 }
        let front = Double.exp(-x + s * Double.log(x) - Double.logGamma(s))
        if x < s + 1 {
            var term = 1 / s
            var total = term
            var k = s
            for _ in 0..<100_000 {
                k += 1
                term *= x / k
                total += term
                if term.magnitude < total.magnitude * 1e-16 { break }
            }
            return total * front
        }
        let tiny = 1e-300
        var b = x + 1 - s
        var c = 1 / tiny
        var d = 1 / b
        var h = d
        for step in 1..<100_000 {
            let i = Double(step)
            let an = -i * (i - s)
            b += 2
            d = an * d + b
            if d.magnitude < tiny { d = tiny }
            c = b + an / c
            if c.magnitude < tiny { c = tiny }
            d = 1 / d
            h *= d * c
            if (d * c - 1).magnitude < 1e-15 { break }
        }
        return 1 - front * h
    }
}
