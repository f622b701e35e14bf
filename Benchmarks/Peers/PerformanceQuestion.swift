import Statistics

/// What a classifier's performance should be (docs/statistics.md 8.1): the calibration is learnt from `reference` and applied
/// to each chunk.
struct PerformanceQuestion: Decodable {
    struct Reference: Decodable {
        var scores: [Double]
        /// 0 or 1, one per score.
        var labels: [Double]
    }

    struct Chunk: Decodable {
        var scores: [Double]
        /// Whether the positive class was predicted: 0 or 1, one per score.
        var predicted: [Int]
    }

    struct Answer: Encodable {
        var accuracy: Double
        var precision: Double?
        var recall: Double?
        var f1: Double?
        var areaUnderCurve: Double?
        var areaUnderCurveWithSelfPairs: Double?
    }

    var reference: Reference
    var chunks: [Chunk]

    func answer() throws -> [Answer] {
        let labelled = zip(reference.scores, reference.labels).map { (score: $0, label: $1) }
        guard let calibration = Calibration(labelled) else {
            throw Unanswerable(description: "The reference is empty.")
        }
        return try chunks.map { chunk in
            let predictions = zip(chunk.scores, chunk.predicted).map { score, predicted in
                ExpectedPerformance.Prediction(
                    probability: calibration.share(of: score), isPositive: predicted == 1, score: score)
            }
            guard let performance = ExpectedPerformance(predictions) else {
                throw Unanswerable(description: "A chunk is empty.")
            }
            return Answer(
                accuracy: performance.accuracy, precision: performance.precision, recall: performance.recall,
                f1: performance.fScore(), areaUnderCurve: performance.areaUnderCurve,
                areaUnderCurveWithSelfPairs: performance.areaUnderCurveWithSelfPairs)
        }
    }
}
