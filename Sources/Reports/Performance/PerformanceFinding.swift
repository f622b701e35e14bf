/// What was found about the model's performance before its tests are corrected.
struct PerformanceFinding: Sendable {
    var task: PerformanceComparison.Task
    var positiveClass: String?
    var referenceLabelled = 0
    var currentLabelled = 0
    var measured: [MetricFinding] = []
    var estimated: EstimatedPerformance?

    /// The tests that were made, in order; nil for figures without one.
    var tests: [Double?] { measured.map { $0.test?.p } }

    /// The finished comparison.
    ///
    /// - Parameter adjusted: one for each of ``tests``.
    func finished(adjusted: [Double?], rule: DriftRule) -> PerformanceComparison {
        PerformanceComparison(
            task: task, positiveClass: positiveClass, referenceLabelled: referenceLabelled,
            currentLabelled: currentLabelled,
            measured: zip(measured, adjusted).map { $0.finished(adjusted: $1, level: rule.level) }, estimated: estimated
        )
    }
}
