/// One table's values of a field.
public struct FieldSide: Codable, Sendable, Hashable {
    /// Rows of the table.
    public let rows: Int
    /// Rows without a value.
    public let missing: Int
    /// The share of rows without a value, 0 to 1, with its range (Wilson); nil without rows.
    public let missingShare: RangedValue?
    /// Rows with NaN or an infinity; left out of everything else, not counted as missing.
    public let notFinite: Int
    /// Different values; nil when there are too many to count.
    public let distinct: Int?
    /// The smallest value; nil unless numeric with values. Times: seconds since 1970 UTC, as the others.
    public let minimum: Double?
    /// The value with as many below as above it.
    public let median: Double?
    /// The average.
    public let mean: Double?
    /// The largest value.
    public let maximum: Double?

    enum CodingKeys: String, CodingKey {
        case rows, missing
        case missingShare = "missing_share"
        case notFinite = "not_finite"
        case distinct, minimum, median, mean, maximum
    }

    package init(
        rows: Int, missing: Int, missingShare: RangedValue?, notFinite: Int, distinct: Int?, minimum: Double? = nil,
        median: Double? = nil, mean: Double? = nil, maximum: Double? = nil
    ) {
        self.rows = rows
        self.missing = missing
        self.missingShare = missingShare
        self.notFinite = notFinite
        self.distinct = distinct
        self.minimum = minimum
        self.median = median
        self.mean = mean
        self.maximum = maximum
    }
}
