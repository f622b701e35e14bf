import RealModule

/// How strong the case against "as usual" is, in the words that people get (docs/statistics.md 1.8).
public struct Evidence: Sendable, Hashable {
    /// The logarithm of the detector's capital, in months; -∞ right after a start.
    public let logEvidence: Double
    /// Clock months since the detector's start or reset.
    public let creditedMonths: Double
    /// False alarms allowed per month on this monitor.
    public let monthlyBudget: Double

    /// - Parameters:
    ///   - logEvidence: the logarithm of the detector's capital, in months.
    ///   - creditedMonths: since the detector's start or reset.
    ///   - monthlyBudget: false alarms allowed per month on this monitor.
    public init(logEvidence: Double, creditedMonths: Double, monthlyBudget: Double) {
        self.logEvidence = logEvidence
        self.creditedMonths = creditedMonths
        self.monthlyBudget = monthlyBudget
    }

    /// How far above the alarm: 0 and more is an alarm, natural logarithm.
    public var level: Double { logEvidence + Double.log(monthlyBudget) }

    /// The logarithm of the e-value at a fixed time of report: "evidence E : 1 for harm".
    public var logEValue: Double { creditedMonths > 0 ? logEvidence - Double.log(creditedMonths) : 0 }

    /// Months in which evidence this strong comes up at most once in the whole system, if nothing changed anywhere. Never
    /// call it a probability. At an alarm at least `1 / systemBudget`.
    ///
    /// - Parameter systemBudget: false alarms allowed per month in the whole system.
    public func rarityMonths(systemBudget: Double) -> Double {
        Double.exp(logEvidence + Double.log(monthlyBudget) - Double.log(systemBudget))
    }

    /// For ranking: the logarithm of the e-value with at least a day of clock (docs/statistics.md 4.2).
    public var logRank: Double { logEvidence - Double.log(max(creditedMonths, 1.0 / 30)) }
}
