/// How hard it is to explain a difference by chance.
public struct Evidence: Codable, Sendable, Hashable {
    /// Which test was made.
    public enum Test: String, Codable, Sendable, Hashable, CaseIterable {
        /// Kolmogorov and Smirnov, on exact values.
        case kolmogorovSmirnov = "kolmogorov_smirnov"
        /// The G-test over categories, rare ones joined.
        case gTest = "g_test"
        /// Fisher's exact test of two shares.
        case fisherExact = "fisher_exact"
        /// A text classifier trained on one half of the rows, whose scores are compared on the other half.
        case textClassifier = "text_classifier"
        /// The difference of two estimates in units of its standard error.
        case normal
    }

    /// Which test was made.
    public let test: Test
    /// Its statistic: D, G, or the number of standard errors; nil for an exact test.
    public let statistic: Double?
    /// The probability of a difference at least this large if nothing changed.
    public let p: Double
    /// The same, corrected by Holm's method for all tests of this report; at or below the level counts as evidence.
    public let adjustedP: Double

    enum CodingKeys: String, CodingKey {
        case test, statistic, p
        case adjustedP = "adjusted_p"
    }

    package init(test: Test, statistic: Double?, p: Double, adjustedP: Double) {
        self.test = test
        self.statistic = statistic
        self.p = p
        self.adjustedP = adjustedP
    }
}
