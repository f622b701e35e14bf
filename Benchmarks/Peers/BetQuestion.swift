import Statistics

/// What one relative bet against a null mean earns: the atom of every detector (docs/statistics.md 1.6, 12.2).
struct BetQuestion: Decodable {
    var values: [Double]
    var bet: Double
    var nullMean: Double

    /// The logarithm of the capital after each value.
    func answer() -> [Double] {
        var process = EProcess(bets: BetGrid(relativeBets: [bet]))
        return values.map { value in
            process.insert(value, nullMean: nullMean)
            return process.logEvidence
        }
    }
}
