import RealModule

/// Which change a monitor would find, and after how many events (docs/statistics.md 7.1). Approximate.
public enum Detectability {
    /// The gain and spread of the best bet per event.
    private struct Gain {
        var information: Double
        var variance: Double
    }

    /// What the mixture of bets costs against the best one, in nats; fitted.
    private static let mixtureCost = 1.6
    private static let eulerConstant = 0.577_215_664_901_532_9

    /// Events after the change until a rate monitor has alarmed.
    ///
    /// - Parameters:
    ///   - nullMean: the bound, not the point estimate.
    ///   - newMean: above `nullMean`; anything else is never found.
    ///   - logThreshold: `log(events per month / false alarms per month)`.
    ///   - power: the probability that it has alarmed by then; nil for the mean.
    public static func events(nullMean: Double, newMean: Double, logThreshold: Double, power: Double? = nil) -> Double {
        guard newMean > nullMean, newMean < 1 else { return .infinity }
        let bet = (newMean - nullMean) / (nullMean * (1 - nullMean))
        let won = Double.log(onePlus: bet * (1 - nullMean))
        let lost = Double.log(onePlus: -bet * nullMean)
        return events(
            Gain(
                information: newMean * won + (1 - newMean) * lost,
                variance: newMean * (1 - newMean) * (won - lost) * (won - lost)),
            logThreshold: logThreshold, power: power)
    }

    /// The same for a score monitor with this variance of one event.
    public static func events(
        nullMean: Double, newMean: Double, variance: Double, logThreshold: Double, power: Double? = nil
    ) -> Double {
        let shift = newMean - nullMean
        guard shift > 0, variance > 0 else { return .infinity }
        let bet = min(shift / (variance + shift * shift), BetGrid.defaultCap / nullMean)
        return events(
            Gain(information: bet * shift - bet * bet * variance / 2, variance: bet * bet * variance),
            logThreshold: logThreshold, power: power)
    }

    private static func events(_ gain: Gain, logThreshold: Double, power: Double?) -> Double {
        guard gain.information > 0 else { return .infinity }
        let needed = max(1, logThreshold + Double.log(gain.information) - eulerConstant + mixtureCost)
        guard let power else { return needed / gain.information }
        let z = NormalDistribution.quantile(power)
        let root =
            (z * gain.variance.squareRoot() + (z * z * gain.variance + 4 * gain.information * needed).squareRoot())
            / (2 * gain.information)
        return root * root
    }
}

extension Baseline {
    /// The smallest new mean that a monitor on this baseline finds within so many days: "a rise from p to q would be found
    /// within D days". Before season and mix.
    ///
    /// - Parameters:
    ///   - days: above 0.
    ///   - monthlyBudget: false alarms allowed per month.
    ///   - power: the probability that it has alarmed by then.
    /// - Returns: above the null mean, or nil when not even the largest possible change is found in time.
    public func smallestDetectableMean(days: Double, monthlyBudget: Double, power: Double = 0.8) -> Double? {
        guard !isBlind, eventsPerMonth > 0 else { return nil }
        let nullMean = nullMean(bound: frozenBound)
        let available = eventsPerMonth / 30 * days / overdispersion
        let isFound = { (newMean: Double) in
            self.eventsToDetect(newMean, nullMean: nullMean, monthlyBudget: monthlyBudget, power: power) <= available
        }
        let highest = 1 - 1e-9
        guard isFound(highest) else { return nil }
        return Bisection.root(from: nullMean, to: highest) { isFound($0) ? 1 : -1 }
    }

    /// Days until a monitor on this baseline has found a rise to `newMean`, with probability `power`; infinite when never.
    public func daysToDetect(newMean: Double, monthlyBudget: Double, power: Double = 0.8) -> Double {
        guard !isBlind, eventsPerMonth > 0 else { return .infinity }
        let needed = eventsToDetect(
            newMean, nullMean: nullMean(bound: frozenBound), monthlyBudget: monthlyBudget, power: power)
        return needed * overdispersion / (eventsPerMonth / 30)
    }

    private func eventsToDetect(_ newMean: Double, nullMean: Double, monthlyBudget: Double, power: Double) -> Double {
        let logThreshold = Double.log(eventsPerMonth / monthlyBudget)
        switch kind {
        case .rate:
            return Detectability.events(
                nullMean: nullMean, newMean: newMean, logThreshold: logThreshold, power: power)
        case .score:
            return Detectability.events(
                nullMean: nullMean, newMean: newMean, variance: variance, logThreshold: logThreshold, power: power)
        }
    }
}
