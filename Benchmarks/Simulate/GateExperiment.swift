import Statistics
import TestSupport

enum GateExperiment {
    static let experiment = Experiment(
        name: "gate", section: "12.6", title: "Does the gate decide rightly, and early?",
        worlds:
            "Margin 0.02, alpha 0.05, at most 5,000 pairs. Share that passes, share that is blocked, median pairs of the decision.",
        seed: 1201
    ) { scale, seed in
        let worlds: [(name: String, worse: Double, better: Double, stated: String)] = [
            ("worse by exactly the margin", 0.06, 0.04, "1.8 %, 2.2 %"),
            ("equal, 10 % discordant", 0.05, 0.05, "95.6 %, 0, 1,694"),
            ("equal, 4 % discordant", 0.02, 0.02, "100 %, 0, 854"),
            ("better by 2 points", 0.04, 0.06, "100 %, 0, 494"), ("worse by 5 points", 0.08, 0.03, "0, 100 %, 845"),
        ]
        let runs = scale.runs(600, full: 1500)
        var rows: [Experiment.Row] = []
        for (index, world) in worlds.enumerated() {
            let gates = await Worlds.run(runs, seed: seed + UInt64(index)) { random, _ in
                var gate = UpgradeGate()
                while gate.verdict == .undecided, gate.pairs < UpgradeGate.maximumPairs {
                    gate.insert(difference: difference(world.worse, world.better, &random))
                }
                return gate
            }
            let decided = gates.filter { $0.verdict != .undecided }.map { Optional(Double($0.pairs)) }
            rows.append(
                .init(
                    world.name, stated: world.stated,
                    measured: "\(Figures.share(gates.map { $0.verdict == .pass })), "
                        + "\(Figures.share(gates.map { $0.verdict == .block })), median \(Figures.median(decided))",
                    runs: runs))
        }
        for (index, isWorse) in [true, false].enumerated() {
            let runs = scale.runs(200, full: 400)
            let blocked = await Worlds.run(runs, seed: seed + 10 + UInt64(index)) { random, _ in
                var gate = UpgradeGate(slices: 10)
                for pair in 0..<5000 where gate.verdict != .block {
                    let slice = pair % 10
                    let isBad = isWorse && slice == 0
                    gate.insert(
                        difference: difference(isBad ? 0.16 : 0.05, isBad ? 0.04 : 0.05, &random), memberOf: [slice])
                    // A pass is latched; the slices go on being looked at, as in the specification's table.
                    if gate.logEvidenceWorseBySlice[slice] >= 5.298317 { return true }
                }
                return gate.verdict == .block
            }
            rows.append(
                .init(
                    isWorse ? "one of ten slices worse by 12 points: blocked" : "no slice worse: blocked",
                    stated: isWorse ? "95 %" : "0 of 400", measured: Figures.share(blocked), runs: runs))
        }
        return rows
    }

    private static func difference(_ worse: Double, _ better: Double, _ random: inout SeededGenerator) -> Double {
        let u = random.uniform()
        return u < worse ? -1 : u < worse + better ? 1 : 0
    }
}
