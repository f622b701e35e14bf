import Statistics
import Testing

@Suite("Performance without labels (docs/statistics.md 8)")
struct LabelFreeTests {
    let vectors: VectorFile

    init() throws {
        vectors = try VectorFile.load("08_cbpe")
    }

    @Test("a calibration agrees with the reference")
    func calibration() throws {
        let vector = try vectors.cases(of: "pav")[0]
        let labelled = try zip(vector["scores"].numbers, vector["labels"].numbers).map { (score: $0, label: $1) }
        let calibration = try #require(Calibration(labelled))
        #expect(try calibration.scores == vector["knots_x"].numbers)
        expectClose(calibration.shares, try vector["knots_y"].numbers)
        for (score, share) in try vector["apply"].object {
            expectClose(calibration.share(of: try #require(Double(score))), try share.number)
        }
        #expect(calibration.isOutside(-1) && !calibration.isOutside(0.5))
        #expect(Calibration([]) == nil)
        let error = try vectors.cases(of: "ece")[0]
        let items = try zip(error["p"].numbers, error["y"].numbers).map { (probability: $0, label: $1) }
        expectClose(Calibration.expectedError(items, bins: try Int(error["bins"].number)), try error["out"].number)
    }

    @Test("the expected performance agrees with the reference")
    func performance() throws {
        for vector in try vectors.cases(of: "cbpe_binary") {
            let probabilities = try vector["p"].numbers
            let predicted = try vector["yhat"].numbers
            let scores = try vector["scores"].numbers
            let chunk = probabilities.indices.map {
                ExpectedPerformance.Prediction(
                    probability: probabilities[$0], isPositive: predicted[$0] == 1, score: scores[$0])
            }
            let performance = try #require(ExpectedPerformance(chunk))
            let out = try vector["out"].object
            func field(_ name: String) throws -> Double { try #require(out[name]).number }
            expectClose(performance.truePositives, try field("tp"))
            expectClose(performance.falsePositives, try field("fp"))
            expectClose(performance.falseNegatives, try field("fn"))
            expectClose(performance.trueNegatives, try field("tn"))
            expectClose(performance.accuracy, try field("accuracy"))
            expectClose(performance.accuracyError, try field("accuracy_se"))
            expectClose(try #require(performance.precision), try field("precision"))
            expectClose(try #require(performance.recall), try field("recall"))
            expectClose(try #require(performance.fScore()), try field("f"))
            expectClose(try #require(performance.areaUnderCurve), try field("auroc"))
        }
        let one = try #require(
            ExpectedPerformance([.init(probability: 0, isPositive: false, score: 0.1)]))
        #expect(one.precision == nil && one.recall == nil && one.fScore() == nil && one.areaUnderCurve == nil)
        #expect(ExpectedPerformance([]) == nil)
    }

    @Test("several classes agree with the reference")
    func multiclass() throws {
        let vector = try vectors.cases(of: "cbpe_multiclass")[0]
        let out = try vector["out"].object
        let performance = try #require(
            try ExpectedPerformance.multiclass(vector["P"].rows, predicted: vector["yhat"].numbers.map { Int($0) }))
        expectClose(performance.accuracy, try #require(out["accuracy"]).number)
        expectClose(performance.accuracyError, try #require(out["accuracy_se"]).number)
        expectClose(performance.macroF1, try #require(out["macro_f1"]).number)
    }

    @Test("the expected loss agrees with the reference")
    func loss() throws {
        let vector = try vectors.cases(of: "dle_cells")[0]
        let reference = try vector["ref"].object.mapValues { cell in
            try ReferenceBound.Moments(count: cell[0].number, sum: cell[1].number, sumOfSquares: cell[2].number)
        }
        let current = try vector["cur"].object.mapValues { try $0.number }
        let out = try vector["out"].object
        let loss = try #require(ExpectedLoss(reference: reference, current: current))
        expectClose(loss.loss, try #require(out["loss"]).number)
        expectClose(loss.standardError, try #require(out["se"]).number)
        expectClose(loss.unseenShare, try #require(out["unseen_share"]).number)
        #expect(ExpectedLoss(reference: [:], current: current) == nil)
    }
}
