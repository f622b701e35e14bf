/// How far a comparison is.
public struct ReportProgress: Sendable, Hashable {
    /// What is being done.
    public enum Stage: String, Sendable, Hashable, CaseIterable {
        /// Reading the reference.
        case readingReference
        /// Reading the current table.
        case readingCurrent
        /// Comparing fields.
        case comparing
        /// Comparing performance.
        case performance
        /// Looking for slices.
        case slices
    }

    /// What is being done.
    public let stage: Stage
    /// The part of this stage that is done, 0 to 1.
    public let fraction: Double

    package init(_ stage: Stage, _ fraction: Double) {
        self.stage = stage
        self.fraction = fraction
    }
}
