/// A word or pair of words that one table's texts hold more often than the other's.
public struct TokenShare: Codable, Sendable, Hashable {
    /// The word, or two words with a space.
    public let token: String
    /// The share of the reference's texts that hold it, 0 to 1.
    public let reference: Double
    /// The share of the current texts that hold it.
    public let current: Double

    package init(token: String, reference: Double, current: Double) {
        self.token = token
        self.reference = reference
        self.current = current
    }
}
