import RealModule
public import Sketches

/// How a percentile differs between two windows, on demand (docs/statistics.md 9.5). Measured level at nominal 5 %: 1.3 %
/// (median) and 2.7 % (p95).
public struct PercentileComparison: Sendable, Hashable {
    /// The relative change, 0.12 for "+12 %".
    public let change: Double
    /// Its 95 % range.
    public let range: ClosedRange<Double>
    /// The range does not hold 0.
    public let isSignificant: Bool

    /// - Parameters:
    ///   - fraction: 0.95 for p95.
    ///   - before: the window to compare with.
    ///   - after: the window compared.
    /// - Returns: nil when a window is empty, or a percentile or the end of its interval is not positive.
    public init?(fraction: Double, before: DDSketch, after: DDSketch) {
        let z = NormalDistribution.quantile(0.975)
        guard let low = before.interval(ofQuantile: fraction, normalQuantile: z),
            let high = after.interval(ofQuantile: fraction, normalQuantile: z)
        else { return nil }
        let first = before.quantile(fraction)
        let second = after.quantile(fraction)
        guard first > 0, second > 0, low.lowerBound > 0, high.lowerBound > 0 else { return nil }
        let ratio = Double.log(second / first)
        let widthBefore = Double.log(low.upperBound / low.lowerBound)
        let widthAfter = Double.log(high.upperBound / high.lowerBound)
        let error = (widthBefore * widthBefore + widthAfter * widthAfter).squareRoot() / (2 * z)
        change = Double.exp(ratio) - 1
        range = Double.exp(ratio - z * error) - 1...Double.exp(ratio + z * error) - 1
        isSignificant = ratio.magnitude > z * error
    }
}
