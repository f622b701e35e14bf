/// What to compare, and how.
public struct ReportOptions: Sendable {
    /// The path of the table that says what is usual: CSV or JSON lines, plain, gzip or zstd.
    public var reference: String
    /// The path of the table that is compared with it.
    public var current: String
    /// The column with what the model predicted: a class or a number. Nil: no performance.
    public var prediction: String?
    /// The column with what was right. A side without it has no measured performance.
    public var label: String?
    /// The column with the probability of the positive class, 0 to 1, of a model of two classes.
    public var score: String?
    /// Columns with the probability of each class, by class, of a model of several classes.
    public var probabilities: [String: String]
    /// The class that counts as positive; nil: "1", "true", "yes" or the rarer of two.
    public var positiveClass: String?
    /// The column with the time of each row; it is described, never tested: two periods differ in time by design.
    public var time: String?
    /// Columns to leave out.
    public var ignore: Set<String>
    /// What columns are, where the inference from their values would be wrong.
    public var kinds: [String: FieldKind]
    /// The share of reports on unchanged data that may say "drifted", above 0 and below 1.
    public var level: Double
    /// The smallest absolute change of a share that counts as drift, 0 to 1 (docs/statistics.md 3.2).
    public var tolerance: Double
    /// Told of progress, on the thread that works; nil for silence.
    public var progress: (@Sendable (ReportProgress) -> Void)?

    /// - Parameters:
    ///   - reference: the path of the table that says what is usual.
    ///   - current: the path of the table that is compared with it.
    public init(reference: String, current: String) {
        self.reference = reference
        self.current = current
        probabilities = [:]
        ignore = []
        kinds = [:]
        level = 0.05
        tolerance = 0.01
    }
}
