/// Whether today's answers to fixed prompts come from the same model as the reference's (docs/statistics.md 11.2).
///
/// **Guarantee.** The p-value is valid each day: without a change it is at most `x` with probability at most `x`. Alarm when it
/// is at most `budget / 30`; needs at least `30 / budget` arrangements. Budgets add up although the days share a reference.
public struct CanaryPermutationTest: Sendable, Hashable {
    /// The similarities of all answers to one prompt, reference first.
    public struct Prompt: Sendable, Hashable {
        /// How many of the answers belong to the reference, 10 or more.
        public let references: Int
        /// The symmetric table of similarities; its diagonal does not matter.
        public let similarities: [[Double]]

        /// Reference answers below which there are too few arrangements.
        public static let minimumReferences = 10

        /// - Parameters:
        ///   - references: how many of the answers belong to the reference.
        ///   - similarities: a row per answer, reference first.
        /// - Returns: nil with fewer than 10 reference answers or fewer than two of today.
        public init?(references: Int, similarities: [[Double]]) {
            guard references >= Self.minimumReferences, similarities.count >= references + 2,
                similarities.allSatisfy({ $0.count == similarities.count })
            else { return nil }
            self.references = references
            self.similarities = similarities
        }
    }

    /// The distance: mean over prompts of the unbiased squared maximum mean discrepancy.
    public let distance: Double
    /// The share of arrangements that are at least as far apart.
    public let p: Double

    /// - Parameters:
    ///   - prompts: one or more.
    ///   - arrangements: 999.
    ///   - random: a seeded generator.
    public init(_ prompts: [Prompt], arrangements: Int = 999, using random: inout some RandomNumberGenerator) {
        precondition(!prompts.isEmpty)
        let tables = prompts.map { Table($0) }
        let scale = Double(prompts.count)
        let measured =
            tables.reduce(0) { sum, table in
                sum + table.distance(group: Array(table.references..<table.size))
            } / scale
        var groups = tables.map { Array(0..<$0.size) }
        var atLeast = 1
        for _ in 0..<arrangements {
            var sum = 0.0
            for index in tables.indices {
                let chosen = tables[index].size - tables[index].references
                // The first `chosen` places of a half-done shuffle are a random group of that size.
                for place in 0..<chosen {
                    groups[index].swapAt(place, Int.random(in: place..<tables[index].size, using: &random))
                }
                sum += tables[index].distance(group: groups[index][..<chosen])
            }
            // Equal arrangements may differ in the last bits.
            if sum / scale >= measured - 1e-12 { atLeast += 1 }
        }
        distance = measured
        p = Double(atLeast) / Double(arrangements + 1)
    }

    /// One prompt's similarities with the sums that make an arrangement cheap.
    private struct Table {
        let size: Int
        let references: Int
        let flat: [Double]
        let rowSums: [Double]
        let total: Double

        init(_ prompt: Prompt) {
            size = prompt.similarities.count
            references = prompt.references
            var flat: [Double] = []
            for (row, values) in prompt.similarities.enumerated() {
                for (column, value) in values.enumerated() { flat.append(row == column ? 0 : value) }
            }
            let size = size
            self.flat = flat
            rowSums = (0..<size).map { flat[$0 * size..<$0 * size + size].reduce(0, +) }
            total = rowSums.reduce(0, +)
        }

        func distance(group: some Collection<Int>) -> Double {
            var within = 0.0
            var rows = 0.0
            for first in group {
                rows += rowSums[first]
                for second in group { within += flat[first * size + second] }
            }
            let between = rows - within
            let others = total - 2 * between - within
            let new = Double(group.count)
            let old = Double(size - group.count)
            return others / (old * (old - 1)) + within / (new * (new - 1)) - 2 * between / (old * new)
        }
    }

    /// The statistic of one prompt alone, without arrangements.
    public static func distance(_ prompt: Prompt) -> Double {
        let table = Table(prompt)
        return table.distance(group: Array(table.references..<table.size))
    }

    /// The statistic of any small table.
    package static func distance(similarities: [[Double]], isNew: [Bool]) -> Double {
        var sums = (old: 0.0, new: 0.0, between: 0.0)
        var counts = (old: 0.0, new: 0.0, between: 0.0)
        for i in isNew.indices {
            for j in isNew.indices where i != j {
                switch (isNew[i], isNew[j]) {
                case (false, false):
                    sums.old += similarities[i][j]
                    counts.old += 1
                case (true, true):
                    sums.new += similarities[i][j]
                    counts.new += 1
                case (false, true):
                    sums.between += similarities[i][j]
                    counts.between += 1
                case (true, false): break
                }
            }
        }
        return sums.old / counts.old + sums.new / counts.new - 2 * sums.between / counts.between
    }
}
