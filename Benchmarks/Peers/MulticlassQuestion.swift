import Statistics

/// What a classifier of several classes should achieve (docs/statistics.md 8.1): each class is calibrated against the rest,
/// then every row is divided by its sum.
struct MulticlassQuestion: Decodable {
    struct Reference: Decodable {
        /// One row per item, one score per class.
        var scores: [[Double]]
        /// The true class of each.
        var labels: [Int]
    }

    struct Chunk: Decodable {
        var scores: [[Double]]
        /// The predicted class of each.
        var predicted: [Int]
    }

    struct Answer: Encodable {
        var accuracy: Double
        var macroF1: Double
    }

    var reference: Reference
    var chunks: [Chunk]

    func answer() throws -> [Answer] {
        let classes = reference.scores.first?.count ?? 0
        let calibrations = try (0..<classes).map { index in
            let labelled = zip(reference.scores, reference.labels).map {
                (score: $0[index], label: $1 == index ? 1.0 : 0.0)
            }
            guard let calibration = Calibration(labelled) else {
                throw Unanswerable(description: "The reference is empty.")
            }
            return calibration
        }
        return try chunks.map { chunk in
            let probabilities = chunk.scores.map { row in
                let shares = zip(row, calibrations).map { $1.share(of: $0) }
                let sum = shares.reduce(0, +)
                return shares.map { sum > 0 ? $0 / sum : 1 / Double(classes) }
            }
            guard let expected = ExpectedPerformance.multiclass(probabilities, predicted: chunk.predicted) else {
                throw Unanswerable(description: "A chunk is empty.")
            }
            return Answer(accuracy: expected.accuracy, macroF1: expected.macroF1)
        }
    }
}
