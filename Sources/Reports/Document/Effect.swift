/// How large a difference is, by one measure.
public struct Effect: Codable, Sendable, Hashable {
    /// The measure (docs/statistics.md 3.5).
    public enum Measure: String, Codable, Sendable, Hashable, CaseIterable {
        /// The largest gap between the two distribution functions, 0 to 1.
        case largestGap = "largest_gap"
        /// How far a unit of probability has to move, in interquartile ranges of the reference.
        case distanceInIQR = "distance_in_iqr"
        /// The current median minus the reference's, in the field's unit.
        case medianShift = "median_shift"
        /// The share of rows that would have to change their category, 0 to 1.
        case totalVariation = "total_variation"
        /// The Jensen-Shannon divergence, in bits, 0 to 1.
        case jensenShannon = "jensen_shannon"
        /// The population stability index without its bias; 0 or more.
        case stabilityIndex = "stability_index"
        /// Cramer's V, 0 to 1.
        case cramersV = "cramers_v"
        /// How well a classifier tells the current texts from the reference's: 0.5 not at all, 1 always.
        case separability
        /// The share of current texts that score above the reference's 95th percentile, which is 0.05 without a change.
        case unusualShare = "unusual_share"
        /// The current share of missing values minus the reference's, -1 to 1.
        case missingShift = "missing_shift"
    }

    /// The measure.
    public let measure: Measure
    /// The effect with its range, where it has one.
    public let value: RangedValue

    package init(_ measure: Measure, _ value: RangedValue) {
        self.measure = measure
        self.value = value
    }
}
