/// A test before its correction for all the others.
package struct TestResult: Sendable, Hashable {
    package var test: Evidence.Test
    package var statistic: Double?
    /// The probability of a difference at least this large if nothing changed, 0 to 1.
    package var p: Double

    func evidence(adjusted: Double) -> Evidence {
        Evidence(test: test, statistic: statistic, p: p, adjustedP: adjusted)
    }
}

/// Holm's correction: the chance that any of the tests is at or below the level without a change is at most the level,
/// however the tests depend on each other.
package enum Holm {
    /// The corrected probabilities, in the order given.
    package static func adjusted(_ p: [Double]) -> [Double] {
        let order = p.indices.sorted { (p[$0], $0) < (p[$1], $1) }
        var adjusted = [Double](repeating: 1, count: p.count)
        var running = 0.0
        for (rank, index) in order.enumerated() {
            running = max(running, min(1, Double(p.count - rank) * p[index]))
            adjusted[index] = running
        }
        return adjusted
    }
}
