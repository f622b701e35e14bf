import RealModule
import Sketches
import Statistics
import TestSupport

enum DriftExperiment {
    private enum Change: Sendable, CaseIterable {
        case none, scale, ramp, tail, spread
    }

    static let experiment = Experiment(
        name: "drift", section: "3.9", title: "Is a field found when it drifts, and left alone when not?",
        worlds: """
            Log-normal numbers: reference 20,000, live 50,000, budget 0.05, delta 0.05, blocks of 100, no dead band. Categories: 20 with \
            shares 1/k. Median events until the alarm.
            """,
        seed: 301
    ) { scale, seed in
        var rows = await stability(scale, seed)
        let stated: [(Change, String, String)] = [
            (.none, "nothing (alarms)", "1.0 %"), (.scale, "numbers +10 % at once", "1,584"),
            (.ramp, "numbers +6 % over 50,000", "36,993"),
            (.tail, "3 % of the numbers times 3", "100 %, 13,424"), (.spread, "spread +10 %", "6,624"),
        ]
        for (index, entry) in stated.enumerated() {
            let runs = entry.0 == .none ? scale.runs(200, full: 600) : scale.runs(60, full: 200)
            let delays = await Worlds.run(runs, seed: seed + 10 + UInt64(index)) { random, _ in
                number(entry.0, &random)
            }
            rows.append(.init(entry.1, stated: entry.2, measured: Figures.found(delays), runs: runs))
        }
        let categories: [(name: String, rise: Double, ramp: Bool, stated: String)] = [
            ("categories, nothing (alarms)", 0, false, "0 of 150"),
            ("one category of 20 +1 point at once", 0.01, false, "90 %, 20,715"),
            ("one category of 20 +2 points over 50,000", 0.02, true, "100 %, 33,137"),
        ]
        for (index, entry) in categories.enumerated() {
            let runs = entry.rise == 0 ? scale.runs(150, full: 450) : scale.runs(50, full: 150)
            let delays = await Worlds.run(runs, seed: seed + 30 + UInt64(index)) { random, _ in
                category(rise: entry.rise, isRamp: entry.ramp, &random)
            }
            rows.append(.init(entry.name, stated: entry.stated, measured: Figures.found(delays), runs: runs))
        }
        return rows
    }

    private static func stability(_ scale: Scale, _ seed: UInt64) async -> [Experiment.Row] {
        let runs = scale.runs(1500, full: 6000)
        var rows: [Experiment.Row] = []
        for (cells, plain, debiased) in [(10, "mean .087, 32 %", "2.1 %"), (20, "95 %", "5.6 %")] {
            let values = await Worlds.run(runs, seed: seed + UInt64(cells)) { random, _ in
                let windows = (0..<2).map { _ in
                    var counts = [Double](repeating: 0, count: cells)
                    for _ in 0..<200 { counts[Int(random.uniform() * Double(cells))] += 1 }
                    return counts
                }
                return CountDistance.stabilityIndex(windows[0], windows[1])
            }
            let mean = values.reduce(0) { $0 + $1.plain } / Double(runs)
            rows += [
                .init(
                    "stability index of \(cells) cells, 200 rows each, no change: mean, above 0.1", stated: plain,
                    measured: "\(Figures.text(mean, 3)), \(Figures.share(values.map { $0.plain > 0.1 }))", runs: runs),
                .init(
                    "the same, debiased: above 0.1", stated: debiased,
                    measured: Figures.share(values.map { $0.debiased > 0.1 }), runs: runs),
            ]
        }
        return rows
    }

    private static func number(_ change: Change, _ random: inout SeededGenerator) -> Double? {
        func draw(_ progress: Double, _ change: Change, _ random: inout SeededGenerator) -> Double {
            let normal = random.normal()
            switch change {
            case .none: return Double.exp(0.6 * normal)
            case .scale: return 1.1 * Double.exp(0.6 * normal)
            case .ramp: return (1 + 0.06 * progress) * Double.exp(0.6 * normal)
            case .tail: return (random.chance(0.03) ? 3 : 1) * Double.exp(0.6 * normal)
            case .spread: return Double.exp(0.66 * normal)
            }
        }
        func bins(_ count: Int, _ progress: Double, _ change: Change, _ random: inout SeededGenerator) -> SparseBins {
            var bins = SparseBins()
            for _ in 0..<count {
                bins.add(LogarithmicMapping.standard.signedKey(of: draw(progress, change, &random)))
            }
            return bins
        }
        let (first, rest) = (bins(4000, 0, .none, &random), bins(16_000, 0, .none, &random))
        guard let baseline = DriftBaseline.numeric(first: first, rest: rest) else { return nil }
        return firstAlarm(baseline, bets: 8, &random) { block, random in
            baseline.counts(bins(100, Double(block) / 500, change, &random)) ?? []
        }
    }

    private static func category(rise: Double, isRamp: Bool, _ random: inout SeededGenerator) -> Double? {
        let weights = (1...20).map { 1 / Double($0) }
        let shares = weights.map { $0 / weights.reduce(0, +) }
        func counter(_ count: Int, _ more: Double, _ random: inout SeededGenerator) -> CategoryCounter {
            var counter = CategoryCounter(.standard)
            for _ in 0..<count {
                var value = 8
                if !random.chance(more) {
                    var rest = random.uniform()
                    value =
                        shares.firstIndex { share in
                            rest -= share
                            return rest < 0
                        } ?? 19
                }
                counter.insert("value \(value)", count: 1)
            }
            return counter
        }
        guard let baseline = DriftBaseline.categorical(counter(20_000, 0, &random)) else { return nil }
        // So many events become this category that its share rises by the stated points.
        let added = isRamp ? rise : rise / (1 - shares[8])
        return firstAlarm(baseline, bets: 6, &random) { block, random in
            baseline.counts(counter(100, added * (isRamp ? Double(block) / 500 : 1), &random)) ?? []
        }
    }

    private static func firstAlarm(
        _ baseline: DriftBaseline, bets: Int, _ random: inout SeededGenerator,
        _ counts: (Int, inout SeededGenerator) -> [Double]
    ) -> Double? {
        let arms = baseline.arms(days: 12, delta: 0.05, deadBand: nil)
        let detectors = DriftBaseline.detectors(
            nullMeans: arms.map { $0.nullMean(bound: $0.frozenBound) }, eventsPerMonth: 50_000, monthlyBudget: 0.05,
            bets: bets, deadBand: 0, tempering: 1)
        var detector = TiltDetector(baselines: arms, detectors: detectors)
        for block in 0..<500 {
            let observations = baseline.observations(counts: counts(block, &random), total: 100)
            if detector.step(observations, hour: block / 20, creditMonths: 0.002) == .tilting {
                return Double(block + 1) * 100
            }
        }
        return nil
    }
}
