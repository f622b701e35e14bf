internal import RealModule
internal import Statistics

/// Shares of rows: their ranges and their comparison.
package enum Proportion {
    private static let z = 1.959963984540054

    /// A share with its 95 % range (Wilson's score interval); nil without rows.
    package static func range(_ hits: Double, of count: Double) -> RangedValue? {
        guard count > 0 else { return nil }
        let share = hits / count
        let center = (share + z * z / (2 * count)) / (1 + z * z / count)
        let half = z / (1 + z * z / count) * (share * (1 - share) / count + z * z / (4 * count * count)).squareRoot()
        return RangedValue(share, low: max(0, min(share, center - half)), high: min(1, max(share, center + half)))
    }

    static func range(_ hits: Int, of count: Int) -> RangedValue? { range(Double(hits), of: Double(count)) }

    /// The difference of two values whose ranges are known, current minus reference: each end moves by the root of the sum of
    /// squares of the ends that matter (Newcombe's method 10 for shares).
    package static func difference(_ reference: RangedValue, _ current: RangedValue) -> RangedValue {
        let difference = current.value - reference.value
        guard let referenceLow = reference.low, let referenceHigh = reference.high, let low = current.low,
            let high = current.high
        else { return RangedValue(difference) }
        let down = Double.hypot(current.value - low, referenceHigh - reference.value)
        let up = Double.hypot(high - current.value, reference.value - referenceLow)
        return RangedValue(difference, low: difference - down, high: difference + up)
    }

    /// Whether two shares differ: Fisher's exact test while the expected numbers are small, else the G-test.
    package static func test(_ reference: (hits: Int, count: Int), _ current: (hits: Int, count: Int)) -> TestResult {
        let hits = reference.hits + current.hits
        let rows = reference.count + current.count
        guard reference.count > 0, current.count > 0, hits > 0, hits < rows else {
            return TestResult(test: .fisherExact, statistic: nil, p: 1)
        }
        let rarer = Double(min(hits, rows - hits)) * Double(min(reference.count, current.count)) / Double(rows)
        guard rarer >= 50 else {
            return TestResult(test: .fisherExact, statistic: nil, p: fisher(reference, current))
        }
        let result = TwoWindowTest.association(
            [Double(reference.hits), Double(reference.count - reference.hits)],
            [Double(current.hits), Double(current.count - current.hits)])
        return TestResult(test: .gTest, statistic: result.statistic, p: result.p)
    }

    /// The probability of all tables with these margins that are at most as likely as the one seen.
    private static func fisher(_ reference: (hits: Int, count: Int), _ current: (hits: Int, count: Int)) -> Double {
        // Counted by whichever of hits and misses is rarer: the sum then has few terms.
        let total = reference.hits + current.hits
        let isRare = total * 2 <= reference.count + current.count
        let seen = isRare ? current.hits : current.count - current.hits
        let margin = isRare ? total : reference.count + current.count - total
        let low = max(0, margin - reference.count)
        let high = min(margin, current.count)
        let logAll = logChoose(reference.count + current.count, margin)
        func log(_ hits: Int) -> Double {
            logChoose(current.count, hits) + logChoose(reference.count, margin - hits) - logAll
        }
        // A table as likely as the one seen counts although its logarithm differs in the last bits.
        let limit = log(seen) + 1e-7
        var p = 0.0
        for hits in low...high {
            let next = log(hits)
            if next <= limit { p += Double.exp(next) }
        }
        return min(1, p)
    }

    private static func logChoose(_ n: Int, _ k: Int) -> Double {
        Double.logGamma(Double(n + 1)) - Double.logGamma(Double(k + 1)) - Double.logGamma(Double(n - k + 1))
    }
}
