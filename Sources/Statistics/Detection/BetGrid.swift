import RealModule

/// The relative bets of one detector, from the smallest useful shift to the largest (docs/statistics.md 1.3).
///
/// A bet is a fraction of the null mean, so one grid serves a mean that follows season, mix and ratchet. Made once when a
/// detector starts, never changed while it runs.
public struct BetGrid: Sendable, Hashable {
    /// The bets, rising, each inside (0, 1).
    public let relativeBets: [Double]

    /// The default number of bets.
    public static let defaultCount = 12
    /// The default largest bet.
    public static let defaultCap = 0.9

    /// Log-spaced bets.
    ///
    /// - Parameters:
    ///   - nullMean: inside (0, 1).
    ///   - variance: of one event around the baseline.
    ///   - smallestShift: the smallest rise of the mean worth finding, above 0: see ``smallestShift(variance:logThreshold:eventsPerMonth:)``.
    ///   - count: how many bets, 1 or more.
    ///   - cap: the largest bet, below 1.
    public init(
        nullMean: Double, variance: Double, smallestShift: Double, count: Int = BetGrid.defaultCount,
        cap: Double = BetGrid.defaultCap
    ) {
        precondition(nullMean > 0 && nullMean < 1 && smallestShift > 0 && count >= 1 && cap > 0 && cap < 1)
        let lowest = min(nullMean * smallestShift / (variance + smallestShift * smallestShift), cap / 4)
        if count == 1 {
            relativeBets = [lowest]
            return
        }
        let ratio = Double.pow(cap / lowest, 1 / Double(count - 1))
        relativeBets = (0..<count).map { lowest * Double.pow(ratio, $0) }
    }

    /// Bets as given.
    public init(relativeBets: [Double]) {
        precondition(!relativeBets.isEmpty && relativeBets.allSatisfy { $0 > 0 && $0 < 1 })
        self.relativeBets = relativeBets
    }

    /// The rise that needs about a month of traffic to be found.
    ///
    /// - Parameters:
    ///   - variance: of one event.
    ///   - logThreshold: `log(events per month / alarms per month)`.
    ///   - eventsPerMonth: expected; fewer than one counts as one.
    public static func smallestShift(variance: Double, logThreshold: Double, eventsPerMonth: Double) -> Double {
        (2 * variance * logThreshold / max(eventsPerMonth, 1)).squareRoot()
    }
}
