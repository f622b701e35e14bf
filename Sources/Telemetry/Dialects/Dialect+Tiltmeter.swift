extension Dialect {
    /// Our own attributes: the name of the system, prompts, predictions of classic models.
    package static let tiltmeter = Dialect(
        name: "Tiltmeter",
        signatures: ["tiltmeter.*"],
        kinds: [
            SpanKindRule("tiltmeter.prediction.id", .present, otherwise: .prediction, rank: -1),
            SpanKindRule("tiltmeter.prediction.label", .present, otherwise: .prediction, rank: -1),
            SpanKindRule("tiltmeter.prediction.score", .present, otherwise: .prediction, rank: -1),
            SpanKindRule("tiltmeter.prediction.value", .present, otherwise: .prediction, rank: -1),
            SpanKindRule("tiltmeter.prediction.probabilities", .present, otherwise: .prediction, rank: -1),
            SpanKindRule("tiltmeter.prediction.ranking", .present, otherwise: .prediction, rank: -1),
        ],
        rules: [
            Rule(.system, "tiltmeter.system", rank: -2),
            Rule(.promptName, "tiltmeter.prompt.name", rank: -2),
            Rule(.promptVersion, "tiltmeter.prompt.version", rank: -2),
            Rule(.mitigation, "tiltmeter.mitigation"),
            Rule(.cost, "tiltmeter.cost.usd", rank: -2),
            Rule(.predictionID, "tiltmeter.prediction.id"),
            Rule(.predictionModel, "tiltmeter.model.name"),
            Rule(.predictionModelVersion, "tiltmeter.model.version"),
            Rule(.predictionLabel, "tiltmeter.prediction.label"),
            Rule(.predictionScore, "tiltmeter.prediction.score"),
            Rule(.predictionValue, "tiltmeter.prediction.value"),
            Rule(.predictionProbabilities, "tiltmeter.prediction.probabilities"),
            Rule(.predictionRanking, "tiltmeter.prediction.ranking"),
            Rule(.raterKind, "tiltmeter.rater.kind"),
            Rule(.raterName, "tiltmeter.rater.name"),
            Rule(.raterVersion, "tiltmeter.rater.version"),
        ],
        resourceRules: [Rule(.system, "tiltmeter.system")],
        slicePrefixes: ["tiltmeter.slice.", "tiltmeter.segment."])

    /// Prefixes of attributes whose rest names an input column of a classic model.
    package static let fieldPrefixes = ["tiltmeter.field.", "tiltmeter.feature."]
}
