import RealModule

/// How far two windows of counts over the same cells are apart: effect sizes to show, never alarms (docs/statistics.md 3.5).
public enum CountDistance {
    /// The population stability index and its debiased value; show the debiased one.
    ///
    /// Without a change and with 200 rows per window the plain value exceeds the folklore threshold of 0.1 in 32 % of
    /// comparisons.
    ///
    /// - Parameters:
    ///   - reference: counts per cell, not all zero.
    ///   - current: counts of the same cells, not all zero.
    public static func stabilityIndex(_ reference: [Double], _ current: [Double]) -> (plain: Double, debiased: Double) {
        let p = smoothed(reference)
        let q = smoothed(current)
        var index = 0.0
        for (a, b) in zip(p, q) { index += (b - a) * Double.log(b / a) }
        let bias = Double(p.count - 1) * (1 / reference.reduce(0, +) + 1 / current.reduce(0, +))
        return (index, max(0, index - bias))
    }

    private static func smoothed(_ counts: [Double]) -> [Double] {
        let total = counts.reduce(0, +) + 0.5 * Double(counts.count)
        return counts.map { ($0 + 0.5) / total }
    }

    /// The Jensen-Shannon divergence in bits, 0 (same) to 1 (nothing in common).
    public static func jensenShannon(_ reference: [Double], _ current: [Double]) -> Double {
        let n = reference.reduce(0, +)
        let m = current.reduce(0, +)
        var divergence = 0.0
        for (r, c) in zip(reference, current) {
            let p = r / n
            let q = c / m
            let middle = 0.5 * (p + q)
            if p > 0 { divergence += 0.5 * p * Double.log2(p / middle) }
            if q > 0 { divergence += 0.5 * q * Double.log2(q / middle) }
        }
        return max(0, divergence)
    }

    /// The Hellinger distance, 0 (same) to 1 (nothing in common).
    public static func hellinger(_ reference: [Double], _ current: [Double]) -> Double {
        let n = reference.reduce(0, +)
        let m = current.reduce(0, +)
        let overlap = zip(reference, current).reduce(0) { $0 + (($1.0 / n) * ($1.1 / m)).squareRoot() }
        return max(0, 1 - overlap).squareRoot()
    }

    /// The area between two distribution functions: how far a unit of probability has to move, in the unit of the values.
    ///
    /// - Parameters:
    ///   - values: of the cells, rising.
    ///   - reference: counts per cell.
    ///   - current: counts of the same cells.
    public static func wasserstein(values: [Double], _ reference: [Double], _ current: [Double]) -> Double {
        let n = reference.reduce(0, +)
        let m = current.reduce(0, +)
        var f = 0.0
        var g = 0.0
        var area = 0.0
        for index in 0..<max(0, values.count - 1) {
            f += reference[index] / n
            g += current[index] / m
            area += (f - g).magnitude * (values[index + 1] - values[index])
        }
        return area
    }
}
