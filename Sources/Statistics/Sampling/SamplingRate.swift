import RealModule

/// How much of the traffic has to be looked at (docs/statistics.md 7.1). Approximate, on the safe side.
public struct SamplingRate: Sendable, Hashable {
    /// Calls per day, all of them.
    public var callsPerDay: Double
    /// The usual failure rate.
    public var usualRate: Double
    /// Calls of the reference, all of them.
    public var referenceCalls: Double
    /// The probability that the reference's bound is wrong.
    public var delta: Double
    /// False alarms allowed per month.
    public var monthlyBudget: Double
    /// The dead band, in the unit of the rate.
    public var deadBand: Double
    /// The overdispersion of the traffic, at least 1.
    public var overdispersion: Double

    /// - Parameters:
    ///   - callsPerDay: all of them.
    ///   - usualRate: the usual failure rate.
    ///   - referenceCalls: of the reference, all of them.
    ///   - delta: the probability that the reference's bound is wrong.
    ///   - monthlyBudget: false alarms allowed per month.
    ///   - deadBand: in the unit of the rate.
    ///   - overdispersion: at least 1.
    public init(
        callsPerDay: Double, usualRate: Double, referenceCalls: Double, delta: Double, monthlyBudget: Double,
        deadBand: Double = 0, overdispersion: Double = 1
    ) {
        self.callsPerDay = callsPerDay
        self.usualRate = usualRate
        self.referenceCalls = referenceCalls
        self.delta = delta
        self.monthlyBudget = monthlyBudget
        self.deadBand = deadBand
        self.overdispersion = overdispersion
    }

    /// The smallest share of calls with which a rise is found in time.
    ///
    /// - Parameters:
    ///   - rise: of the failure rate, above 0.
    ///   - days: within which it shall be found.
    ///   - power: with which probability.
    /// - Returns: above 0 and at most 1, or nil when looking at everything is not enough: see ``days(rise:rate:power:)``.
    public func smallestRate(rise: Double, days: Double, power: Double) -> Double? {
        let share = { (rate: Double) in
            self.events(rise: rise, rate: rate, power: power) / (self.callsPerDay * days)
        }
        guard share(1) <= 1 else { return nil }
        var low = 1e-6
        var high = 1.0
        for _ in 0..<60 {
            let middle = (low * high).squareRoot()
            if share(middle) <= middle { high = middle } else { low = middle }
        }
        return high
    }

    /// The same for a rise that comes little by little. A first approximation: the detector reacts to the recent part.
    ///
    /// - Parameters:
    ///   - rise: of the failure rate in all, above 0.
    ///   - rampDays: over which it comes, above 0.
    ///   - days: within which it shall be found.
    ///   - power: with which probability.
    public func smallestRate(ramp rise: Double, over rampDays: Double, days: Double, power: Double) -> Double? {
        smallestRate(rise: rise * min(1, 0.7 * days / rampDays), days: days, power: power)
    }

    /// The days after which a rise has been found, at this share of calls; infinite when never.
    public func days(rise: Double, rate: Double, power: Double) -> Double {
        events(rise: rise, rate: rate, power: power) / (callsPerDay * rate)
    }

    private func events(rise: Double, rate: Double, power: Double) -> Double {
        let perMonth = max(callsPerDay * 30 * rate, 1e-9)
        let reference = max(referenceCalls * rate, 1)
        let bound = ClopperPearson.upper(
            count: reference.rounded(.toNearestOrEven), sum: (reference * usualRate).rounded(.toNearestOrEven),
            delta: delta)
        return overdispersion
            * Detectability.events(
                nullMean: max(bound, usualRate + deadBand), newMean: usualRate + rise,
                logThreshold: Double.log(perMonth / monthlyBudget), power: power)
    }
}
