import RealModule
import Statistics
import TestSupport

enum LabelFreeExperiment {
    private static let size = 1500
    private static let cut = Double.pow(0.5, 1.5)

    static let experiment = Experiment(
        name: "label-free", section: "8.5", title: "How far is the performance without labels off?",
        worlds: """
            Chunks of 1,500; the score is a distorted probability, calibrated on 8,000 labelled items. In the second world the classifier \
            misses an interaction. Here the classifier is the world's own linear part; the specification fitted one. Bias of the accuracy, \
            share of bands that hold the realised accuracy.
            """,
        seed: 801
    ) { scale, seed in
        let worlds: [(name: String, interaction: Double, shift: Double, concept: Double, stated: String)] = [
            ("score keeps its meaning, no shift", 0, 0, 0, "-.002, 92 %"),
            ("covariate shift of half a deviation", 0, 0.5, 0, "-.005, 97 %"),
            ("covariate shift of one deviation", 0, 1, 0, "-.002, 93 %"),
            ("concept drift: blind by construction", 0, 0, -1, "+.006, 88 %"),
            ("missed interaction, half a deviation", 0.8, 0.5, 0, "-.012, 85 %"),
            ("missed interaction, one deviation", 0.8, 1, 0, "-.016, 68 %"),
            ("missed interaction, concept drift", 0.8, 0, -1, "+.022, 47 %"),
        ]
        let runs = scale.runs(200, full: 600)
        var rows: [Experiment.Row] = []
        for (index, world) in worlds.enumerated() {
            let results = await Worlds.run(runs, seed: seed + UInt64(index)) {
                random, _ -> (bias: Double, held: Bool) in
                let labelled = (0..<8000).map { _ in
                    let item = item(world.interaction, 0, 0, &random)
                    return (score: item.score, label: item.label)
                }
                guard let calibration = Calibration(labelled) else { return (0, false) }
                let items = (0..<size).map { _ in item(world.interaction, world.shift, world.concept, &random) }
                let predictions = items.map {
                    ExpectedPerformance.Prediction(
                        probability: calibration.share(of: $0.score), isPositive: $0.score >= cut, score: $0.score)
                }
                guard let expected = ExpectedPerformance(predictions) else { return (0, false) }
                let right = items.count { ($0.score >= cut) == ($0.label == 1) }
                let bias = expected.accuracy - Double(right) / Double(size)
                return (bias, bias.magnitude <= 1.96 * expected.accuracyError)
            }
            rows.append(
                .init(
                    world.name, stated: world.stated,
                    measured: "\(Figures.mean(results.map(\.bias), digits: 3)), \(Figures.share(results.map(\.held)))",
                    runs: runs))
        }
        return rows
    }

    private static func item(
        _ interaction: Double, _ shift: Double, _ concept: Double, _ random: inout SeededGenerator
    ) -> (score: Double, label: Double) {
        let (x, y) = (shift + random.normal(), shift + random.normal())
        let linear = -0.5 + 1.6 * x - y
        let probability = 1 / (1 + Double.exp(-(linear + interaction * x * y + concept)))
        let score = Double.pow(1 / (1 + Double.exp(-linear)), 1.5)
        return (score, random.chance(probability) ? 1 : 0)
    }
}
