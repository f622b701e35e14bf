import Statistics
import TestSupport

/// A rate monitor over a stream of blocks, on a clock in events: what most experiments of section 1 look at.
struct RateMonitor: Sendable {
    /// Events of a block.
    var block = 50
    /// Clock units per event: 1 / events of the window for which the budget holds.
    var creditPerEvent: Double
    /// False alarms allowed per clock unit.
    var budget: Double

    /// A reference of independent events; the clock unit is a month of `1 / creditPerEvent` events.
    func baseline(
        count: Int, rate: Double, delta: Double = 0.05, mode: Baseline.DeadBandMode = .none,
        random: inout SeededGenerator
    ) -> Baseline {
        let sum = Double(random.binomial(count, rate))
        let days = max(1, Int((Double(count) * creditPerEvent * 30).rounded()))
        return Baseline(
            .init(count: Double(count), sum: sum, sumOfSquares: sum), kind: .rate, days: days,
            settings: .init(delta: delta, deadBandMode: mode))
    }

    /// Events until the first alarm, the ratchet on; nil when there is none in `events`.
    func firstAlarm(
        on baseline: Baseline, events: Int, random: inout SeededGenerator, rate: (_ event: Int) -> Double
    ) -> Double? {
        var detector = TiltDetector(baselines: [baseline], monthlyBudget: budget)
        var event = 0
        while event < events {
            let ones = random.binomial(block, rate(event))
            // The ratchet computes its bound again with every new hour: every 2,000 events here.
            let verdict = detector.step(
                [.init(block: .binary(count: Double(block), ones: Double(ones)))], hour: event / 2000,
                creditMonths: creditPerEvent * Double(block))
            event += block
            if verdict == .tilting { return Double(event) }
        }
        return nil
    }

    /// The same without the ratchet.
    func firstFrozenAlarm(
        on baseline: Baseline, events: Int, random: inout SeededGenerator, rate: (_ event: Int) -> Double
    ) -> Double? {
        var detector = baseline.detector(monthlyBudget: budget)
        let nullMean = baseline.nullMean(bound: baseline.frozenBound)
        var event = 0
        while event < events {
            let ones = random.binomial(block, rate(event))
            detector.step(
                .binary(count: Double(block), ones: Double(ones)), nullMean: nullMean,
                creditMonths: creditPerEvent * Double(block))
            event += block
            if detector.alarms { return Double(event) }
        }
        return nil
    }
}
