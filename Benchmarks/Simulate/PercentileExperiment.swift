import RealModule
import Sketches
import Statistics
import TestSupport

enum PercentileExperiment {
    static let experiment = Experiment(
        name: "percentiles", section: "9.7", title: "Are percentiles right, and their changes found?",
        worlds: """
            Log-normal latencies; p95 watched by exceedance: reference 20,000, live 100,000, budget 0.05, delta 0.05, blocks of 100, no dead \
            band. Median events until the alarm.
            """,
        seed: 901
    ) { scale, seed in
        var rows: [Experiment.Row] = []
        let errors = await Worlds.run(scale.runs(3, full: 30), seed: seed) { random, index in worstError(index, &random)
        }
        rows.append(
            .init(
                "largest relative error, three shapes, seven quantiles", stated: ".0098",
                measured: Figures.text(errors.max() ?? 0, 4), runs: errors.count))
        let intervals = scale.runs(800, full: 3000)
        let held = await Worlds.run(intervals, seed: seed + 1) { random, _ in
            var sketch = DDSketch()
            for _ in 0..<500 { sketch.insert(random.logNormal(median: 148.4, spread: 1)) }
            let truth = 148.4 * Double.exp(1.6448536269514722)
            return sketch.interval(ofQuantile: 0.95, normalQuantile: 1.959964)?.contains(truth) ?? false
        }
        rows.append(
            .init(
                "interval of p95 from 500 numbers, nominal 95 %", stated: "97.5 %", measured: Figures.share(held),
                runs: intervals))
        let worlds: [(name: String, stated: String, factor: @Sendable (Double) -> Double)] = [
            ("no change (alarms)", "1.3 %", { _ in 1 }), ("+5 % at once", "72 %, 42,090", { _ in 1.05 }),
            ("+10 % at once", "100 %, 7,420", { _ in 1.10 }), ("+20 % at once", "100 %, 1,600", { _ in 1.20 }),
            ("+20 % over 100,000", "100 %, 38,760", { 1 + 0.2 * $0 }),
        ]
        for (index, world) in worlds.enumerated() {
            let runs = scale.runs(index == 0 ? 300 : 100, full: index == 0 ? 600 : 150)
            let delays = await Worlds.run(runs, seed: seed + 10 + UInt64(index)) { random, _ in
                firstAlarm(&random, world.factor)
            }
            rows.append(.init(world.name, stated: world.stated, measured: Figures.found(delays), runs: runs))
        }
        return rows
    }

    private static func worstError(_ shape: Int, _ random: inout SeededGenerator) -> Double {
        var values: [Double] = []
        for _ in 0..<20_000 {
            switch shape % 3 {
            case 0: values.append(random.logNormal(median: 148.4, spread: 1.2))
            case 1: values.append(Double.pow(1 - random.uniform(), -1 / 1.3))
            default: values.append(random.exponential(mean: 200))
            }
        }
        var sketch = DDSketch()
        for value in values { sketch.insert(value) }
        values.sort()
        return [0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999].map { fraction in
            let exact = values[Int(fraction * Double(values.count - 1))]
            return (sketch.quantile(fraction) - exact).magnitude / exact
        }.max() ?? 0
    }

    private static func firstAlarm(_ random: inout SeededGenerator, _ factor: (Double) -> Double) -> Double? {
        func bins(_ count: Int, _ factor: Double, _ random: inout SeededGenerator) -> SparseBins {
            var bins = SparseBins()
            for _ in 0..<count {
                let latency = factor * random.logNormal(median: 148.4, spread: 0.8)
                bins.add(LogarithmicMapping.standard.signedKey(of: latency))
            }
            return bins
        }
        guard let key = bins(4000, 1, &random).key(ofQuantile: 0.95) else { return nil }
        let thresholds = PercentileThresholds(keys: [key], fractions: [0.95])
        let moments = thresholds.blocks(of: bins(16_000, 1, &random))[0].moments
        let baseline = Baseline(moments, kind: .rate, days: 5, settings: .init(delta: 0.05, deadBandMode: .none))
        var detector = TiltDetector(baselines: [baseline], monthlyBudget: 0.05)
        for block in 0..<1000 {
            let now = thresholds.blocks(of: bins(100, factor(Double(block) / 1000), &random))
            let verdict = detector.step([.init(block: now[0])], hour: block / 20, creditMonths: 0.001)
            if verdict == .tilting { return Double(block + 1) * 100 }
        }
        return nil
    }
}
