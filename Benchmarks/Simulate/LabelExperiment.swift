import RealModule
import Statistics
import TestSupport

enum LabelExperiment {
    private static let truth = 0.3 * 0.55 + 0.7 * 0.93

    static let experiment = Experiment(
        name: "labels", section: "6.7", title: "Does the interval hold the true quality, whatever the judge's bias?",
        worlds: "A kind, noisy judge (correlation 0.74 with people), nominal 95 %. Coverage and mean width.",
        seed: 601
    ) { scale, seed in
        let designs: [(labels: Int, judged: Int, people: String, both: String)] = [
            (30, 2000, "92.6 %, .285", "91.9 %, .203"), (50, 2000, "95.2 %, .219", "93.4 %, .156"),
            (100, 2000, "95.3 %, .153", "94.6 %, .110"), (200, 5000, "94.9 %, .108", "95.1 %, .077"),
        ]
        let runs = scale.runs(1500, full: 3000)
        var rows: [Experiment.Row] = []
        for (index, design) in designs.enumerated() {
            let results = await Worlds.run(runs, seed: seed + UInt64(index)) { random, _ in
                var sums = PredictionPoweredMean.Sums()
                var judge = 0.0
                for _ in 0..<design.labels {
                    let item = item(&random)
                    sums.insert(label: item.label, score: item.score)
                }
                for _ in 0..<design.judged {
                    let score = item(&random).score
                    judge += score
                    sums.insert(score: score)
                }
                let estimates = [
                    PredictionPoweredMean(sums, weight: 0), PredictionPoweredMean(sums),
                ]
                return (bands: estimates.map { $0?.band ?? .everything }, judge: judge / Double(design.judged))
            }
            for (kind, name) in ["people alone", "people and judge"].enumerated() {
                let width = results.reduce(0) { $0 + $1.bands[kind].upper - $1.bands[kind].lower } / Double(runs)
                let held = results.map { $0.bands[kind].lower <= truth && truth <= $0.bands[kind].upper }
                rows.append(
                    .init(
                        "\(design.labels) labels, \(Figures.text(Double(design.judged), 0)) judged, \(name)",
                        stated: kind == 0 ? design.people : design.both,
                        measured: "\(Figures.share(held)), \(Figures.text(width, 3))", runs: runs))
            }
        }
        return rows + (await drift(scale, seed + 100))
    }

    private static func item(_ random: inout SeededGenerator) -> (label: Double, score: Double) {
        let isHard = random.chance(0.3)
        let label = random.chance(isHard ? 0.55 : 0.93) ? 1.0 : 0
        let usual = label == 1 ? (isHard ? 0.70 : 0.92) : (isHard ? 0.55 : 0.25)
        return (label, min(1, max(0, usual + 0.12 * random.normal())))
    }

    /// 600 audited items of reference, 20 a day for 120 days; the judge is kinder to wrong answers from day 30.
    private static func drift(_ scale: Scale, _ seed: UInt64) async -> [Experiment.Row] {
        var rows: [Experiment.Row] = []
        for (isKinder, stated) in [(false, "2 % (5 % allowed)"), (true, "97.5 %, 21.5")] {
            let runs = scale.runs(200, full: 600)
            let delays = await Worlds.run(runs, seed: seed + (isKinder ? 1 : 0)) { random, _ -> Double? in
                func disagrees(_ day: Int, _ random: inout SeededGenerator) -> Bool {
                    var item = item(&random)
                    if isKinder && day >= 30 { item.score = min(1, item.score + 0.3 * (1 - item.label)) }
                    return JudgeBias.disagrees(label: item.label, score: item.score)
                }
                let sum = Double((0..<600).count { _ in disagrees(0, &random) })
                let baseline = Baseline(
                    .init(count: 600, sum: sum, sumOfSquares: sum), kind: .rate, days: 30,
                    settings: .init(delta: 0.05, deadBandMode: .none))
                var detector = TiltDetector(baselines: [baseline], monthlyBudget: 0.05)
                for day in 0..<120 {
                    let ones = Double((0..<20).count { _ in disagrees(day, &random) })
                    let block = ObservationBlock.binary(count: 20, ones: ones)
                    if detector.step([.init(block: block)], hour: day * 24, creditMonths: 1.0 / 120) == .tilting {
                        return Double(day + 1 - (isKinder ? 30 : 0))
                    }
                }
                return nil
            }
            rows.append(
                .init(
                    isKinder ? "judge becomes kinder, 20 audited items a day: days" : "judge stays as it was (alarms)",
                    stated: stated, measured: Figures.found(delays), runs: runs))
        }
        return rows
    }
}
