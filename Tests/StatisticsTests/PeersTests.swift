import Statistics
import Testing

/// What other libraries answered to the same questions; `./dev peers --write` asks them again (docs/peers.md).
@Suite("Beside other libraries")
struct PeersTests {
    let vectors: VectorFile

    init() throws {
        vectors = try VectorFile.load("peers")
    }

    // NannyML rounds its cumulated counts to five decimals, which moves its area by a few 1e-9; everything else is exact.
    @Test("the expected performance of a classifier is NannyML's to 1e-6")
    func expectedPerformance() throws {
        let vector = try vectors.cases(of: "cbpe")[0]
        let scores = try vector["scores"].numbers
        let counts = try zip(vector["n"].numbers, vector["ones"].numbers)
        let labelled = zip(scores, counts).flatMap { score, count in
            (0..<Int(count.0)).map { (score: score, label: $0 < Int(count.1) ? 1.0 : 0.0) }
        }
        let calibration = try #require(Calibration(labelled))
        let cut = try vector["cut"].number
        let out = try vector["out"].object
        func expected(_ name: String, _ chunk: Int) throws -> Double { try #require(out[name])[chunk].number }
        for (index, chunk) in try vector["chunks"].rows.enumerated() {
            let predictions = zip(scores, chunk).flatMap { score, count in
                Array(
                    repeating: ExpectedPerformance.Prediction(
                        probability: calibration.share(of: score), isPositive: score >= cut, score: score),
                    count: Int(count))
            }
            let performance = try #require(ExpectedPerformance(predictions))
            #expect((performance.accuracy - (try expected("accuracy", index))).magnitude < 1e-6)
            let precision = try #require(performance.precision)
            #expect((precision - (try expected("precision", index))).magnitude < 1e-6)
            let recall = try #require(performance.recall)
            #expect((recall - (try expected("recall", index))).magnitude < 1e-6)
            let score = try #require(performance.fScore())
            #expect((score - (try expected("f1", index))).magnitude < 1e-6)
            let area = try #require(performance.areaUnderCurveWithSelfPairs)
            #expect((area - (try expected("areaUnderCurveWithSelfPairs", index))).magnitude < 1e-6)
        }
    }

    @Test("distances of two windows are scipy's")
    func distances() throws {
        for vector in try vectors.cases(of: "drift") {
            let reference = try vector["reference"].numbers
            let current = try vector["current"].numbers
            let out = try vector["out"].object
            func expected(_ name: String) throws -> Double { try #require(out[name]).number }
            expectClose(CountDistance.jensenShannon(reference, current), try expected("jensenShannon"))
            expectClose(CountDistance.hellinger(reference, current), try expected("hellinger"))
            expectClose(
                CountDistance.wasserstein(values: try vector["values"].numbers, reference, current),
                try expected("wasserstein"))
            expectClose(CountDistance.stabilityIndex(reference, current).plain, try expected("stabilityIndex"))
        }
    }

    @Test("tests of two windows are scipy's")
    func windowTests() throws {
        for vector in try vectors.cases(of: "drift") {
            let reference = try vector["reference"].numbers
            let current = try vector["current"].numbers
            let out = try vector["out"].object
            func expected(_ name: String) throws -> Double { try #require(out[name]).number }
            let gap = TwoWindowTest.kolmogorovSmirnov(reference, current)
            expectClose(gap.distance, try expected("kolmogorovSmirnov"))
            // Our series stops at terms below 1e-12.
            expectClose(gap.p, try expected("kolmogorovSmirnovP"), absolute: 1e-11)
            let association = TwoWindowTest.association(reference, current)
            expectClose(association.statistic, try expected("association"))
            expectClose(association.p, try expected("associationP"))
            expectClose(association.cramersV, try expected("cramersV"))
        }
    }

    @Test("a prediction-powered mean is ppi-python's at the same weight of the judge, with n - 1 for n in its error")
    func predictionPoweredMean() throws {
        for vector in try vectors.cases(of: "ppi") {
            var sums = PredictionPoweredMean.Sums()
            for (label, score) in try zip(vector["labels"].numbers, vector["scores"].numbers) {
                sums.insert(label: label, score: score)
            }
            for score in try vector["judged"].numbers { sums.insert(score: score) }
            let estimate = try #require(PredictionPoweredMean(sums, weight: try vector["weight"].number))
            expectClose(estimate.mean, try vector["estimate"].number)
            expectClose(estimate.standardError, try vector["standardError"].number)
        }
    }

    @Test("the band of scores read one by one is confseq's with the same start")
    func empiricalBernstein() throws {
        let vector = try vectors.cases(of: "empirical_bernstein")[0]
        let lower = try vector["lower"].numbers
        let upper = try vector["upper"].numbers
        let times = try vector["at"].numbers.map { Int($0) }
        var band = try EmpiricalBernsteinBand(alpha: vector["alpha"].number)
        var seen: [Band] = []
        for value in try vector["values"].numbers {
            band.insert(value)
            seen.append(band.band)
        }
        expectClose(times.map { seen[$0 - 1].lower }, lower)
        expectClose(times.map { seen[$0 - 1].upper }, upper)
    }

    @Test("the wealth behind the band of a rate is confseq's betting capital")
    func betaMixture() throws {
        for vector in try vectors.cases(of: "rate_band") {
            let count = try vector["count"].number
            let sum = try vector["sum"].number
            for pair in try vector["wealth"].rows {
                // Both sides add up as many roundings as there are events.
                expectClose(
                    BetaMixtureBand.logWealth(count: count, sum: sum, mean: pair[0]), pair[1], absolute: 1e-10)
            }
        }
    }

    @Test("the capital of one bet is confseq's")
    func bet() throws {
        for vector in try vectors.cases(of: "bet") {
            var process = EProcess(bets: BetGrid(relativeBets: [try vector["bet"].number]))
            let nullMean = try vector["nullMean"].number
            for value in try vector["values"].numbers { process.insert(value, nullMean: nullMean) }
            expectClose(process.logEvidence, try vector["out"].number)
        }
    }
}
