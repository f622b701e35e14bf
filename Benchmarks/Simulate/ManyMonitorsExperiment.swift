import RealModule
import Statistics
import TestSupport

enum ManyMonitorsExperiment {
    private static let (monitors, broken, days, breakDay) = (1000, 50, 30, 10)

    private struct Monitor: Sendable {
        var falseAlarms = (exact: 0.0, sigmas: 0.0, corrected: 0.0)
        var delays: (exact: Double?, sigmas: Double?, corrected: Double?) = (nil, nil, nil)
        var logEValue = 0.0
    }

    static let experiment = Experiment(
        name: "many", section: "4.7", title: "Do a thousand monitors keep one budget?",
        worlds: """
            1,000 monitors with 500 to 20,000 events a day and rates of 1 to 30 %, 14 days of reference, 30 days live, 3 false alarms \
            allowed; 50 fail 1.3 times as often from day 10. False alarms per system; share found; median days.
            """,
        seed: 401
    ) { scale, seed in
        let systems = scale.runs(4, full: 12)
        let results = await Worlds.run(systems * monitors, seed: seed) { random, index in
            run(isBroken: index % monitors < broken, &random)
        }
        func row(
            _ name: String, _ stated: String, _ alarms: (Monitor) -> Double, _ delay: (Monitor) -> Double?
        ) -> Experiment.Row {
            let total = results.reduce(0) { $0 + alarms($1) } / Double(systems)
            let delays = results.enumerated().filter { $0.offset % monitors < broken }.map { delay($0.element) }
            return .init(
                name, stated: stated, measured: "\(Figures.text(total, 2)); \(Figures.found(delays, digits: 2))",
                runs: systems)
        }
        var listed = (all: 0, wrong: 0)
        for system in 0..<systems {
            let values = results[system * monitors..<(system + 1) * monitors].map(\.logEValue)
            let list = EValues.probablyDegraded(values)
            listed.all += list.count
            listed.wrong += list.count { $0 >= broken }
        }
        return [
            row("E1, equal budgets", "0.0; 88.5 %, 2.0", { $0.falseAlarms.exact }, { $0.delays.exact }),
            row(
                "daily z-test, Bonferroni", "5.75; 84.5 %, 1.25", { $0.falseAlarms.corrected }, { $0.delays.corrected }),
            row("daily three sigmas", "62; 94 %, 1.0", { $0.falseAlarms.sigmas }, { $0.delays.sigmas }),
            .init(
                "e-BH at 10 % on day 30: wrong of all listed, share of the broken ones", stated: "0 of 40; 80 %",
                measured: "\(listed.wrong) of \(listed.all); "
                    + Figures.share(listed.all - listed.wrong, of: systems * broken),
                runs: systems),
        ]
    }

    private static func run(isBroken: Bool, _ random: inout SeededGenerator) -> Monitor {
        let rate = Double.exp(Double.log(0.01) + random.uniform() * Double.log(30))
        let volume = Double.exp(Double.log(500) + random.uniform() * Double.log(40))
        let reference = (volume * 14).rounded()
        let sum = Double(random.binomial(Int(reference), rate))
        let budget = 3 / Double(monitors)
        let baseline = Baseline(
            .init(count: reference, sum: sum, sumOfSquares: sum), kind: .rate, days: 14,
            settings: .init(delta: Budget.delta(monthlyBudget: budget), deadBandMode: .none))
        var detector = baseline.detector(monthlyBudget: budget)
        // Started once, all of the month's credit at once: an e-value for one look at the end.
        var once = detector
        let nullMean = baseline.nullMean(bound: baseline.frozenBound)
        let size = max(1, (volume / 24).rounded(.down))
        var monitor = Monitor()
        for day in 0..<days {
            let now = isBroken && day >= breakDay ? min(0.95, rate * 1.3) : rate
            var ones = 0.0
            for hour in 0..<24 {
                let block = ObservationBlock.binary(count: size, ones: Double(random.binomial(Int(size), now)))
                ones += block.sum
                detector.step(block, nullMean: nullMean, creditMonths: 1.0 / 720)
                once.step(block, nullMean: nullMean, creditMonths: day == 0 && hour == 0 ? 1 : 0)
                guard detector.alarms else { continue }
                let since = Double(day - breakDay) + Double(hour + 1) / 24
                if isBroken && since > 0 {
                    monitor.delays.exact = monitor.delays.exact ?? since
                } else {
                    monitor.falseAlarms.exact += 1
                }
                detector.reset()
            }
            let (mean, count) = (baseline.mean, size * 24)
            let error = (max(mean * (1 - mean), 1e-9) * (1 / count + 1 / reference)).squareRoot()
            let z = (ones / count - mean) / error
            let isAfter = isBroken && day >= breakDay
            let delay = Double(day - breakDay + 1)
            if z > 3 {
                if isAfter {
                    monitor.delays.sigmas = monitor.delays.sigmas ?? delay
                } else {
                    monitor.falseAlarms.sigmas += 1
                }
            }
            if NormalDistribution.tail(z) < 3 / Double(monitors * days) {
                if isAfter {
                    monitor.delays.corrected = monitor.delays.corrected ?? delay
                } else {
                    monitor.falseAlarms.corrected += 1
                }
            }
        }
        monitor.logEValue = once.logEvidence
        return monitor
    }
}
