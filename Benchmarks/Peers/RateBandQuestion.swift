import Statistics

/// The band of a rate, and the gambler's wealth behind it (docs/statistics.md 2.3).
struct RateBandQuestion: Decodable {
    struct Answer: Encodable {
        var lower: Double
        var upper: Double
        /// One per mean asked for.
        var logWealth: [Double]
    }

    var count: Double
    var sum: Double
    var alpha: Double
    /// Where the wealth is wanted.
    var means: [Double]

    func answer() -> Answer {
        let band = BetaMixtureBand.band(count: count, sum: sum, alpha: alpha)
        return Answer(
            lower: band.lower, upper: band.upper,
            logWealth: means.map { BetaMixtureBand.logWealth(count: count, sum: sum, mean: $0) })
    }
}
