extension Dialect {
    /// OpenLIT.
    package static let openLIT = Dialect(
        name: "OpenLIT",
        scopes: ["openlit*"],
        rules: [
            Rule(.system, "gen_ai.application_name", rank: 5),
            Rule(.cost, "gen_ai.usage.cost", rank: -1),
            Rule(.serverTimeToFirstToken, sources: [Source("gen_ai.server.time_to_first_token", factor: 1_000)]),
        ], zeroSeedIsNone: true)
}
