/// How the price of a call came about: enough to price it again and to split a rise into its causes.
public struct PriceBreakdown: Sendable, Hashable {
    /// One component.
    public struct Part: Sendable, Hashable {
        /// What is charged.
        public var component: PriceComponent
        /// How many tokens; 1 for the call itself.
        public var count: Int64
        /// Picodollars each.
        public var unitPicodollars: Int64
        /// Picodollars in all.
        public var picodollars: Int64
    }

    /// The parts that are not nothing, in the order of ``PriceComponent``.
    public var parts: [Part]
    /// Their sum, in picodollars.
    public var picodollars: Int64
    /// The edition of the table.
    public var tableVersion: String
    /// The entry that was used.
    public var entry: PriceEntry
    /// True when the provider was unknown and a model of that name was taken.
    public var isGuessed: Bool
    /// True when the tier has no price of its own and the standard price was taken.
    public var isStandardInsteadOfTier: Bool
    /// True when the parts of the usage exceed the whole: the remainder counted as 0.
    public var isContradictory: Bool
}
