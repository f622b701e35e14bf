/// What the performance of the current rows should be, estimated without their labels (docs/statistics.md 8).
public struct EstimatedPerformance: Codable, Sendable, Hashable {
    /// How it was estimated.
    public enum Method: String, Codable, Sendable, Hashable, CaseIterable {
        /// From calibrated probabilities (CBPE).
        case calibratedProbabilities = "calibrated_probabilities"
        /// From raw probabilities: the reference has too few labels to calibrate them.
        case rawProbabilities = "raw_probabilities"
        /// From the reference's loss in cells of like predictions and segments (DLE).
        case expectedLoss = "expected_loss"
    }

    /// One estimated figure.
    public struct Figure: Codable, Sendable, Hashable {
        /// Which figure.
        public let metric: PerformanceMetric
        /// Estimated the same way on the reference; nil when it has no meaning there.
        public let reference: RangedValue?
        /// Estimated for the current rows.
        public let current: RangedValue

        package init(metric: PerformanceMetric, reference: RangedValue?, current: RangedValue) {
            self.metric = metric
            self.reference = reference
            self.current = current
        }
    }

    /// How it was estimated.
    public let method: Method
    /// Current rows with a prediction.
    public let rows: Int
    /// The figures.
    public let figures: [Figure]
    /// The share of current rows outside of what the reference showed, 0 to 1.
    public let outsideShare: Double
    /// What it assumes and cannot see, in words that must be shown with it.
    public let assumption: String

    enum CodingKeys: String, CodingKey {
        case method, rows, figures
        case outsideShare = "outside_share"
        case assumption
    }

    package init(method: Method, rows: Int, figures: [Figure], outsideShare: Double, assumption: String) {
        self.method = method
        self.rows = rows
        self.figures = figures
        self.outsideShare = outsideShare
        self.assumption = assumption
    }
}
