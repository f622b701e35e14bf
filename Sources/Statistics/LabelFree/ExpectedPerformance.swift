import RealModule

/// CBPE: what a classifier's performance should be, from its calibrated probabilities alone (docs/statistics.md 8.1).
///
/// Valid only if the relation between score and outcome has not changed: it sees covariate shift and is blind to concept
/// drift by construction. Never close an incident with it.
public struct ExpectedPerformance: Sendable, Hashable {
    /// Expected true positives.
    public let truePositives: Double
    /// Expected false positives.
    public let falsePositives: Double
    /// Expected false negatives.
    public let falseNegatives: Double
    /// Expected true negatives.
    public let trueNegatives: Double
    /// Expected share of right predictions.
    public let accuracy: Double
    /// The standard error of the *realised* accuracy around it.
    public let accuracyError: Double
    /// Expected area under the ROC curve; nil without scores, or when only one class is expected.
    ///
    /// Over pairs of two items: what the realised area is expected to be.
    public let areaUnderCurve: Double?
    /// The same over all pairs, each item also paired with itself as a tie: nearer to a half by
    /// `(area - 1/2) · sum p(1-p) / (positives · negatives)`. What NannyML reports, for comparisons with it; nil when the
    /// chunk is empty of one class.
    public let areaUnderCurveWithSelfPairs: Double?

    /// One prediction of a chunk.
    public struct Prediction: Sendable, Hashable {
        /// The calibrated probability of the positive class.
        public let probability: Double
        /// Whether the positive class was predicted.
        public let isPositive: Bool
        /// The raw score, for the ROC curve.
        public let score: Double

        /// - Parameters:
        ///   - probability: calibrated, of the positive class.
        ///   - isPositive: whether it was predicted.
        ///   - score: raw.
        public init(probability: Double, isPositive: Bool, score: Double) {
            self.probability = probability
            self.isPositive = isPositive
            self.score = score
        }

        /// The probability that the prediction is wrong: watched by E1 as a score.
        public var expectedError: Double { isPositive ? 1 - probability : probability }
    }

    /// - Parameter chunk: predictions of at least a day or 500 events.
    /// - Returns: nil when empty.
    public init?(_ chunk: [Prediction]) {
        guard !chunk.isEmpty else { return nil }
        var counts = (tp: 0.0, fp: 0.0, fn: 0.0, tn: 0.0)
        var spread = 0.0
        for item in chunk {
            if item.isPositive {
                counts.tp += item.probability
                counts.fp += 1 - item.probability
            } else {
                counts.fn += item.probability
                counts.tn += 1 - item.probability
            }
            spread += item.probability * (1 - item.probability)
        }
        truePositives = counts.tp
        falsePositives = counts.fp
        falseNegatives = counts.fn
        trueNegatives = counts.tn
        accuracy = (counts.tp + counts.tn) / Double(chunk.count)
        accuracyError = spread.squareRoot() / Double(chunk.count)
        let won = Self.pairsWon(chunk)
        let positives = counts.tp + counts.fn
        let pairs = positives * (Double(chunk.count) - positives)
        areaUnderCurve = pairs - spread > 0 ? (won - 0.5 * spread) / (pairs - spread) : nil
        areaUnderCurveWithSelfPairs = pairs > 0 ? won / pairs : nil
    }

    /// Expected precision; nil when nothing was predicted positive.
    public var precision: Double? {
        truePositives + falsePositives > 0 ? truePositives / (truePositives + falsePositives) : nil
    }

    /// Expected recall; nil when no positives are expected.
    public var recall: Double? {
        truePositives + falseNegatives > 0 ? truePositives / (truePositives + falseNegatives) : nil
    }

    /// The expected F score; nil when it has no meaning.
    ///
    /// - Parameter beta: how much more recall counts than precision, 1 for F1.
    public func fScore(beta: Double = 1) -> Double? {
        let b = beta * beta
        let denominator = (1 + b) * truePositives + b * falseNegatives + falsePositives
        return denominator > 0 ? (1 + b) * truePositives / denominator : nil
    }

    /// Expected pairs of one positive and one negative whose positive has the higher score; a tie counts half, and so does
    /// each item with itself.
    private static func pairsWon(_ chunk: [Prediction]) -> Double {
        let sorted = chunk.sorted { $0.score < $1.score }
        var negatives = 0.0
        var won = 0.0
        var index = 0
        while index < sorted.count {
            var positive = 0.0
            var negative = 0.0
            let score = sorted[index].score
            while index < sorted.count && sorted[index].score == score {
                positive += sorted[index].probability
                negative += 1 - sorted[index].probability
                index += 1
            }
            won += positive * negatives + 0.5 * positive * negative
            negatives += negative
        }
        return won
    }

    /// Accuracy with its error, and macro F1, of a classifier of several classes.
    ///
    /// - Parameters:
    ///   - probabilities: calibrated and renormalised, one row per item.
    ///   - predicted: the class of each.
    /// - Returns: nil when empty.
    public static func multiclass(
        _ probabilities: [[Double]], predicted: [Int]
    ) -> (accuracy: Double, accuracyError: Double, macroF1: Double)? {
        guard let classes = probabilities.first?.count, probabilities.count == predicted.count else { return nil }
        let right = zip(probabilities, predicted).map { $0[$1] }
        let count = Double(right.count)
        var scores: [Double] = []
        for index in 0..<classes {
            var counts = (tp: 0.0, fp: 0.0, fn: 0.0)
            for (row, prediction) in zip(probabilities, predicted) {
                if prediction == index {
                    counts.tp += row[index]
                    counts.fp += 1 - row[index]
                } else {
                    counts.fn += row[index]
                }
            }
            let denominator = 2 * counts.tp + counts.fp + counts.fn
            if denominator > 0 { scores.append(2 * counts.tp / denominator) }
        }
        return (
            right.reduce(0, +) / count, right.reduce(0) { $0 + $1 * (1 - $1) }.squareRoot() / count,
            scores.isEmpty ? 0 : scores.reduce(0, +) / Double(scores.count)
        )
    }
}
