import Statistics
import TestSupport

enum MixExperiment {
    private struct World: Sendable {
        var name: String
        var hard = 0.3
        var shift = 0.0
        var rise = 0.0
        /// Plain and adjusted at 300 a day, plain and adjusted at 1,000 a day; of 60 runs.
        var stated: [String]
    }

    private static let worlds: [World] = [
        World(name: "no change", stated: ["0", "0", "0", "0"]),
        World(name: "harder mix, nothing worse", shift: 0.2, stated: ["60", "0", "60", "0"]),
        World(
            name: "a rare hard value grows, nothing worse", hard: 0.03, shift: 0.17, stated: ["60", "0", "60", "1"]),
        World(name: "easier mix, nothing worse", shift: -0.2, stated: ["0", "0", "0", "0"]),
        World(name: "failures +20 %", rise: 0.2, stated: ["51, 16.8", "50, 17.1", "60, 6.6", "60, 6.2"]),
        World(
            name: "failures +20 %, harder mix", shift: 0.2, rise: 0.2,
            stated: ["60, 2.1", "57, 16.7", "60, 0.8", "60, 4.6"]),
        World(
            name: "failures +20 %, hidden by an easier mix", shift: -0.2, rise: 0.2,
            stated: ["0", "40, 18.8", "0", "60, 8.2"]),
    ]

    static let experiment = Experiment(
        name: "mix", section: "1.4", title: "Is a moving mix taken for worse answers, and can it hide them?",
        worlds: """
            Two kinds of questions that fail in 5 and 20 % of the calls, seven dimensions of noise, 28 days of reference, 60 live \
            days, budget 0.03; the change comes on day 10. Stated: alarms of 60 runs, median days since the change. The dimension is \
            chosen as the product chooses it.
            """,
        seed: 107
    ) { scale, seed in
        let runs = scale.runs(60, full: 300)
        var rows: [Experiment.Row] = []
        for (index, world) in worlds.enumerated() {
            for (volume, perDay) in [300, 1000].enumerated() {
                let results = await Worlds.run(runs, seed: seed + UInt64(10 * index + volume)) { random, _ in
                    run(world, perDay: perDay, random: &random)
                }
                for isAdjusted in [false, true] {
                    let delays = results.map { isAdjusted ? $0.adjusted : $0.plain }
                    let days =
                        world.rise > 0 ? ", median \(Figures.median(delays.filter { $0 != nil }, digits: 1))" : ""
                    rows.append(
                        .init(
                            "\(world.name), \(Figures.text(Double(perDay), 0)) a day, \(isAdjusted ? "adjusted" : "plain")",
                            stated: world.stated[2 * volume + (isAdjusted ? 1 : 0)],
                            measured: Figures.share(delays.map { $0 != nil }) + days, runs: runs))
                }
            }
        }
        return rows
    }

    private static func run(
        _ world: World, perDay: Int, random: inout SeededGenerator
    ) -> (plain: Double?, adjusted: Double?) {
        let rates = [0.05, 0.20]
        let noise = (0..<7).map { _ -> [Double] in
            let raw = (0..<6).map { _ in random.gamma(shape: 5) }
            return raw.map { $0 / raw.reduce(0, +) }
        }
        // Reference counts per dimension: the one that matters, then the noise.
        var counts = [[(count: Double, sum: Double)]](repeating: .init(repeating: (0, 0), count: 6), count: 8)
        let events = perDay * 28
        var sum = 0.0
        for _ in 0..<events {
            let kind = random.chance(world.hard) ? 1 : 0
            let failure = random.chance(rates[kind]) ? 1.0 : 0
            sum += failure
            for dimension in 0..<8 {
                let value = dimension == 0 ? kind : pick(noise[dimension - 1], &random)
                counts[dimension][value].count += 1
                counts[dimension][value].sum += failure
            }
        }
        let mean = sum / Double(events)
        let dimensions = Dictionary(
            uniqueKeysWithValues: counts.enumerated().map { index, values in
                let filled = values.enumerated().filter { $0.element.count > 0 }
                let pairs = filled.map {
                    ("\($0.offset)", MixAdjustment.ReferenceCount(count: $0.element.count, sum: $0.element.sum))
                }
                return ("\(index)", Dictionary(uniqueKeysWithValues: pairs))
            })
        let mix = MixAdjustment.strongest(of: dimensions, variance: mean * (1 - mean))
        let baseline = Baseline(
            .init(count: Double(events), sum: sum, sumOfSquares: sum), kind: .rate, days: 28,
            settings: .init(delta: 0.05))
        var plain = TiltDetector(baselines: [baseline], monthlyBudget: 0.03)
        var adjusted = plain
        var first: (plain: Double?, adjusted: Double?) = (nil, nil)
        for hour in 0..<60 * 24 {
            let isAfter = hour >= 240
            let count = random.poisson(Double(perDay) / 24)
            let hard = random.binomial(count, world.hard + (isAfter ? world.shift : 0))
            let rise = isAfter ? 1 + world.rise : 1
            let ones = random.binomial(count - hard, rates[0] * rise) + random.binomial(hard, rates[1] * rise)
            var factor = 1.0
            if let mix {
                var values = mix.dimension == "0" ? [count - hard, hard] : [Int](repeating: 0, count: 6)
                if let dimension = Int(mix.dimension), dimension > 0 {
                    for _ in 0..<count { values[pick(noise[dimension - 1], &random)] += 1 }
                }
                let parts = values.enumerated().map { (value: "\($0.offset)", count: Double($0.element)) }
                factor = mix.factor(counts: parts, total: Double(count))
            }
            let block = ObservationBlock.binary(count: Double(count), ones: Double(ones))
            let day = Double(hour) / 24 - 10
            if plain.step([.init(block: block)], hour: hour, creditMonths: 1.0 / 720) == .tilting {
                first.plain = first.plain ?? day
            }
            let verdict = adjusted.step(
                [.init(block: block, mixFactor: factor)], hour: hour, creditMonths: 1.0 / 720)
            if verdict == .tilting { first.adjusted = first.adjusted ?? day }
        }
        return first
    }

    private static func pick(_ shares: [Double], _ random: inout SeededGenerator) -> Int {
        var rest = random.uniform()
        for (index, share) in shares.enumerated() {
            rest -= share
            if rest < 0 { return index }
        }
        return shares.count - 1
    }
}
