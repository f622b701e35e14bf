import RealModule
import Statistics
import TestSupport

enum TriageExperiment {
    static let experiment = Experiment(
        name: "triage", section: "16.3", title: "Does triage name the right cause, and know how sure it is?",
        worlds: """
            Incidents drawn from the table of probabilities, or from one that is off by so much (log-odds), with evidence missing. First cause \
            right; right one among the first two; always blaming a deploy, or else the pipeline; confidence and accuracy where above 0.8.
            """,
        seed: 1601
    ) { scale, seed in
        let worlds: [(name: String, noise: Double, missing: Double, stated: String)] = [
            ("the table is right, everything is seen", 0, 0, "73 to 75 %, 90 %, 40 %, .92/.99"),
            ("off by 0.7, 20 % missing", 0.7, 0.2, "67 %, 86 %, 35 %, .90/.96"),
            ("off by 1.2, 40 % missing", 1.2, 0.4, "54 %, 74 %, 30 %, .88/.88"),
        ]
        // 100 incidents of each world, since a world draws its own table.
        let runs = scale.runs(60, full: 200)
        var rows: [Experiment.Row] = []
        for (index, world) in worlds.enumerated() {
            let results = await Worlds.run(runs, seed: seed + UInt64(index)) { random, _ in
                let table = table(noise: world.noise, &random)
                return (0..<100).map { _ in incident(table, missing: world.missing, &random) }
            }.flatMap { $0 }
            let sure = results.filter { $0.confidence > 0.8 }
            let confidence = sure.reduce(0) { $0 + $1.confidence } / Double(max(1, sure.count))
            let accuracy = Double(sure.count { $0.first }) / Double(max(1, sure.count))
            rows.append(
                .init(
                    world.name, stated: world.stated,
                    measured: "\(Figures.share(results.map(\.first))), \(Figures.share(results.map(\.second))), "
                        + "\(Figures.share(results.map(\.blamed))), \(Figures.text(confidence, 2))/\(Figures.text(accuracy, 2))",
                    runs: results.count))
        }
        return rows
    }

    private static func table(noise: Double, _ random: inout SeededGenerator) -> [TriageEvidence: [Double]] {
        var table: [TriageEvidence: [Double]] = [:]
        for kind in TriageEvidence.allCases {
            table[kind] = kind.probabilities.map { p in
                1 / (1 + Double.exp(-(Double.log(p / (1 - p)) + noise * random.normal())))
            }
        }
        return table
    }

    private static func incident(
        _ table: [TriageEvidence: [Double]], missing: Double, _ random: inout SeededGenerator
    ) -> (first: Bool, second: Bool, blamed: Bool, confidence: Double) {
        let causes = TriageCause.allCases
        var rest = random.uniform()
        let index =
            causes.firstIndex { cause in
                rest -= cause.prior
                return rest < 0
            } ?? causes.count - 1
        var findings: [TriageEvidence: Triage.Finding] = [:]
        for kind in TriageEvidence.allCases where !random.chance(missing) {
            guard random.chance(table[kind]?[index] ?? 0) else {
                findings[kind] = .absent
                continue
            }
            let isTimeless = kind.decayHours > 1e6
            let causal = -random.exponential(mean: kind.decayHours * 0.3)
            let lag = isTimeless ? 0 : random.chance(0.8) ? causal : 24 * random.normal()
            findings[kind] = .present(strength: [0.7, 0.9, 1][Int.random(in: 0...2, using: &random)], lagHours: lag)
        }
        let ranked = Triage(findings).ranked
        var isDeploy = false
        if case .present = findings[.deployEvent] { isDeploy = true }
        return (
            ranked[0].cause == causes[index], ranked.prefix(2).contains { $0.cause == causes[index] },
            (isDeploy ? TriageCause.deploy : .pipeline) == causes[index], ranked[0].probability
        )
    }
}
