/// One-sided exact bounds of a rate (docs/statistics.md 1.4.1). Counts may be fractional, after division by an overdispersion.
public enum ClopperPearson {
    /// The bound that the true rate exceeds with probability `delta` at most.
    ///
    /// - Parameters:
    ///   - count: events, 0 or more. Zero gives 1.
    ///   - sum: failures among them.
    ///   - delta: above 0 and below 1.
    public static func upper(count: Double, sum: Double, delta: Double) -> Double {
        if count <= 0 || sum >= count { return 1 }
        return Bisection.root(from: 0, to: 1) { BetaFunction.regularised(sum + 1, count - sum, $0) - (1 - delta) }
    }

    /// The bound below which the true rate lies with probability `delta` at most.
    public static func lower(count: Double, sum: Double, delta: Double) -> Double {
        if count <= 0 || sum <= 0 { return 0 }
        return Bisection.root(from: 0, to: 1) { BetaFunction.regularised(sum, count - sum + 1, $0) - delta }
    }
}
