import RealModule
import Statistics
import TestSupport

enum EchoExperiment {
    static let experiment = Experiment(
        name: "echo", section: "14", title: "Is the model's echo in people's labels found?",
        worlds: """
            20,000 items, 5 % held out, people agree with the model in 80 % by themselves; evidence of 20 : 1 is an alarm, so 5 % are allowed. \
            Found, median items, mean contamination index.
            """,
        seed: 1401
    ) { scale, seed in
        let worlds: [(echo: Double, stated: String)] = [
            (0, "1 %, index .02"), (0.3, "97 %, 6,902, index .284 (truth .285)"),
            (0.6, "100 %, 1,469, index .566 (truth .570)"),
        ]
        let runs = scale.runs(200, full: 600)
        var rows: [Experiment.Row] = []
        for (index, world) in worlds.enumerated() {
            let results = await Worlds.run(runs, seed: seed + UInt64(index)) { random, _ in
                var test = EchoTest()
                var first: Double?
                var agreements = (exposed: 0.0, holdout: 0.0)
                var items = (exposed: 0.0, holdout: 0.0)
                for number in 1...20_000 {
                    let isHoldout = random.chance(0.05)
                    let echoes = !isHoldout && random.chance(world.echo)
                    let agrees = echoes || random.chance(0.8)
                    if isHoldout {
                        items.holdout += 1
                        agreements.holdout += agrees ? 1 : 0
                    } else {
                        items.exposed += 1
                        agreements.exposed += agrees ? 1 : 0
                    }
                    let evidence = test.insert(agrees: agrees, isHoldout: isHoldout, holdout: 0.05)
                    if first == nil, evidence >= Double.log(20) { first = Double(number) }
                }
                let contamination = Contamination.index(
                    exposed: 0.95, agreementExposed: agreements.exposed / items.exposed,
                    agreementHoldout: agreements.holdout / items.holdout)
                return (first: first, contamination: contamination)
            }
            let mean = results.reduce(0) { $0 + $1.contamination } / Double(runs)
            rows.append(
                .init(
                    "echo of \(Figures.percent(world.echo))", stated: world.stated,
                    measured: "\(Figures.found(results.map(\.first))), index \(Figures.text(mean, 3))", runs: runs))
        }
        return rows
    }
}
