/// A number with the range in which the true one lies in 95 of 100 cases.
public struct RangedValue: Codable, Sendable, Hashable {
    /// The number as measured; finite.
    public let value: Double
    /// The lower end of the range; nil when there is none.
    public let low: Double?
    /// The upper end of the range; nil when there is none.
    public let high: Double?

    package init(_ value: Double, low: Double? = nil, high: Double? = nil) {
        self.value = value
        self.low = low
        self.high = high
    }
}
