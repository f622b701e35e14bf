import RealModule
import Telemetry

/// Orders search results. A slow path is taken more and more often: the tail grows while the median stays where it was.
struct SearchReranking: SimulatedSystem {
    let profile = SystemProfile(
        "search-reranking", calls: 36_000, rhythm: .shoppers, users: 12_000, furtherCalls: 0.9, pause: 45,
        prefix: "srch")

    /// When the tail begins to grow, and when that is complete, in days from now.
    static let onset = -14.0
    static let complete = 0.0
    /// Milliseconds: median, deviation of the logarithm, and the 99th percentile that follows from them.
    static let latency = (median: 58.0, spread: 0.45)
    static let p99 = latency.median * Double.exp(2.326_347_874 * latency.spread)
    /// The share above the old 99th percentile grows from 1 to 4 %.
    static let slowShare = 0.03 / 0.99

    private static let markets = ["se", "de", "es", "fr", "nl"]

    func call(_ moment: Moment, _ dice: inout Dice) -> MadeCall? {
        var call = moment.call(.ranker)
        let market = Self.markets[dice.index(weights: [30, 28, 18, 14, 10])]
        call.attributes = ["market": .text(market)]
        let mitigation = moment.mitigation(for: call.attributes)
        if mitigation?.lever == .off { return nil }
        call.mitigation = mitigation?.id
        call.requestModel = "rank-tower"
        call.modelVersion = moment.days < -55 ? "18" : "19"
        call.service = "search"
        call.serviceVersion = moment.days < -55 ? "7.2" : "7.3"
        let query = SearchTexts.query(&dice)
        let candidates = 40 + dice.integer(0...160)
        call.fields = [
            "query_words": .integer(Int64(query.utf8.split(separator: 32).count)),
            "candidates": .integer(Int64(candidates)),
            "device": .text(["phone", "desktop", "tablet"][dice.index(weights: [61, 33, 6])]),
        ]
        call.content.input = [Message(role: "user", text: query)]
        call.prediction = Prediction(ranking: (0..<8).map { _ in "p" + String(10_000 + dice.integer(0...4_999)) })
        let isSlow = dice.chance(
            Self.slowShare * WorldCalendar.ramp(moment.days, from: Self.onset, to: Self.complete))
        let milliseconds =
            isSlow
            ? Self.p99 * (1 + dice.exponential(mean: 0.15))
            : dice.logNormal(median: Self.latency.median, spread: Self.latency.spread)
        call.latencyMicroseconds = Int64(milliseconds * 1_000)
        return MadeCall(call: call)
    }
}
