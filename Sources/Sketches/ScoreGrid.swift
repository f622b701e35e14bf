/// The 101 values 0.00, 0.01, ... 1.00 to which scores in [0, 1] are rounded (docs/statistics.md 1.6).
///
/// Rounding is part of what a score *is* here: it is applied to the reference and to live data alike, so that a block's
/// histogram is exact.
public enum ScoreGrid {
    /// How many values there are.
    public static let size = 101

    /// The bin of a score, or nil when it is not a number from 0 to 1 (such a score is rejected and counted, never clipped).
    public static func key(of score: Double) -> Int32? {
        guard score >= 0, score <= 1 else { return nil }  // NaN ends here too
        return Int32((score * 100).rounded())
    }

    /// The score of a bin.
    ///
    /// - Parameter key: 0 ... 100.
    public static func score(of key: Int32) -> Double {
        Double(key) / 100
    }
}
