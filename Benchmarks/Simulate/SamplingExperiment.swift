import RealModule
import Statistics
import TestSupport

enum SamplingExperiment {
    static let experiment = Experiment(
        name: "sampling", section: "7.5", title: "Is the predicted time to detection right, and weighted means honest?",
        worlds: """
            The null mean is given; detection event by event in blocks of 10. Prediction divided by the simulated quantile at 50, 80 and \
            90 %: above 1 is on the safe side. Weighted means: 20,000 items, errors looked at always, slow ones in 20 %, others in 2 %.
            """,
        seed: 701
    ) { scale, seed in
        let worlds: [(null: Double, new: Double, events: Double, stated: String)] = [
            (0.08, 0.10, 5e6, ".99 1.06 1.11"), (0.08, 0.12, 5e6, ".96 1.02 1.05"), (0.02, 0.03, 1e6, "1.07 1.12 1.15"),
            (0.30, 0.35, 1e5, "1.10 1.20 1.28"), (0.005, 0.01, 1e7, "1.03 1.03 1.08"),
            (0.0865, 0.10, 5e6, "1.00 1.01 1.07"),
        ]
        let runs = scale.runs(400, full: 800)
        var rows: [Experiment.Row] = []
        for (index, world) in worlds.enumerated() {
            let variance = world.null * (1 - world.null)
            let bets = BetGrid(
                nullMean: world.null, variance: variance,
                smallestShift: BetGrid.smallestShift(
                    variance: variance, logThreshold: Double.log(world.events), eventsPerMonth: world.events))
            let most =
                4
                * Detectability.events(
                    nullMean: world.null, newMean: world.new, logThreshold: Double.log(world.events), power: 0.99)
            let delays = await Worlds.run(runs, seed: seed + UInt64(index)) { random, _ -> Double in
                var detector = EDetector(bets: bets, monthlyBudget: 1)
                var event = 0.0
                while event < most {
                    let ones = Double(random.binomial(10, world.new))
                    detector.step(.binary(count: 10, ones: ones), nullMean: world.null, creditMonths: 10 / world.events)
                    event += 10
                    if detector.alarms { return event }
                }
                return .infinity
            }.sorted()
            let ratios = [0.5, 0.8, 0.9].map { power in
                let predicted = Detectability.events(
                    nullMean: world.null, newMean: world.new, logThreshold: Double.log(world.events), power: power)
                return Figures.text(predicted / delays[Int(power * Double(runs - 1))], 2)
            }
            rows.append(
                .init(
                    "\(Figures.percent(world.null)) to \(Figures.percent(world.new))", stated: world.stated,
                    measured: ratios.joined(separator: " "), runs: runs))
        }
        return rows + (await means(scale, seed + 100))
    }

    private static func means(_ scale: Scale, _ seed: UInt64) async -> [Experiment.Row] {
        let runs = scale.runs(1500, full: 4000)
        let held = await Worlds.run(runs, seed: seed) { random, _ in
            var sample: [(value: Double, probability: Double)] = []
            var sum = 0.0
            for _ in 0..<20_000 {
                let u = random.uniform()
                let kind = u < 0.03 ? 0 : u < 0.15 ? 1 : 2
                let (probability, rate) = ([1, 0.2, 0.02][kind], [0.6, 0.2, 0.05][kind])
                let value = random.chance(rate) ? 1.0 : 0
                sum += value
                if random.chance(probability) { sample.append((value, probability)) }
            }
            let truth = sum / 20_000
            return [SampledMean(sample, total: 20_000), SampledMean(sample)].map { estimate in
                estimate.map { ($0.mean - truth).magnitude <= 1.959964 * $0.standardError } ?? false
            }
        }
        return [
            .init(
                "Horvitz-Thompson, nominal 95 %", stated: "93.4 %", measured: Figures.share(held.map { $0[0] }),
                runs: runs),
            .init("Hájek, nominal 95 %", stated: "93.9 %", measured: Figures.share(held.map { $0[1] }), runs: runs),
        ]
    }
}
