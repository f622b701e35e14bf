import Sketches
import Statistics
import TestSupport
import Testing

@Suite("What is shown beside a drift (docs/statistics.md 3.1)")
struct ShiftTests {
    private static func bins(_ factor: Double, seed: UInt64) -> SparseBins {
        var random = SeededGenerator(seed: seed)
        var bins = SparseBins()
        for _ in 0..<4000 {
            bins.add(LogarithmicMapping.standard.signedKey(of: factor * random.logNormal(median: 100, spread: 0.5)))
        }
        return bins
    }

    /// Log-normal with median 100 and spread 0.5: quartiles 71.4 and 140.1, mean 113.3. Times 1.5 the median moves by 50 and a
    /// unit of probability by 56.7, 0.82 of the interquartile range; bins add up to 1 %, 4,000 numbers about 2 %.
    @Test("a number's median moves as far as it moved, and its distance is counted in quartile ranges")
    func numbers() throws {
        let reference = Self.bins(1, seed: 1)
        let moved = try #require(DistributionShift(reference: reference, current: Self.bins(1.5, seed: 1)))
        expectClose(moved.medianShift, 50, relative: 0.1)
        expectClose(try #require(moved.relativeDistance), 0.82, relative: 0.1)
        let same = try #require(DistributionShift(reference: reference, current: reference))
        #expect(same.medianShift == 0 && same.relativeDistance == 0)
        #expect(DistributionShift(reference: SparseBins(), current: reference) == nil)
    }

    @Test("a text drift says how many documents are beyond the reference")
    func texts() throws {
        var random = SeededGenerator(seed: 2)
        func document(_ topic: Bool) -> [Int32] {
            let words = (0..<10).map { _ in Int32(random.uniform() * random.uniform() * 2000) }
            return Set(topic ? words + [60_001, 60_002, 60_003] : words).sorted()
        }
        var drift = TextDrift(
            training: (0..<1000).map { _ in document(false) }, evaluation: (0..<1000).map { _ in document(false) },
            delta: 0.05, monthlyBudget: 0.05, seed: 3)
        for _ in 0..<TextDrift.epochSize { drift.step(document(random.chance(0.3)), creditMonths: 0) }
        #expect(drift.shareBeyondReference == nil)
        for _ in 0..<TextDrift.epochSize { drift.step(document(random.chance(0.3)), creditMonths: 0) }
        let share = try #require(drift.shareBeyondReference)
        #expect(share > 0.25 && share < 0.5)
    }
}
