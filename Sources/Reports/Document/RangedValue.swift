/// A number with the range in which the true one lies in 95 of 100 cases.
public struct RangedValue: Codable, Sendable, Hashable {
    /// The number as measured; finite.
    public let value: Double
    /// The lower end of the range; nil when there is none.
    public let low: Double?
    /// The upper end of the range; nil when there is none.
    public let high: Double?

    package init(_ value: Double, low: Double? = nil, high: Double? = nil) {
        // A JSON document has finite numbers only: what is beyond all doubles is cut to the largest, or has no range.
        let largest = Double.greatestFiniteMagnitude
        self.value = value.isNaN ? 0 : min(largest, max(-largest, value))
        self.low = low.flatMap { $0.isFinite ? $0 : nil }
        self.high = high.flatMap { $0.isFinite ? $0 : nil }
    }
}
