import Synchronization

/// The price tables in force, asked one after the other: what a call cost.
///
/// Names are resolved once and remembered, at most 4,096 of them; a call whose model is known takes well below a
/// microsecond.
public struct PriceBook: Sendable {
    /// The tables in the order in which they are asked: overrides first.
    public let tables: [PriceTable]
    private let memory = Memory()

    /// - Parameter tables: overrides first; the first table that knows a call's model prices it.
    public init(_ tables: [PriceTable]) {
        self.tables = tables
    }

    /// What a call cost.
    ///
    /// Unpriced is never zero: without tokens `noUsage` (also when the tokens are more than any call can have), without a
    /// price that was in force at the call's time `noPrice`.
    /// - Complexity: O(1) for a model that was seen before.
    public func price(of call: Call) -> CallPrice {
        guard !call.tokens.isUnknown else { return .noUsage }
        guard let (model, version) = resolve(call), let found = model.entry(at: call.time, tier: call.serviceTier)
        else {
            return .noPrice
        }
        let prices = model.entries[found.number].prices(inputTokens: call.tokens.input ?? 0)
        guard let amount = PricedParts(call.tokens).cost(at: prices) else { return .noUsage }
        return .priced(picodollars: amount, tableVersion: version, guessed: model.isGuessed)
    }

    /// How the price of a call came about; `nil` when it has none.
    public func breakdown(of call: Call) -> PriceBreakdown? {
        guard !call.tokens.isUnknown, let (model, version) = resolve(call),
            let found = model.entry(at: call.time, tier: call.serviceTier)
        else { return nil }
        let prices = model.entries[found.number].prices(inputTokens: call.tokens.input ?? 0)
        let counts = PricedParts(call.tokens)
        guard let total = counts.cost(at: prices) else { return nil }
        let parts = PriceComponent.allCases.compactMap { component -> PriceBreakdown.Part? in
            let (count, unit) = (counts[component], prices[component])
            guard count != 0, component != .request || unit != 0 else { return nil }
            return PriceBreakdown.Part(
                component: component, count: count, unitPicodollars: unit, picodollars: count * unit)
        }
        return PriceBreakdown(
            parts: parts, picodollars: total, tableVersion: version, entry: model.entries[found.number],
            isGuessed: model.isGuessed,
            isStandardInsteadOfTier: !found.isOfTier, isContradictory: counts.isContradictory)
    }

    private func resolve(_ call: Call) -> (model: PriceTable.Model, version: String)? {
        guard let model = call.model else { return nil }
        let key = Memory.Key(provider: call.provider, model: model)
        if let known = memory.resolutions.withLock({ $0[key] }) {
            return known.map { ($0.model, tables[$0.table].version) }
        }
        let found = lookUp(key)
        memory.resolutions.withLock {
            if $0.count >= Memory.limit { $0.removeAll(keepingCapacity: true) }
            $0[key] = .some(found)
        }
        return found.map { ($0.model, tables[$0.table].version) }
    }

    private func lookUp(_ key: Memory.Key) -> Memory.Resolution? {
        let names = ModelNames.candidates(for: key.model)
        let provider = key.provider.map(ProviderNames.canonical)
        if let provider {
            for (number, table) in tables.enumerated() {
                if let model = table.model(named: names, provider: provider) {
                    return Memory.Resolution(model: model, table: number)
                }
            }
            // A provider whose list we have and that does not name the model: another one's price would be a lie.
            if tables.contains(where: { $0.knows(provider: provider) }) { return nil }
        }
        for (number, table) in tables.enumerated() {
            if let model = table.guess(named: names) { return Memory.Resolution(model: model, table: number) }
        }
        return nil
    }
}

extension PriceBook {
    /// What names were resolved to, names without a price included.
    private final class Memory: Sendable {
        struct Key: Hashable {
            var provider: String?
            var model: String
        }

        struct Resolution: Sendable {
            var model: PriceTable.Model
            var table: Int
        }

        static let limit = 4_096
        let resolutions = Mutex<[Key: Resolution?]>([:])
    }
}
