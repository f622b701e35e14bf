import Reports
import Statistics
import TestSupport
import Testing

@Suite("The tests of two samples")
struct TwoSampleTests {
    /// Every way to deal the pooled values into two samples, counted: the definition of the exact probability.
    @Test("give the exact probability of a gap, with ties", arguments: 0..<30)
    func exactGap(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let n = Int.random(in: 2...5, using: &random)
        let m = Int.random(in: 2...5, using: &random)
        let pooled = (0..<n + m).map { _ in Int.random(in: 0...5, using: &random) }.sorted()
        func gap(_ isFirst: [Bool]) -> Int {
            var (i, j, largest) = (0, 0, 0)
            for place in pooled.indices {
                if isFirst[place] { i += 1 } else { j += 1 }
                if place == pooled.count - 1 || pooled[place + 1] != pooled[place] {
                    largest = max(largest, abs(i * m - j * n))
                }
            }
            return largest
        }
        var gaps: [Int] = []
        for bits in 0..<(1 << (n + m)) where bits.nonzeroBitCount == n {
            gaps.append(gap((0..<n + m).map { bits >> $0 & 1 == 1 }))
        }
        var ends = [Bool](repeating: false, count: n + m + 1)
        for place in pooled.indices where place == pooled.count - 1 || pooled[place + 1] != pooled[place] {
            ends[place + 1] = true
        }
        for seen in Set(gaps) {
            let expected = Double(gaps.count { $0 >= seen }) / Double(gaps.count)
            let p = TwoWindowTest.exactGapProbability(gap: seen, n: n, m: m, ends: ends)
            #expect((p - expected).magnitude < 1e-12)
        }
    }

    /// Two of the 252 orders of five and five values keep the samples apart.
    @Test("know the textbook's case of two samples that do not overlap")
    func apart() {
        let p = TwoWindowTest.exactGapProbability(
            gap: 25, n: 5, m: 5, ends: [Bool](repeating: true, count: 11))
        #expect((p - 2.0 / 252).magnitude < 1e-15)
    }

    /// Fisher's tea: 3 of 4 against 1 of 4 has the two-sided probability 34/70.
    @Test("give Fisher's exact probability")
    func fisher() {
        #expect((Proportion.test((3, 4), (1, 4)).p - 34.0 / 70).magnitude < 1e-9)
        #expect(Proportion.test((0, 10), (0, 12)).p == 1)
        #expect((Proportion.test((0, 1000), (10, 1000)).p - 0.001909465165).magnitude < 1e-9)
    }

    @Test("are corrected for each other as Holm says")
    func holm() {
        let adjusted = Holm.adjusted([0.01, 0.04, 0.03, 0.005])
        for (value, expected) in zip(adjusted, [0.03, 0.06, 0.06, 0.02]) {
            #expect((value - expected).magnitude < 1e-12)
        }
        #expect(Holm.adjusted([]).isEmpty)
    }

    @Test("rank two samples as all their pairs do", arguments: 0..<20)
    func ranks(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let lower = (0..<40).map { _ in Double(Int.random(in: 0...20, using: &random)) }.sorted()
        let upper = (0..<30).map { _ in Double(Int.random(in: 5...25, using: &random)) }.sorted()
        func wins(_ left: Double, _ right: Double) -> Double { right > left ? 1 : right == left ? 0.5 : 0 }
        var won = 0.0
        for left in lower { for right in upper { won += wins(left, right) } }
        let ranks = RankComparison(lower, upper)
        #expect((ranks.area - won / 1200).magnitude < 1e-12)
        // DeLong by its definition: the variance of each value's share of beaten ones.
        func variance(_ values: [Double]) -> Double {
            let mean = values.reduce(0, +) / Double(values.count)
            return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
        }
        let beaten = upper.map { right in lower.map { wins($0, right) }.reduce(0, +) / 40 }
        let beating = lower.map { left in upper.map { wins(left, $0) }.reduce(0, +) / 30 }
        #expect((ranks.error * ranks.error - variance(beaten) / 30 - variance(beating) / 40).magnitude < 1e-12)
    }

    @Test("sort numbers as the standard library does", arguments: ["normal", "close together", "few", "odd"])
    func sorted(kind: String) {
        var random = SeededGenerator(seed: 3)
        let cells = (0..<20_000).map { index -> Double in
            switch kind {
            case "normal": random.normal() * 1e6
            case "close together": 1.7e9 + random.uniform() * 1e-3
            case "few": Double(Int.random(in: -3...3, using: &random))
            default: [.nan, .infinity, -.infinity, -0.0, 0, Double.leastNonzeroMagnitude, -1e308][index % 7]
            }
        }
        let sorted = SortedNumbers(cells)
        #expect(sorted.values == cells.filter { !$0.isNaN }.sorted())
        #expect(sorted.distinct == Set(cells.filter { !$0.isNaN }).count)
        #expect(sorted.finite.count == cells.count { $0.isFinite })
    }

    @Test("put Wilson's range around a share", arguments: [(8.0, 10.0, 0.4901625, 0.9433178), (0, 20, 0, 0.1611252)])
    func wilson(hits: Double, count: Double, low: Double, high: Double) throws {
        let range = try #require(Proportion.range(hits, of: count))
        #expect(((range.low ?? -1) - low).magnitude < 1e-6)
        #expect(((range.high ?? -1) - high).magnitude < 1e-6)
    }
}
