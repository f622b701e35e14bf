/// Roots by halving (docs/statistics.md 0.3).
enum Bisection {
    /// The root of a monotone function with a sign change between the ends: 200 halvings, or fewer when the middle
    /// repeats. Without a sign change the result is one of the ends.
    static func root(from low: Double, to high: Double, of function: (Double) -> Double) -> Double {
        var low = low
        var high = high
        let lowIsPositive = function(low) > 0
        for _ in 0..<200 {
            let middle = 0.5 * (low + high)
            if middle == low || middle == high { break }
            if (function(middle) > 0) == lowIsPositive { low = middle } else { high = middle }
        }
        return 0.5 * (low + high)
    }
}
