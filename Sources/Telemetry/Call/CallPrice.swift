/// What a call cost by our price table, or why that is unknown. Unpriced is never zero.
public enum CallPrice: Sendable, Hashable, Codable {
    /// Priced, in picodollars; `guessed` when the provider was unknown and a model of that name was taken.
    case priced(picodollars: Int64, tableVersion: String, guessed: Bool)
    /// The client reported no tokens.
    case noUsage
    /// The table has no such model.
    case noPrice

    /// The price in picodollars, where there is one.
    public var picodollars: Int64? {
        if case .priced(let amount, _, _) = self { amount } else { nil }
    }
}
