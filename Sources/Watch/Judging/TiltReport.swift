import Statistics
public import Telemetry

/// A tilt as judging sees it.
public struct TiltReport: Sendable, Hashable, Codable {
    /// What raised it.
    public enum Cause: String, Sendable, Hashable, Codable {
        /// A monitor's evidence; counts against the false-alarm budget.
        case evidence
        /// More than half of the calls failed over five minutes; off the budget.
        case errors
        /// No call for longer than ever in the baseline; off the budget.
        case silence
    }

    /// Its name in the store: monitor (or rule) and the second it was noticed.
    public var key: String
    /// What raised it.
    public var cause: Cause
    /// The signal.
    public var signal: SignalName
    /// The slice value; `nil` for all calls.
    public var slice: SliceValue?
    /// The monitor; `nil` for plain rules.
    public var monitorID: String?
    /// Which way it went: true when the signal rose.
    public var rose: Bool
    /// Of a percentile set: the percentile whose share of larger events rose or fell, such as 0.99.
    public var percentile: Double?
    /// When it was noticed, seconds since 1970.
    public var noticed: Int64
    /// Since when.
    public var onset: OpenTilt.Onset
    /// True for a named baseline whose period overlaps the judged one: the onset is between the two periods.
    public var isBetweenPeriods: Bool
    /// The signal before: the reference's mean in its own unit (of a percentile set: the share of events above).
    public var before: Double
    /// The signal since the onset, adjusted for season and mix, in the same unit.
    public var since: Double
    /// The range of ``since`` that holds at all times.
    public var sinceLow: Double
    /// See ``sinceLow``.
    public var sinceHigh: Double
    /// Events since the onset.
    public var events: Double
    /// Natural logarithm of the detector's capital in months; `nil` for plain rules.
    public var logEvidence: Double?
    /// Clock months since the detector began to bet; `nil` for plain rules.
    public var creditedMonths: Double?
    /// False alarms that the monitor may raise per month; `nil` for plain rules.
    public var monthlyBudget: Double?
    /// How often it became steeper.
    public var steeper: Int

    /// In how many months evidence this strong comes up at most once in the whole system, if nothing changed; `nil` for
    /// plain rules (docs/statistics.md 1.8).
    /// - Parameter monthlyAlarms: false alarms that the system may raise per month.
    public func rarityMonths(monthlyAlarms: Double) -> Double? {
        guard let logEvidence, let creditedMonths, let monthlyBudget else { return nil }
        return Evidence(logEvidence: logEvidence, creditedMonths: creditedMonths, monthlyBudget: monthlyBudget)
            .rarityMonths(systemBudget: monthlyAlarms)
    }
}
