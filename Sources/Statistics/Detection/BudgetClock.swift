/// The clock in which false alarms are counted: calendar months of 30 days that were watched (docs/statistics.md 0.1, 1.3).
public enum BudgetClock {
    /// Seconds of a month.
    public static let monthSeconds = 2_592_000.0

    /// What the time since the previous block is worth: a gap earns no more than the system's no-signal limit, live and in
    /// replay alike.
    ///
    /// - Parameters:
    ///   - seconds: since the previous block began; for the first block after a start its own length.
    ///   - limit: the no-signal limit in seconds: see ``noSignalLimit(medianGap:longestBaselineGap:)``.
    public static func creditMonths(seconds: Double, limit: Double) -> Double {
        max(0, min(seconds, limit)) / monthSeconds
    }

    /// After so many seconds without a call a system has no signal.
    ///
    /// - Parameters:
    ///   - medianGap: between calls, seconds.
    ///   - longestBaselineGap: of the baseline, seconds.
    public static func noSignalLimit(medianGap: Double, longestBaselineGap: Double) -> Double {
        max(3600, 10 * medianGap, 1.5 * longestBaselineGap)
    }
}
