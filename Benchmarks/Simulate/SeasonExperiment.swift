import RealModule
import Statistics
import TestSupport

enum SeasonExperiment {
    static let experiment = Experiment(
        name: "season", section: "1.5, 1.13", title: "Do season and clustering break the budget?",
        worlds: """
            200 events an hour at 8 %, a day of ±25 %, moods of whole days; 28 days of reference, 28 live, 0.1 alarms allowed. Mean \
            alarms without a change; median days until a rise of a quarter is found. No dead band. The week is learnt hour by hour (168 \
            cells), in the specification's table hour of the day by hour of the day (24 cells).
            """,
        seed: 105
    ) { scale, seed in
        let stated: [(mood: Double, flat: String, season: String, both: String, delay: String)] = [
            (0, "1.31", "0.010", "0.008", "0.9"), (0.05, "2.51", "0.215", "0.013", "1.7"),
            (0.10, "5.42", "1.75", "0.020", "4.5"),
        ]
        let runs = scale.runs(150, full: 400)
        var rows: [Experiment.Row] = []
        for (index, entry) in stated.enumerated() {
            let results = await Worlds.run(runs, seed: seed + UInt64(index)) { random, _ in
                let world = blocks(days: 56, mood: entry.mood, rise: 1, random: &random)
                let worse = blocks(days: 28, mood: entry.mood, rise: 1.25, random: &random)
                let reference = Array(world[..<672])
                let both = Baseline(reference, kind: .rate, settings: .init(delta: 0.05, deadBandMode: .none))
                let season = Baseline(
                    reference, kind: .rate, settings: .init(delta: 0.05, deadBandMode: .none, isTempered: false))
                let flat = Baseline(
                    .init(count: both.count, sum: both.sum, sumOfSquares: both.sum), kind: .rate, days: 28,
                    settings: .init(delta: 0.05, deadBandMode: .none))
                let found = alarms(both, worse).first
                return (
                    flat: alarms(flat, world[672...]).count, season: alarms(season, world[672...]).count,
                    both: alarms(both, world[672...]).count, delay: found.map { Double($0) / 24 }
                )
            }
            let name = "moods of \(Figures.percent(entry.mood))"
            rows += [
                .init(
                    "\(name), flat bound", stated: entry.flat, measured: Figures.mean(results.map { Double($0.flat) }),
                    runs: runs),
                .init(
                    "\(name), season", stated: entry.season,
                    measured: Figures.mean(results.map { Double($0.season) }, digits: 3), runs: runs),
                .init(
                    "\(name), season and tempering (default)", stated: entry.both,
                    measured: Figures.mean(results.map { Double($0.both) }, digits: 3), runs: runs),
                .init(
                    "\(name), default, a quarter more failures: days", stated: entry.delay,
                    measured: Figures.found(results.map(\.delay), digits: 1), runs: runs),
            ]
        }
        return rows
    }

    /// Hours with a daily wave and, per day, a log-normal mood of mean 1.
    private static func blocks(
        days: Int, mood: Double, rise: Double, random: inout SeededGenerator
    ) -> [DatedBlock] {
        let spread = Double.log(onePlus: mood * mood)
        var today = 1.0
        return (0..<days * 24).map { hour in
            if hour % 24 == 0 { today = Double.exp(random.normal(mean: -spread / 2, deviation: spread.squareRoot())) }
            let wave = 1 + 0.25 * Double.sin(2 * .pi * Double(hour % 24 - 9) / 24)
            let count = max(1, random.poisson(200))
            let ones = random.binomial(count, min(1, 0.08 * wave * today * rise))
            return DatedBlock(hour: hour, block: .binary(count: Double(count), ones: Double(ones)))
        }
    }

    /// How many blocks it took to each alarm.
    private static func alarms(_ baseline: Baseline, _ live: some Sequence<DatedBlock>) -> [Int] {
        var detector = TiltDetector(baselines: [baseline], monthlyBudget: 0.1)
        var alarms: [Int] = []
        for (index, entry) in live.enumerated() {
            let verdict = detector.step([.init(block: entry.block)], hour: entry.hour, creditMonths: 1.0 / 672)
            if verdict == .tilting { alarms.append(index + 1) }
        }
        return alarms
    }
}
