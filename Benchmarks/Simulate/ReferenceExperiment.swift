import Statistics
import TestSupport

enum ReferenceExperiment {
    static let experiment = Experiment(
        name: "reference", section: "1.4, 1.13", title: "What does an estimated reference cost in false alarms?",
        worlds: """
            Rate 8 %, nothing changes in 200,000 events, 0.05 alarms allowed. Mean alarms per monitor, and the share of monitors that \
            ever alarm. The bound is frozen, without dead band.
            """,
        seed: 102
    ) { scale, seed in
        var rows: [Experiment.Row] = []
        let stated: [(count: Int, point: String, bound: String)] = [
            (2000, "2.72, 38 %", ".093, 2.2 %"), (10_000, ".59, 24 %", ".025, 1.5 %"),
            (50_000, ".11, 9 %", ".008, 0.8 %"),
        ]
        let runs = scale.runs(800, full: 3000)
        for (index, entry) in stated.enumerated() {
            for isBound in [false, true] {
                let counts = await Worlds.run(runs, seed: seed + UInt64(2 * index + (isBound ? 1 : 0))) { random, _ in
                    alarms(reference: entry.count, isBound: isBound, random: &random)
                }
                rows.append(
                    .init(
                        "\(Figures.text(Double(entry.count), 0)) events, "
                            + (isBound ? "upper bound, delta 0.05" : "the mean as if it were known"),
                        stated: isBound ? entry.bound : entry.point,
                        measured: "\(Figures.mean(counts, digits: 3)), \(Figures.share(counts.map { $0 > 0 }))",
                        runs: runs))
            }
        }
        return rows
    }

    private static func alarms(reference: Int, isBound: Bool, random: inout SeededGenerator) -> Double {
        let (rate, events, size, budget) = (0.08, 200_000.0, 50, 0.05)
        let sum = Double(random.binomial(reference, rate))
        let nullMean =
            isBound
            ? ClopperPearson.upper(count: Double(reference), sum: sum, delta: 0.05) : max(sum, 1) / Double(reference)
        let variance = nullMean * (1 - nullMean)
        let month = BetGrid.smallestShift(
            variance: variance, logThreshold: 15.2, eventsPerMonth: events)
        var detector = EDetector(
            bets: BetGrid(nullMean: nullMean, variance: variance, smallestShift: max(0.02 * nullMean, month)),
            monthlyBudget: budget)
        var alarms = 0.0
        for _ in 0..<Int(events) / size {
            detector.step(
                .binary(count: Double(size), ones: Double(random.binomial(size, rate))), nullMean: nullMean,
                creditMonths: Double(size) / events)
            if detector.alarms {
                alarms += 1
                detector.reset()
            }
        }
        return alarms
    }
}
