import RealModule

/// Sums of numbers that are only known by their logarithms (docs/statistics.md 0.2). Natural logarithms throughout.
extension Double {
    /// `log(exp(a) + exp(b))` without overflow; -∞ stands for zero.
    @inline(__always)
    public static func logAddExp(_ a: Double, _ b: Double) -> Double {
        if a == -.infinity { return b }
        if b == -.infinity { return a }
        let (high, low) = a >= b ? (a, b) : (b, a)
        return high + log(onePlus: exp(low - high))
    }

    /// `log` of the sum of `exp` of all values; -∞ when there are none.
    public static func logSumExp(_ values: some Collection<Double>) -> Double {
        let largest = values.max() ?? -.infinity
        if largest == -.infinity || largest == .infinity { return largest }
        var sum = 0.0
        for value in values { sum += exp(value - largest) }
        return largest + log(sum)
    }

    /// `-log(1-u) - u` for 0 ≤ u < 1, accurate for small u: the price of a bet's variance.
    public static func psiE(_ u: Double) -> Double {
        u < 1e-5 ? u * u / 2 + u * u * u / 3 : -log(onePlus: -u) - u
    }

    /// `self`, not below and not above the range.
    @inline(__always)
    package func clamped(to range: ClosedRange<Double>) -> Double {
        Swift.min(range.upperBound, Swift.max(range.lowerBound, self))
    }
}
