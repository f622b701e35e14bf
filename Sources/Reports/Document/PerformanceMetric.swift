/// A figure of a model's performance.
public enum PerformanceMetric: String, Codable, Sendable, Hashable, CaseIterable {
    /// The share of right predictions.
    case accuracy
    /// The area under the ROC curve.
    case rocAUC = "roc_auc"
    /// The share of right ones among the predicted positives.
    case precision
    /// The share of the positives that were predicted.
    case recall
    /// The harmonic mean of precision and recall.
    case f1
    /// The mean of every class's F1.
    case macroF1 = "macro_f1"
    /// The mean squared distance of the probability from the outcome.
    case brier
    /// The mean size of the error, in the label's unit.
    case meanAbsoluteError = "mean_absolute_error"
    /// The root of the mean squared error, in the label's unit.
    case rootMeanSquaredError = "root_mean_squared_error"
    /// The mean of prediction minus label, in the label's unit: how far the model leans to one side.
    case bias

    /// Whether a higher value is better; nil for ``bias``, which is best at 0.
    public var higherIsBetter: Bool? {
        switch self {
        case .accuracy, .rocAUC, .precision, .recall, .f1, .macroF1: true
        case .brier, .meanAbsoluteError, .rootMeanSquaredError: false
        case .bias: nil
        }
    }
}
