import Statistics
import TestSupport
import Testing

@Suite("People and judges (docs/statistics.md 6)")
struct JudgingTests {
    let vectors: VectorFile

    init() throws {
        vectors = try VectorFile.load("06_ppi")
    }

    static func sums(
        _ labels: some Sequence<Double>, _ scores: some Sequence<Double>, _ judged: some Sequence<Double>
    )
        -> PredictionPoweredMean.Sums
    {
        var sums = PredictionPoweredMean.Sums()
        for (label, score) in zip(labels, scores) { sums.insert(label: label, score: score) }
        for score in judged { sums.insert(score: score) }
        return sums
    }

    @Test("estimates agree with the reference")
    func estimates() throws {
        let cases = try vectors.cases(of: "ppi_mean")
        let labels = try cases[0]["Y"].numbers
        let scores = try cases[0]["f_lab"].numbers
        let judged = try cases[0]["f_unlab"].numbers
        let all = Self.sums(labels, scores, judged)
        let outs = try cases.map { try $0["out"].object }
        for (out, weight) in zip(outs, [nil, 1.0]) {
            let mean = try #require(PredictionPoweredMean(all, weight: weight))
            try expect(mean, out)
            expectClose(mean.judgeWeight, try #require(out["lam"]).number)
        }
        let stratified = try #require(
            PredictionPoweredMean(strata: [
                (0.4, Self.sums(labels[..<30], scores[..<30], judged[..<150])),
                (0.6, Self.sums(labels[30...], scores[30...], judged[150...])),
            ]))
        try expect(stratified, try vectors.cases(of: "ppi_stratified")[0]["out"].object)
    }

    /// Sums lose a few digits against the reference's two passes: 1e-8.
    func expect(_ mean: PredictionPoweredMean, _ out: [String: VectorValue]) throws {
        expectClose(mean.mean, try #require(out["estimate"]).number)
        expectClose(mean.standardError, try #require(out["se"]).number, relative: 1e-8)
        expectClose(mean.band.lower, try #require(out["lo"]).number, relative: 1e-8)
        expectClose(mean.band.upper, try #require(out["hi"]).number, relative: 1e-8)
    }

    @Test("there is no estimate from too few labels, and sums of parts are the sums of the whole")
    func limits() throws {
        var part = Self.sums([1, 0, 1], [1, 0, 1], [1, 0])
        #expect(PredictionPoweredMean(part) == nil)
        let rest = Self.sums([0, 1], [1, 1], [0.5])
        part.merge(rest)
        let whole = Self.sums([1, 0, 1, 0, 1], [1, 0, 1, 1, 1], [1, 0, 0.5])
        #expect(part == whole)
        let constant = try #require(
            PredictionPoweredMean(
                Self.sums([Double](repeating: 1, count: 40), [Double](repeating: 0.5, count: 40), [0.5, 0.5])))
        #expect(constant.judgeWeight == 0 && constant.mean == 1)
    }

    /// Nominal 95 %; the reference measured 94.6 % at 100 labels. Fewer than 271 of 300 has a probability below 1 in 1,000 at
    /// 94.6 % (binomial tail).
    @Test("a biased judge does not bias the estimate")
    func coverage() throws {
        var random = SeededGenerator(seed: 61)
        var covered = 0
        for _ in 0..<300 {
            var sums = PredictionPoweredMean.Sums()
            func item() -> (label: Double, score: Double) {
                let label = random.chance(0.8) ? 1.0 : 0
                return (label, min(1, max(0, (label == 1 ? 0.9 : 0.55) + 0.15 * random.normal())))
            }
            for _ in 0..<100 {
                let next = item()
                sums.insert(label: next.label, score: next.score)
            }
            for _ in 0..<2000 { sums.insert(score: item().score) }
            let mean = try #require(PredictionPoweredMean(sums))
            covered += mean.band.lower <= 0.8 && 0.8 <= mean.band.upper ? 1 : 0
        }
        #expect(covered >= 271)
    }

    @Test("money is divided like in the reference")
    func budget() throws {
        for vector in try vectors.cases(of: "budget_split") {
            let split = try LabelBudget(
                money: vector["B"].number, perLabel: vector["cost_human"].number,
                perJudgeCall: vector["cost_judge"].number, correlation: vector["rho"].number)
            let out = try vector["out"].object
            expectClose(split.labels, try #require(out["n"]).number)
            expectClose(split.judgeCalls, try #require(out["N"]).number)
            expectClose(split.varianceFactor, try #require(out["var_factor"]).number)
        }
    }

    @Test("agreement beyond chance agrees with the reference")
    func kappa() throws {
        for vector in try vectors.cases(of: "cohen_kappa") {
            let agreement = try Agreement(vector["table"].rows)
            expectClose(agreement.kappa, try vector["kappa"].number)
            expectClose(agreement.standardError, try vector["se"].number)
        }
        #expect(Agreement([[10, 0], [0, 0]]).kappa == 1)
        #expect(Agreement([[40, 10], [5, 45]]).grade == .usable)
        #expect(Agreement([[25, 25], [25, 25]]).grade == .unusable)
    }

    @Test("a kinder judge shows in its bias")
    func bias() throws {
        let differences = (0..<50).map { $0.isMultiple(of: 5) ? -0.2 : 0.1 }
        let bias = try #require(JudgeBias(differences: differences))
        expectClose(bias.mean, 0.04)
        #expect(bias.interval.contains(0.04))
        #expect(JudgeBias(differences: [0.1, 0.2]) == nil)
        #expect(JudgeBias.disagrees(label: 1, score: 0.4) && !JudgeBias.disagrees(label: 1, score: 0.5))
        #expect(JudgeBias.moved(frozen: 0.5, now: 0.8) && !JudgeBias.moved(frozen: 0.5, now: 0.75))
    }

    @Test("labels are spread by share and spread, and every stratum has enough")
    func allocation() {
        let even = LabelBudget.allocation(100, strata: [(0.5, 0.2), (0.5, 0.2)])
        expectClose(even, [50, 50])
        let skewed = LabelBudget.allocation(100, strata: [(0.3, 0.45), (0.68, 0.22), (0.02, nil)])
        expectClose(skewed[2], 15)
        expectClose(skewed.reduce(0, +), 100)
        expectClose(skewed[0] / skewed[1], 0.3 * 0.45 / (0.68 * 0.22))
        #expect(LabelBudget.allocation(10, strata: [(0.5, 0.2), (0.5, 0.2)]) == [15, 15])
    }
}
