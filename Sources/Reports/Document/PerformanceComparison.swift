/// How well the model does on both sides.
public struct PerformanceComparison: Codable, Sendable, Hashable {
    /// What the model predicts.
    public enum Task: String, Codable, Sendable, Hashable, CaseIterable {
        /// One of two classes.
        case binary
        /// One of several classes.
        case multiclass
        /// A number.
        case regression
    }

    /// What the model predicts.
    public let task: Task
    /// The class that counts as positive; nil unless binary.
    public let positiveClass: String?
    /// Rows of the reference with prediction and label.
    public let referenceLabelled: Int
    /// Current rows with prediction and label.
    public let currentLabelled: Int
    /// Measured with labels; empty when a side has none.
    public let measured: [MetricComparison]
    /// Estimated without labels for the current rows; nil when it cannot be.
    public let estimated: EstimatedPerformance?

    enum CodingKeys: String, CodingKey {
        case task
        case positiveClass = "positive_class"
        case referenceLabelled = "reference_labelled"
        case currentLabelled = "current_labelled"
        case measured, estimated
    }

    package init(
        task: Task, positiveClass: String?, referenceLabelled: Int, currentLabelled: Int,
        measured: [MetricComparison], estimated: EstimatedPerformance?
    ) {
        self.task = task
        self.positiveClass = positiveClass
        self.referenceLabelled = referenceLabelled
        self.currentLabelled = currentLabelled
        self.measured = measured
        self.estimated = estimated
    }
}
