import Statistics

/// The band of scores known by their sums (docs/statistics.md 2.5).
struct AsymptoticBandQuestion: Decodable {
    var count: Double
    var sum: Double
    var sumOfSquares: Double
    var alpha: Double
    var tightestAt: Double

    /// Lower and upper end.
    func answer() -> [Double] {
        let band = AsymptoticBand.band(
            .init(count: count, sum: sum, sumOfSquares: sumOfSquares), alpha: alpha, tightestAt: tightestAt)
        return [band.lower, band.upper]
    }
}
