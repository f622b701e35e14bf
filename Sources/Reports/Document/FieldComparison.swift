/// One field of the two tables, compared.
public struct FieldComparison: Codable, Sendable, Hashable {
    /// What can be said of the field.
    public enum Verdict: String, Codable, Sendable, Hashable, CaseIterable {
        /// With evidence, and by more than the tolerance.
        case drifted
        /// With evidence, but by less than the tolerance.
        case differsLittle = "differs_little"
        /// Without evidence, and there were enough rows to look.
        case steady
        /// Too few values to say.
        case tooEarly = "too_early"
        /// Not comparable: its values are all different, all missing, or of different kinds.
        case cannotTell = "cannot_tell"
    }

    /// The field's name.
    public let name: String
    /// What its values are.
    public let kind: FieldKind
    /// The verdict.
    public let verdict: Verdict
    /// Why, in one sentence with the figures.
    public let reason: String
    /// The reference's values.
    public let reference: FieldSide
    /// The current values.
    public let current: FieldSide
    /// Whether the values differ; nil when they were not tested.
    public let evidence: Evidence?
    /// Whether the share of missing values differs; nil when neither side misses any.
    public let missingEvidence: Evidence?
    /// How large the difference is, the most telling first.
    public let effects: [Effect]
    /// The share that moved most; nil when no share can be formed.
    public let move: ShareMove?
    /// What to draw; nil when there is nothing to.
    public let distribution: FieldDistribution?
    /// Words that contribute most to a difference of texts, strongest first; empty for other kinds.
    public let tokens: [TokenShare]

    enum CodingKeys: String, CodingKey {
        case name, kind, verdict, reason, reference, current, evidence
        case missingEvidence = "missing_evidence"
        case effects, move, distribution, tokens
    }

    package init(
        name: String, kind: FieldKind, verdict: Verdict, reason: String, reference: FieldSide, current: FieldSide,
        evidence: Evidence?, missingEvidence: Evidence?, effects: [Effect], move: ShareMove?,
        distribution: FieldDistribution?, tokens: [TokenShare]
    ) {
        self.name = name
        self.kind = kind
        self.verdict = verdict
        self.reason = reason
        self.reference = reference
        self.current = current
        self.evidence = evidence
        self.missingEvidence = missingEvidence
        self.effects = effects
        self.move = move
        self.distribution = distribution
        self.tokens = tokens
    }
}
