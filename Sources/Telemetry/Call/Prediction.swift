/// What a classic model answered.
public struct Prediction: Sendable, Hashable, Codable {
    /// The predicted class.
    public var label: String?
    /// Confidence, 0 to 1: of the label, or of the positive class where the system says so.
    public var score: Double?
    /// A regressor's output.
    public var value: Double?
    /// Class to probability; sums to 1 ± 0.01, else flagged.
    public var probabilities: [String: Double]
    /// Item ids, best first; at most 100.
    public var ranking: [String]

    /// A prediction as it was normalised.
    public init(
        label: String? = nil, score: Double? = nil, value: Double? = nil, probabilities: [String: Double] = [:],
        ranking: [String] = []
    ) {
        self.label = label
        self.score = score
        self.value = value
        self.probabilities = probabilities
        self.ranking = ranking
    }

    /// The kind of model that answers so: a label or probabilities of a classifier, a value of a regressor, an order of a
    /// ranker; a confidence alone is a classifier's.
    package var kind: CallKind {
        if label != nil || !probabilities.isEmpty { return .classifier }
        if value != nil { return .regressor }
        return ranking.isEmpty ? .classifier : .ranker
    }
}
