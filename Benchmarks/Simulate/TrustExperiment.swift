import Statistics
import TestSupport

enum TrustExperiment {
    static let experiment = Experiment(
        name: "trust", section: "13.6", title: "Are trends, falls of trust and the adaptation gap real?",
        worlds: """
            Mann-Kendall on series without a trend, nominal 5 %: corrected (plain). Composite of 300 sessions a day with moods, 28 days of \
            reference, 60 live: share that alarms, median day. The gap: share flagged.
            """,
        seed: 1301
    ) { scale, seed in
        var rows: [Experiment.Row] = []
        let runs = scale.runs(400, full: 2000)
        let stated = [0.0: ["2.0 %", "4.0 %", "3.0 %"], 0.3: ["7 %", "6 %", "6 %"], 0.6: ["9 %", "8 %", "4 %"]]
        let plainStated = [0.0: "", 0.3: " (12 to 17 %)", 0.6: " (27 to 33 %)"]
        for memory in [0, 0.3, 0.6] {
            for (index, days) in [28, 56, 90].enumerated() {
                let tests = await Worlds.run(runs, seed: seed + UInt64(memory * 10) * 10 + UInt64(index)) { random, _ in
                    var last = random.normal()
                    let values = (0..<days).map { _ -> Double in
                        last = memory * last + (1 - memory * memory).squareRoot() * random.normal()
                        return last
                    }
                    return (
                        corrected: Trend.test(values).p < 0.05,
                        plain: Trend.test(values, correctsForAutocorrelation: false).p < 0.05
                    )
                }
                rows.append(
                    .init(
                        "no trend, \(days) days, memory \(memory)",
                        stated: (stated[memory]?[index] ?? "-") + (plainStated[memory] ?? ""),
                        measured:
                            "\(Figures.share(tests.map(\.corrected))); plain \(Figures.share(tests.map(\.plain)))",
                        runs: runs))
            }
        }
        for (index, entry) in [(0.0, "1.7 % (5 % allowed)"), (0.04, "100 %, 39"), (0.08, "100 %, 24")].enumerated() {
            let runs = scale.runs(entry.0 == 0 ? 200 : 60, full: entry.0 == 0 ? 600 : 200)
            let days = await Worlds.run(runs, seed: seed + 200 + UInt64(index)) { random, _ in
                firstAlarm(fall: entry.0, &random)
            }
            rows.append(
                .init(
                    entry.0 == 0 ? "trust stays (alarms)" : "trust falls by \(Figures.text(100 * entry.0, 0)) points",
                    stated: entry.1, measured: Figures.found(days), runs: runs))
        }
        let gaps: [(name: String, uses: Double, reliance: Double, stated: String)] = [
            ("gap: no change", 1, 0.60, "0 %"), ("gap: usage flat, reliance -15 %", 1, 0.51, "100 %"),
            ("gap: usage -20 %, reliance -15 %", 0.8, 0.51, "0 %"),
            ("gap: usage flat, reliance -3 %", 1, 0.582, "0.5 %"),
        ]
        for (index, gap) in gaps.enumerated() {
            let runs = scale.runs(1000, full: 4000)
            let flags = await Worlds.run(runs, seed: seed + 300 + UInt64(index)) { random, _ in
                func period(_ uses: Double, _ reliance: Double, _ random: inout SeededGenerator) -> AdaptationGap.Period
                {
                    let share = Double(random.binomial(3000, reliance)) / 3000
                    // A count of 20,000 is normal for all purposes here.
                    let count = (uses + uses.squareRoot() * random.normal()).rounded()
                    return .init(uses: count, reliance: share, outputs: 3000)
                }
                return AdaptationGap(
                    before: period(20_000, 0.60, &random), now: period(20_000 * gap.uses, gap.reliance, &random)
                ).isFlagged
            }
            rows.append(.init(gap.name, stated: gap.stated, measured: Figures.share(flags), runs: runs))
        }
        return rows
    }

    private static func firstAlarm(fall: Double, _ random: inout SeededGenerator) -> Double? {
        func day(_ mean: Double, _ random: inout SeededGenerator) -> ObservationBlock {
            let mood = min(0.95, max(0.05, mean + 0.01 * random.normal()))
            var counts = [Double](repeating: 0, count: 101)
            for _ in 0..<300 { counts[Int(((1 - random.beta(6 * mood, 6 * (1 - mood))) * 100).rounded())] += 1 }
            return .histogram(counts.enumerated().map { ScoreBin(value: Double($0.offset) / 100, count: $0.element) })
        }
        let reference = (0..<28).map { DatedBlock(hour: $0 * 24, block: day(0.70, &random)) }
        let baseline = Baseline(reference, kind: .score, settings: .init(delta: 0.05, deadBandMode: .none))
        var detector = TiltDetector(baselines: [baseline], monthlyBudget: 0.05)
        for number in 0..<60 {
            let now = day(0.70 - fall * Double(number) / 60, &random)
            let verdict = detector.step([.init(block: now)], hour: (28 + number) * 24, creditMonths: 1.0 / 60)
            if verdict == .tilting { return Double(number + 1) }
        }
        return nil
    }
}
