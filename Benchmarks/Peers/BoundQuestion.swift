import Statistics

/// The one-sided exact bounds of a rate, as used for baselines (docs/statistics.md 1.4.1).
struct BoundQuestion: Decodable {
    struct Answer: Encodable {
        var lower: Double
        var upper: Double
    }

    var count: Double
    var sum: Double
    var delta: Double

    func answer() -> Answer {
        Answer(
            lower: ClopperPearson.lower(count: count, sum: sum, delta: delta),
            upper: ClopperPearson.upper(count: count, sum: sum, delta: delta))
    }
}
