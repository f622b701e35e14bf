/// What was found about one field before its tests are corrected for all the others.
struct FieldFinding: Sendable {
    var name: String
    var kind: FieldKind
    var reference: FieldSide
    var current: FieldSide
    /// Whether the values differ; nil when they were not tested.
    var values: TestResult?
    /// Whether the share of missing values differs.
    var missing: TestResult?
    var effects: [Effect] = []
    /// The effect that is held against the tolerance: a share of rows, 0 to 1.
    var effect = 0.0
    var move: ShareMove?
    var distribution: FieldDistribution?
    var tokens: [TokenShare] = []
    /// Why the values cannot be compared; nil when they can.
    var cannotTell: String?
    /// What was not looked at although the field was compared; goes to the report's notes.
    var note: String?
    /// Different values, when there are more than are compared by name; else 0.
    var folded = 0
    /// Changes of the field's values that are certain.
    var schemaChanges: [SchemaChange] = []
    /// Observations on either side that the test of the values had.
    var compared = (reference: 0, current: 0)

    /// The current share of missing values minus the reference's.
    var missingShift: Double { (current.missingShare?.value ?? 0) - (reference.missingShare?.value ?? 0) }

    /// The finished comparison.
    func finished(valuesAdjusted: Double?, missingAdjusted: Double?, rule: DriftRule) -> FieldComparison {
        let (verdict, reason) = rule.judge(self, valuesAdjusted: valuesAdjusted, missingAdjusted: missingAdjusted)
        return FieldComparison(
            name: name, kind: kind, verdict: verdict, reason: reason, reference: reference, current: current,
            evidence: valuesAdjusted.flatMap { values?.evidence(adjusted: $0) },
            missingEvidence: missingAdjusted.flatMap { missing?.evidence(adjusted: $0) }, effects: effects, move: move,
            distribution: distribution, tokens: tokens)
    }
}
