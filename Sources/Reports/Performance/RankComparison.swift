internal import RealModule

/// How often a value of one sample beats one of another: the area under the ROC curve, with its range (DeLong) and its
/// distance from a coin (Wilcoxon).
package struct RankComparison {
    /// The probability that a value of the second sample is larger, ties counting half; 0 to 1.
    package let area: Double
    /// The standard error of ``area``, whatever it is (DeLong).
    package let error: Double
    /// How many standard errors above one half ``area`` lies if nothing differs (Wilcoxon, corrected for ties).
    package let z: Double
    /// Values of the smaller sample.
    private let smaller: Double

    /// - Parameters:
    ///   - lower: rising, not empty.
    ///   - upper: rising, not empty.
    /// - Complexity: O(n + m).
    package init(_ lower: [Double], _ upper: [Double]) {
        let n = Double(lower.count)
        let m = Double(upper.count)
        smaller = min(n, m)
        // Each value's share of the other sample that it beats: DeLong's placements.
        var lowerSum = 0.0
        var lowerSquares = 0.0
        var upperSum = 0.0
        var upperSquares = 0.0
        var ties = 0.0
        var i = 0
        var j = 0
        while i < lower.count || j < upper.count {
            let value = i < lower.count ? (j < upper.count ? min(lower[i], upper[j]) : lower[i]) : upper[j]
            let firstI = i
            let firstJ = j
            while i < lower.count, lower[i] == value { i += 1 }
            while j < upper.count, upper[j] == value { j += 1 }
            let same = Double(i - firstI)
            let sameUpper = Double(j - firstJ)
            let beaten = (Double(firstI) + 0.5 * same) / n
            let beating = (m - Double(firstJ) - 0.5 * sameUpper) / m
            upperSum += sameUpper * beaten
            upperSquares += sameUpper * beaten * beaten
            lowerSum += same * beating
            lowerSquares += same * beating * beating
            let tied = same + sameUpper
            ties += tied * tied * tied - tied
        }
        area = upperSum / m
        let upperVariance = m > 1 ? max(0, upperSquares - upperSum * upperSum / m) / (m - 1) : 0
        let lowerVariance = n > 1 ? max(0, lowerSquares - lowerSum * lowerSum / n) / (n - 1) : 0
        error = (upperVariance / m + lowerVariance / n).squareRoot()
        let total = n + m
        let variance = (total + 1 - ties / (total * max(1, total - 1))) / (12 * n * m)
        z = variance > 0 ? (area - 0.5) / variance.squareRoot() : 0
    }

    /// ``area`` with its 95 % range, on the scale of log-odds so that it stays inside 0 and 1.
    package var range: RangedValue {
        // Samples that do not overlap at all, or not in the usual way, have no standard error: as if each value of the
        // smaller sample had been one independent comparison.
        guard error > 0, area > 0, area < 1 else {
            return Proportion.range(area * smaller, of: smaller) ?? RangedValue(area)
        }
        let center = Double.log(area / (1 - area))
        let half = 1.959963984540054 * error / (area * (1 - area))
        return RangedValue(
            area, low: 1 / (1 + Double.exp(half - center)), high: 1 / (1 + Double.exp(-half - center)))
    }
}
