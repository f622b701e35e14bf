/// What a call asked of a model.
public enum CallKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// A completion or chat of a language model.
    case llm
    /// An embedding of texts.
    case embedding
    /// A class, perhaps with probabilities.
    case classifier
    /// A number.
    case regressor
    /// An order of items.
    case ranker

    /// True for the three kinds of classic machine learning.
    public var isPrediction: Bool {
        switch self {
        case .classifier, .regressor, .ranker: true
        case .llm, .embedding: false
        }
    }
}
