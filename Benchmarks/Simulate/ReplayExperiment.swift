import Statistics
import TestSupport

enum ReplayExperiment {
    private static let (candidates, days, reported) = (101, 60, 50)

    static let experiment = Experiment(
        name: "replay", section: "15", title: "Does a replay claim that one could have known?",
        worlds: """
            101 candidates at 5 %, 24 blocks of 40 a day for 60 days, the alarm was raised on day 50. In half of the worlds the last candidate \
            rises by 3 points over 30 days from day 30. Lax: each candidate has the whole budget of 1. \
            Each baseline has a delta of 0.05 divided by the candidates, as the specification's text demands; its simulation gave each 0.05.
            """,
        seed: 1501
    ) { scale, seed in
        let runs = scale.runs(40, full: 200)
        let quiet = await Worlds.run(runs, seed: seed) { random, _ in claims(hasSignal: false, &random) }
        let early = await Worlds.run(runs, seed: seed + 1) { random, _ in claims(hasSignal: true, &random) }
        return [
            .init(
                "useless candidates, lax thresholds: something claimed", stated: "100 %",
                measured: Figures.share(quiet.map { $0.lax != nil }), runs: runs),
            .init(
                "useless candidates, shared budget: something claimed", stated: "0 %",
                measured: Figures.share(quiet.map { $0.fair != nil }), runs: runs),
            .init(
                "one slow ramp among them, shared budget: found, days before the report", stated: "77 %, 2.3",
                measured: Figures.found(early.map { $0.isTrue ? $0.fair : nil }, digits: 1), runs: runs),
        ]
    }

    /// Days before the reported alarm of the first claim, lax and fair, and whether the fair one is the true candidate.
    private static func claims(
        hasSignal: Bool, _ random: inout SeededGenerator
    ) -> (lax: Double?, fair: Double?, isTrue: Bool) {
        let replay = Counterfactual(candidates: candidates)
        var outcomes: [Counterfactual.Outcome] = []
        var lax: Int?
        for candidate in 0..<candidates {
            let sum = Double(random.binomial(20_000, 0.05))
            let moments = ReferenceBound.Moments(count: 20_000, sum: sum, sumOfSquares: sum)
            let hasRamp = hasSignal && candidate == candidates - 1
            let window = (0..<days * 24).map { hour -> (hour: Int, observations: [TiltDetector.Observation]) in
                let rise = hasRamp ? 0.03 * max(0, Double(hour) / 24 - 30) / 30 : 0
                let ones = Double(random.binomial(40, 0.05 + rise))
                return (hour, [.init(block: .binary(count: 40, ones: ones))])
            }
            func baseline(_ delta: Double) -> Baseline {
                Baseline(moments, kind: .rate, days: 21, settings: .init(delta: delta, deadBandMode: .none))
            }
            outcomes.append(replay.replay(candidate, baselines: [baseline(replay.delta)], window: window))
            var detector = TiltDetector(baselines: [baseline(0.05)], monthlyBudget: 1)
            let first = window.first { entry in
                detector.step(entry.observations, hour: entry.hour, creditMonths: 1 / Double(days * 24)) == .tilting
            }
            if let hour = first?.hour, hour < reported * 24 { lax = min(lax ?? hour, hour) }
        }
        let fair = replay.earlier(outcomes, than: reported * 24).first
        return (
            lax.map { Double(reported) - Double($0) / 24 },
            fair.flatMap(\.alarmHour).map { Double(reported) - Double($0) / 24 },
            fair?.candidate == candidates - 1
        )
    }
}
