import Statistics

/// The true quality from few labels and many judge scores (docs/statistics.md 6.2).
struct JudgingQuestion: Decodable {
    struct Answer: Encodable {
        var mean: Double
        var standardError: Double
        var judgeWeight: Double
        var lower: Double
        var upper: Double
    }

    /// Of the labelled items.
    var labels: [Double]
    /// The judge's scores of the same items.
    var scores: [Double]
    /// The judge's scores of all other items.
    var judged: [Double]
    /// The judge's weight; the best one when absent.
    var weight: Double?
    var alpha: Double

    func answer() throws -> Answer {
        var sums = PredictionPoweredMean.Sums()
        for (label, score) in zip(labels, scores) { sums.insert(label: label, score: score) }
        for score in judged { sums.insert(score: score) }
        guard let estimate = PredictionPoweredMean(sums, weight: weight, alpha: alpha) else {
            throw Unanswerable(description: "There are too few labels.")
        }
        return Answer(
            mean: estimate.mean, standardError: estimate.standardError, judgeWeight: estimate.judgeWeight,
            lower: estimate.band.lower, upper: estimate.band.upper)
    }
}
