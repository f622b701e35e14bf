/// How much more the counts of blocks vary than independent events would (docs/statistics.md 1.5).
///
/// Sessions, retries and daily moods make it larger than 1; ignoring it breaks the false-alarm guarantee in practice.
public enum Overdispersion {
    /// One block: its size, its sum and what was expected.
    struct Cell {
        var count: Double
        var sum: Double
        var expected: Double
    }

    /// Pearson's statistic per degree of freedom, at least 1.
    ///
    /// - Parameters:
    ///   - cells: blocks; those without expectation are left out.
    ///   - fitted: how many free cells the expectations were fitted with.
    ///   - eventVariance: of one event, or nil for zeros and ones, whose variance follows from the expectation.
    static func pearson(_ cells: some Sequence<Cell>, fitted: Int, eventVariance: Double?) -> Double {
        var statistic = 0.0
        var used = 0
        for cell in cells {
            let variance = eventVariance.map { $0 * cell.count } ?? cell.expected * (1 - cell.expected / cell.count)
            guard cell.count > 0, cell.expected > 0, variance > 0 else { continue }
            let difference = cell.sum - cell.expected
            statistic += difference * difference / variance
            used += 1
        }
        let degrees = used - fitted
        return degrees < 1 ? 1 : max(1, statistic / Double(degrees))
    }

    /// The overdispersion of zeros and ones around the means of groups.
    ///
    /// - Parameter blocks: size, ones and group of each block.
    public static func ofGroups(_ blocks: [(count: Double, ones: Double, group: Int)]) -> Double {
        var totals: [Int: (count: Double, ones: Double)] = [:]
        for block in blocks {
            let total = totals[block.group] ?? (0, 0)
            totals[block.group] = (total.count + block.count, total.ones + block.ones)
        }
        let cells = blocks.map { block in
            let total = totals[block.group] ?? (0, 0)
            let rate = total.count > 0 ? total.ones / total.count : 0
            return Cell(count: block.count, sum: block.ones, expected: block.count * rate)
        }
        return pearson(cells, fitted: totals.count, eventVariance: nil)
    }
}
