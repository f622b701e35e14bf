import Statistics

/// The band of scores that are read one by one (docs/statistics.md 2.4).
struct ScoreBandQuestion: Decodable {
    var values: [Double]
    var alpha: Double

    /// Lower and upper end after each value.
    func answer() -> [[Double]] {
        var band = EmpiricalBernsteinBand(alpha: alpha)
        return values.map { value in
            band.insert(value)
            return [band.band.lower, band.band.upper]
        }
    }
}
