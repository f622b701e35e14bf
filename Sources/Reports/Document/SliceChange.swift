/// A part of the rows that explains a change: found on one half of the rows, confirmed on the other.
public struct SliceChange: Codable, Sendable, Hashable {
    /// What is compared inside the slice.
    public enum Measure: String, Codable, Sendable, Hashable, CaseIterable {
        /// The share of wrong predictions.
        case errorShare = "error_share"
        /// The share of errors larger than nine tenths of the reference's.
        case largeErrorShare = "large_error_share"
        /// The slice's share of all rows.
        case rowShare = "row_share"
    }

    /// One condition, such as `region` is `north`.
    public struct Condition: Codable, Sendable, Hashable {
        /// The field.
        public let field: String
        /// Its value in words: "north", "above 12.5", "3 to 7", "missing".
        public let value: String

        package init(field: String, value: String) {
            self.field = field
            self.value = value
        }
    }

    /// One to three conditions that all hold.
    public let conditions: [Condition]
    /// What is compared.
    public let measure: Measure
    /// Rows of the reference inside the slice, of the half that confirms it.
    public let referenceRows: Int
    /// Current rows inside the slice, likewise.
    public let currentRows: Int
    /// The measure on the reference, 0 to 1, with its range.
    public let reference: RangedValue
    /// The measure on the current rows.
    public let current: RangedValue
    /// The part of the whole table's change that lies in this slice, 0 to 1 (above 1 when the rest improved); nil without a
    /// change overall.
    public let contribution: Double?
    /// Evidence on rows that had no part in finding the slice, corrected for the slices shown.
    public let evidence: Evidence

    enum CodingKeys: String, CodingKey {
        case conditions, measure
        case referenceRows = "reference_rows"
        case currentRows = "current_rows"
        case reference, current, contribution, evidence
    }

    package init(
        conditions: [Condition], measure: Measure, referenceRows: Int, currentRows: Int, reference: RangedValue,
        current: RangedValue, contribution: Double?, evidence: Evidence
    ) {
        self.conditions = conditions
        self.measure = measure
        self.referenceRows = referenceRows
        self.currentRows = currentRows
        self.reference = reference
        self.current = current
        self.contribution = contribution
        self.evidence = evidence
    }
}
