/// One figure of performance on both sides.
public struct MetricComparison: Codable, Sendable, Hashable {
    /// What can be said of it.
    public enum Verdict: String, Codable, Sendable, Hashable, CaseIterable {
        /// Worse, with evidence and by more than the tolerance.
        case worse
        /// Better, likewise.
        case better
        /// With evidence, but by less than the tolerance.
        case differsLittle = "differs_little"
        /// No evidence of a change.
        case steady
        /// Too few labels to say.
        case tooEarly = "too_early"
    }

    /// Which figure.
    public let metric: PerformanceMetric
    /// On the reference; nil when it has no meaning there.
    public let reference: RangedValue?
    /// On the current rows.
    public let current: RangedValue?
    /// Current minus reference.
    public let difference: RangedValue?
    /// Whether it differs; nil when it was not tested.
    public let evidence: Evidence?
    /// The verdict.
    public let verdict: Verdict
    /// Why, in one sentence.
    public let reason: String

    package init(
        metric: PerformanceMetric, reference: RangedValue?, current: RangedValue?, difference: RangedValue?,
        evidence: Evidence?, verdict: Verdict, reason: String
    ) {
        self.metric = metric
        self.reference = reference
        self.current = current
        self.difference = difference
        self.evidence = evidence
        self.verdict = verdict
        self.reason = reason
    }
}
