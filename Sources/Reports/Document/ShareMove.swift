/// A share of the rows that moved: "above 12.5: 10 % became 13 %".
public struct ShareMove: Codable, Sendable, Hashable {
    /// Which rows, such as "above 12.5, the reference's 90th percentile" or "equal to card".
    public let condition: String
    /// The reference's share, 0 to 1, with its range (Wilson).
    public let reference: RangedValue
    /// The current share.
    public let current: RangedValue
    /// Current minus reference, with its range (Newcombe).
    public let difference: RangedValue
    /// The whole sentence.
    public let words: String

    package init(
        condition: String, reference: RangedValue, current: RangedValue, difference: RangedValue, words: String
    ) {
        self.condition = condition
        self.reference = reference
        self.current = current
        self.difference = difference
        self.words = words
    }
}
