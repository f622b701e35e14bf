import Statistics
import TestSupport

enum OnsetExperiment {
    static let experiment = Experiment(
        name: "onset", section: "1.9", title: "Does the interval of the onset hold the true start?",
        worlds: """
            Blocks of 100 events at 8 %, the change after 300 blocks, 50,000 reference events, 1 false alarm allowed in 5,000,000 events; the \
            estimate is made at the alarm. Share of intervals that hold the start; median error of the point in events.
            """,
        seed: 108
    ) { scale, seed in
        let worlds: [(name: String, after: Double, ramp: Double, stated: String)] = [
            ("8 % to 10 % at once", 0.10, 0, "97.7 to 98.3 %, median 0"),
            ("8 % to 12 % at once", 0.12, 0, "97.7 to 98.3 %"),
            ("8 % to 10 % over 100,000 events", 0.10, 1000, "92 to 95 %, late by 11 to 27 % of the ramp"),
            ("8 % to 12 % over 100,000 events", 0.12, 1000, "92 to 95 %, late by 11 to 27 % of the ramp"),
            ("8 % to 10 % over 30,000 events", 0.10, 300, "92 to 95 %, late by 11 to 27 % of the ramp"),
        ]
        let runs = scale.runs(1000, full: 3000)
        var rows: [Experiment.Row] = []
        for (index, world) in worlds.enumerated() {
            let results = await Worlds.run(runs, seed: seed + UInt64(index)) { random, _ -> (Bool, Double)? in
                let sum = Double(random.binomial(50_000, 0.08))
                let baseline = Baseline(
                    .init(count: 50_000, sum: sum, sumOfSquares: sum), kind: .rate, days: 28,
                    settings: .init(delta: 0.05))
                let bets = BetGrid(nullMean: 0.0815, variance: 0.0815 * 0.9185, smallestShift: 0.002)
                var detector = EDetector(bets: bets, monthlyBudget: 1)
                var blocks: [DatedBlock] = []
                for number in 0..<2800 {
                    let since = Double(number - 300)
                    let share = since < 0 ? 0 : world.ramp > 0 ? min(1, since / world.ramp) : 1
                    let ones = Double(random.binomial(100, 0.08 + share * (world.after - 0.08)))
                    blocks.append(DatedBlock(hour: number, block: .binary(count: 100, ones: ones)))
                    detector.step(.binary(count: 100, ones: ones), nullMean: 0.0815, creditMonths: 2e-5)
                    if detector.alarms { break }
                }
                // An alarm before the change is none of this one's.
                guard blocks.count > 300, let onset = OnsetEstimate(blocks, baseline: baseline) else { return nil }
                return (
                    (onset.earliestIndex...onset.latestIndex).contains(300), Double(onset.index - 300) * 100
                )
            }
            let used = results.compactMap { $0 }
            rows.append(
                .init(
                    world.name, stated: world.stated,
                    measured: "\(Figures.share(used.map(\.0))), median \(Figures.median(used.map { Optional($0.1) }))",
                    runs: used.count))
        }
        return rows
    }
}
