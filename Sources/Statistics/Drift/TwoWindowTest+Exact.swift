extension TwoWindowTest {
    /// Pairs of observations up to which the exact distribution is computed: one million, a few milliseconds.
    public static let largestExactProduct = 1_000_000

    /// The probability that two samples of one distribution show a gap of their distribution functions at least as large,
    /// exactly and whatever the ties (docs/statistics.md 3.5).
    ///
    /// Every order of the pooled sample is equally likely if nothing differs. The gap is looked at only where a group of equal
    /// values ends; a random walk through all orders gives the probability that it is ever reached.
    ///
    /// - Parameters:
    ///   - gap: the largest gap found, as a whole number: `|i · m - j · n|` after `i` of `n` and `j` of `m` observations.
    ///   - n: observations of one sample.
    ///   - m: observations of the other.
    ///   - ends: for 0 ... n + m whether a group of equal values of the pooled sample ends after so many observations.
    /// - Complexity: O(n · m).
    public static func exactGapProbability(gap: Int, n: Int, m: Int, ends: [Bool]) -> Double {
        precondition(ends.count == n + m + 1)
        guard gap > 0 else { return 1 }
        // reached[j]: the probability that a walk to (i, j) touched the gap on its way.
        var reached = [Double](repeating: 0, count: m + 1)
        for j in 1..<(m + 1) { reached[j] = ends[j] && j * n >= gap ? 1 : reached[j - 1] }
        for i in 1..<(n + 1) {
            if ends[i] && i * m >= gap { reached[0] = 1 }
            for j in 1..<(m + 1) {
                if ends[i + j] && abs(i * m - j * n) >= gap {
                    reached[j] = 1
                } else {
                    // The last step came from (i - 1, j) with probability i / (i + j).
                    let share = Double(i) / Double(i + j)
                    reached[j] = share * reached[j] + (1 - share) * reached[j - 1]
                }
            }
        }
        return reached[m]
    }
}
