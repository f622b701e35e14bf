import Statistics
import TestSupport
import Testing

@Suite("Loops that feed on themselves (docs/statistics.md 14.2)")
struct LoopTests {
    @Test("an output repeats one of the last thousand, and goes on bit for bit after a restart")
    func repeated() throws {
        var outputs = RepeatedOutputs()
        outputs.insert(7)
        let others = (100..<1099).map { outputs.insert(UInt64($0)) }
        #expect(!others.contains(true))
        let isRemembered = outputs.insert(7)
        #expect(isRemembered, "the thousandth before is remembered")
        for number in 2000..<3000 { outputs.insert(UInt64(number)) }
        let isForgotten = !outputs.insert(7)
        #expect(isForgotten, "the thousand-and-first is not")
        var random = SeededGenerator(seed: 1)
        let hashes = (0..<2300).map { _ in random.next() % 1500 }
        // Its states are long: looked at before and after it is full.
        var straight = RepeatedOutputs()
        for (number, hash) in hashes.enumerated() {
            if [0, 500, 999, 1000, 1001, 1999, 2200].contains(number) {
                let restarted = try RepeatedOutputs(bytes: straight.bytes)
                #expect(restarted == straight)
                straight = restarted
            }
            straight.insert(hash)
        }
    }

    @Test("texts that say the same have few distinct runs of words")
    func distinct() {
        let same = [["please", "try", "again"], ["please", "try", "again"]]
        #expect(Contamination.distinctRuns(same, length: 2) == 0.5)
        #expect(Contamination.distinctRuns([["a", "b", "c"]], length: 1) == 1)
        #expect(Contamination.distinctRuns([["a"]], length: 2) == nil)
    }

    @Test("components that are seldom observed do not count in the index")
    func counted() {
        let means: [TrustComponent: Double] = [.acceptance: 0.6, .reliance: 0.4]
        #expect(
            TrustIndex.counted(means, observedShares: [.acceptance: 0.9, .reliance: 0.19]) == [.acceptance: 0.6])
    }
}
