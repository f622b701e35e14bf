/// How often one value of a score occurred.
public struct ScoreBin: Sendable, Hashable {
    /// The score, 0 ... 1.
    public let value: Double
    /// How often, 0 or more.
    public let count: Double

    /// - Parameters:
    ///   - value: the score, 0 ... 1.
    ///   - count: how often, 0 or more.
    public init(value: Double, count: Double) {
        self.value = value
        self.count = count
    }
}
