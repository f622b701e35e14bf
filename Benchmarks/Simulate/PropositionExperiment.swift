import Statistics
import TestSupport

enum PropositionExperiment {
    static let experiment = Experiment(
        name: "proposition", section: "1.7, 1.13", title: "Are there more false alarms than the budget?",
        worlds:
            "The null mean is the true mean; 5 alarms are allowed per 100,000 events. Mean number of alarms per run.",
        seed: 101
    ) { scale, seed in
        var rows: [Experiment.Row] = []
        let worlds: [(name: String, mean: Double, variance: Double, event: String, block: String)] = [
            ("rate 8 %", 0.08, 0.0736, "3.99", "2.45"), ("rate 0.5 %", 0.005, 0.004975, "2.92", "2.25"),
            ("rate 50 %", 0.5, 0.25, "4.51", "2.58"),
        ]
        for (index, world) in worlds.enumerated() {
            for block in [1, 50] {
                let runs = block == 1 ? scale.runs(200, full: 600) : scale.runs(600, full: 3000)
                let alarms = await Worlds.run(runs, seed: seed + UInt64(10 * index + block)) { random, _ in
                    count(
                        mean: world.mean, variance: world.variance, blocks: 100_000 / block, size: block,
                        random: &random
                    ) {
                        .binary(count: Double(block), ones: Double($0.binomial(block, world.mean)))
                    }
                }
                rows.append(
                    .init(
                        "\(world.name), \(block == 1 ? "event by event" : "blocks of 50")",
                        stated: block == 1 ? world.event : world.block, measured: Figures.mean(alarms), runs: runs))
            }
        }
        let runs = scale.runs(300, full: 600)
        let scores = await Worlds.run(runs, seed: seed + 100) { random, _ in
            count(mean: 0.25, variance: 12.0 / 576, blocks: 100_000, size: 1, random: &random) {
                .histogram([ScoreBin(value: $0.beta(2, 6), count: 1)])
            }
        }
        rows.append(.init("scores, Beta(2, 6)", stated: "4.44", measured: Figures.mean(scores), runs: runs))
        let dependent = await Worlds.run(runs, seed: seed + 101) { random, _ in
            // The mean is 0.1 whatever happened; the spread follows the past.
            var spread = 0.5
            return count(mean: 0.1, variance: 0.005, blocks: 100_000, size: 1, random: &random) {
                let value = $0.chance(spread) ? ($0.chance(0.5) ? 0.2 : 0.0) : 0.1
                spread = 0.9 * spread + 0.1 * (value != 0.1 ? 0.9 : 0.1)
                return .histogram([ScoreBin(value: value, count: 1)])
            }
        }
        rows.append(.init("dependent scores", stated: "4.13", measured: Figures.mean(dependent), runs: runs))
        return rows
    }

    private static func count(
        mean: Double, variance: Double, blocks: Int, size: Int, random: inout SeededGenerator,
        _ block: (inout SeededGenerator) -> ObservationBlock
    ) -> Double {
        var detector = EDetector(
            bets: BetGrid(nullMean: mean, variance: variance, smallestShift: 0.02 * mean), monthlyBudget: 5)
        var alarms = 0.0
        for _ in 0..<blocks {
            detector.step(block(&random), nullMean: mean, creditMonths: Double(size) / 100_000)
            if detector.alarms {
                alarms += 1
                detector.reset()
            }
        }
        return alarms
    }
}
