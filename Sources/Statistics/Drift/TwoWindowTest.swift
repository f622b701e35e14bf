import RealModule

/// Tests of two windows on demand (docs/statistics.md 3.5): right once per look, never a reason to page.
public enum TwoWindowTest {
    /// The G-test of whether two windows share one distribution over categories; rare cells are joined.
    public struct Association: Sendable, Hashable {
        /// The statistic.
        public let statistic: Double
        /// Cells kept, minus one. 0 when fewer than two are left; nothing can be said then.
        public let degrees: Int
        /// The probability of a statistic this large if nothing differs.
        public let p: Double
        /// Cramer's V, 0 to 1.
        public let cramersV: Double
    }

    /// - Parameters:
    ///   - reference: counts per category.
    ///   - current: counts of the same categories.
    ///   - minimumExpected: cells whose smaller expected count lies below are joined.
    public static func association(
        _ reference: [Double], _ current: [Double], minimumExpected: Double = 5
    ) -> Association {
        let n = reference.reduce(0, +)
        let m = current.reduce(0, +)
        var kept: [(Double, Double)] = []
        var pooled = (0.0, 0.0)
        for cell in zip(reference, current) where cell.0 + cell.1 > 0 {
            if (cell.0 + cell.1) * min(n, m) / (n + m) >= minimumExpected {
                kept.append(cell)
            } else {
                pooled = (pooled.0 + cell.0, pooled.1 + cell.1)
            }
        }
        if pooled.0 + pooled.1 > 0 { kept.append(pooled) }
        guard kept.count >= 2 else { return Association(statistic: 0, degrees: 0, p: 1, cramersV: 0) }
        var statistic = 0.0
        for cell in kept {
            for (observed, size) in [(cell.0, n), (cell.1, m)] where observed > 0 {
                statistic += 2 * observed * Double.log(observed * (n + m) / ((cell.0 + cell.1) * size))
            }
        }
        let degrees = kept.count - 1
        return Association(
            statistic: statistic, degrees: degrees,
            p: ChiSquareDistribution.tail(statistic, degrees: Double(degrees)),
            cramersV: (max(0, statistic) / (n + m)).squareRoot())
    }

    /// The largest gap between two distribution functions on common ordered cells, and its p-value: conservative on binned
    /// data.
    public static func kolmogorovSmirnov(_ reference: [Double], _ current: [Double]) -> (distance: Double, p: Double) {
        let n = reference.reduce(0, +)
        let m = current.reduce(0, +)
        var f = 0.0
        var g = 0.0
        var distance = 0.0
        for (r, c) in zip(reference, current) {
            f += r / n
            g += c / m
            distance = max(distance, (f - g).magnitude)
        }
        return (distance, gapProbability(distance, n: n, m: m))
    }

    /// The probability that two samples of one continuous distribution show a gap of their distribution functions at least
    /// as large: an approximation that is good from ten observations on and conservative with ties.
    ///
    /// - Parameters:
    ///   - distance: the largest gap, 0 to 1.
    ///   - n: observations of one sample.
    ///   - m: observations of the other.
    public static func gapProbability(_ distance: Double, n: Double, m: Double) -> Double {
        let effective = (n * m / (n + m)).squareRoot()
        let scaled = (effective + 0.12 + 0.11 / effective) * distance
        if scaled < 0.2 { return 1 }
        var p = 0.0
        for j in 1...100 {
            let term = 2 * (j % 2 == 1 ? 1.0 : -1.0) * Double.exp(-2 * Double(j * j) * scaled * scaled)
            p += term
            if term.magnitude < 1e-12 { break }
        }
        return p.clamped(to: 0...1)
    }
}
