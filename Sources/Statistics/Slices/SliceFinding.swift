/// A part of the traffic that fails more than expected.
public struct SliceFinding: Sendable, Hashable {
    /// One condition: an attribute has a value.
    public struct Predicate: Sendable, Hashable {
        /// The index of the attribute.
        public let column: Int
        /// The code of its value.
        public let value: Int32

        /// - Parameters:
        ///   - column: the index of the attribute.
        ///   - value: the code of its value.
        public init(column: Int, value: Int32) {
            self.column = column
            self.value = value
        }
    }

    /// One to three conditions, by attribute.
    public let predicates: [Predicate]
    /// How much better "fails as observed" explains the slice than "fails as expected", in nats.
    public let logLikelihoodRatio: Double
    /// Failures observed, without those of findings before this one.
    public let observed: Double
    /// Failures expected, likewise.
    public let expected: Double
    /// Calls, likewise.
    public let size: Int

    /// Observed failures per expected one.
    public var riskRatio: Double { observed / expected }

    /// Failures beyond those expected.
    public var excess: Double { observed - expected }
}
