/// What a comparison of two tables found: facts and verdicts, independent of how they are shown.
///
/// Encodes to the JSON document `report/1`. Every number in it is finite: what has no value is left out.
public struct ComparisonReport: Codable, Sendable, Hashable {
    /// The name of the JSON document; never changes for this shape.
    public static let schemaName = "report/1"

    /// ``schemaName``.
    public let schema: String
    /// The table that says what is usual.
    public let reference: TableSummary
    /// The table that is compared with it.
    public let current: TableSummary
    /// The share of reports on unchanged data that may say "drifted", 0 to 1; holds over all fields and metrics together.
    public let level: Double
    /// The verdict over everything.
    public let verdict: ReportVerdict
    /// One sentence for people: the verdict and its main reason.
    public let summary: String
    /// What differs in the tables' columns themselves, most serious first.
    public let schemaChanges: [SchemaChange]
    /// Every field on both sides, most important first.
    public let fields: [FieldComparison]
    /// How well the model does, when predictions are there.
    public let performance: PerformanceComparison?
    /// Parts of the rows that explain the change, most striking first.
    public let slices: [SliceChange]
    /// What this report cannot tell, and what it left out; sentences.
    public let notes: [String]

    enum CodingKeys: String, CodingKey {
        case schema, reference, current, level, verdict, summary
        case schemaChanges = "schema_changes"
        case fields, performance, slices, notes
    }

    package init(
        reference: TableSummary, current: TableSummary, level: Double, verdict: ReportVerdict, summary: String,
        schemaChanges: [SchemaChange], fields: [FieldComparison], performance: PerformanceComparison?,
        slices: [SliceChange], notes: [String]
    ) {
        schema = Self.schemaName
        self.reference = reference
        self.current = current
        self.level = level
        self.verdict = verdict
        self.summary = summary
        self.schemaChanges = schemaChanges
        self.fields = fields
        self.performance = performance
        self.slices = slices
        self.notes = notes
    }
}
