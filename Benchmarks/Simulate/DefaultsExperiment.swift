import RealModule
import Statistics
import TestSupport

enum DefaultsExperiment {
    private static let (monitors, reference, live) = (400, 28, 60)

    private struct Count: Sendable {
        var falseAlarms = 0.0
        var delays: [Double?] = []
    }

    static let experiment = Experiment(
        name: "defaults", section: "1.13", title: "Do all defaults together keep a system's budget?",
        worlds: """
            400 monitors of one system with 500 to 20,000 events a day and rates of 1 to 30 %, a day of ±25 %, moods of 5 %; one false \
            alarm a month for all together, 60 live days, so 2 are allowed. A tenth of the monitors ramps up by 30 % over 30 days. False \
            alarms per system, monitors found, median days since the ramp began.
            """,
        seed: 106
    ) { scale, seed in
        let systems = scale.runs(6, full: 12)
        let variants: [(name: String, stated: String, settings: Baseline.Settings)] = [
            ("all defaults", "0.0; 90 %, 22.6", .init(delta: delta)),
            ("no dead band", "0.3; 90 %, 20.6", .init(delta: delta, deadBandMode: .none)),
            ("no tempering", "19; 93 %, 18.6", .init(delta: delta, isTempered: false)),
        ]
        // One world for each monitor: the monitors of a system are judged independently.
        let results = await Worlds.run(systems * monitors, seed: seed) { random, index in
            let isBad = index % monitors < monitors / 10
            let blocks = blocks(isBad: isBad, random: &random)
            return variants.map { judge(blocks, $0.settings, isBad: isBad) }
        }
        return variants.enumerated().map { index, variant in
            var total = Count()
            for result in results {
                total.falseAlarms += result[index].falseAlarms
                total.delays += result[index].delays
            }
            let share = total.falseAlarms / Double(systems)
            return .init(
                variant.name, stated: variant.stated,
                measured: "\(Figures.text(share, 1)); \(Figures.found(total.delays, digits: 1))", runs: systems)
        }
    }

    private static var budget: Double { 1 / Double(monitors) }
    private static var delta: Double { Budget.delta(monthlyBudget: budget) }

    private static func blocks(isBad: Bool, random: inout SeededGenerator) -> [DatedBlock] {
        let rate = Double.exp(Double.log(0.01) + random.uniform() * Double.log(30))
        let volume = Double.exp(Double.log(500) + random.uniform() * Double.log(40))
        var mood = 1.0
        return (0..<(reference + live) * 24).map { hour in
            if hour % 24 == 0 { mood = Double.exp(random.normal(mean: -0.00125, deviation: 0.05)) }
            let wave = 1 + 0.25 * Double.sin(2 * .pi * Double(hour % 24 - 9) / 24)
            let day = Double(hour / 24 - reference - 15)
            let rise = isBad ? 1 + 0.3 * min(1, max(0, day / 30)) : 1
            let count = random.poisson(volume / 24)
            let ones = random.binomial(count, min(0.98, rate * wave * mood * rise))
            return DatedBlock(hour: hour, block: .binary(count: Double(count), ones: Double(ones)))
        }
    }

    private static func judge(_ blocks: [DatedBlock], _ settings: Baseline.Settings, isBad: Bool) -> Count {
        let baseline = Baseline(Array(blocks[..<(reference * 24)]), kind: .rate, settings: settings)
        var detector = TiltDetector(baselines: [baseline], monthlyBudget: budget)
        var count = Count()
        var first: Double?
        for entry in blocks[(reference * 24)...] {
            let verdict = detector.step([.init(block: entry.block)], hour: entry.hour, creditMonths: 1.0 / 720)
            guard verdict == .tilting else { continue }
            let day = Double(entry.hour) / 24 - Double(reference + 15)
            if isBad && day >= 0 { first = first ?? day } else { count.falseAlarms += 1 }
        }
        if isBad { count.delays = [first] }
        return count
    }
}
