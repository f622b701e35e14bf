public import Telemetry

/// Prices of the models that only exist in the demo's world. It goes in front of the built-in table.
public enum DemoPrices {
    /// The table for a world with this "now": the extraction model became 4 % cheaper 20 days before.
    ///
    /// All calls of the extraction model pay less, whatever they use.
    public static func table(now: Timestamp) -> PriceTable {
        let change = WorldCalendar(now: now, days: 90).priceChange
        let source = "https://example.com/demo-prices"
        func entry(_ provider: String, _ model: String, _ input: Int64, _ output: Int64, _ cached: Int64?) -> PriceEntry
        {
            var prices = UnitPrices(input: input, output: output)
            prices.cacheRead = cached
            var entry = PriceEntry(provider: provider, model: model, prices: prices)
            entry.match = [ModelPattern(model), ModelPattern(model + "-*")]
            entry.source = source
            return entry
        }
        var dear = entry("quarry", "ledger-2", 500_000, 4_000_000, nil)
        dear.to = change
        var cheap = entry("quarry", "ledger-2", 480_000, 3_840_000, nil)
        cheap.from = change
        return PriceTable(
            version: "demo " + CivilDate(now).text,
            entries: [
                entry("meridian", "atlas-4", 1_100_000, 4_400_000, 275_000),
                entry("meridian", "atlas-5", 1_400_000, 5_600_000, 350_000),
                entry("meridian", "atlas-4-mini", 200_000, 800_000, 50_000),
                dear, cheap,
            ])
    }
}
