import Sketches
import TestSupport
import Testing

@Suite("A category counter")
struct CategoryCounterTests {
    static func observe(_ random: inout SeededGenerator) -> String {
        "value-\(Int(random.exponential(mean: 8)))"
    }

    @Test("does not show how its values were split", arguments: 0..<50)
    func splits(seed: UInt64) throws {
        try SketchLaws.expectSplitsDoNotShow(.standard, seed: seed, of: CategoryCounter.self, observe: Self.observe)
    }

    @Test("merges in any order", arguments: 0..<50)
    func order(seed: UInt64) throws {
        try SketchLaws.expectMergeHasNoOrder(.standard, seed: seed, of: CategoryCounter.self, observe: Self.observe)
    }

    @Test("refuses or reads damaged bytes", arguments: 0..<50)
    func damage(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var counter = CategoryCounter(.standard)
        for _ in 0..<100 { counter.insert(Self.observe(&random), count: 1) }
        try SketchLaws.expectDamageIsRefusedOrRead(counter, seed: seed)
    }

    @Test("never loses an observation, and keeps the largest counts of a merge")
    func capacity() throws {
        var left = CategoryCounter(.init(capacity: 2))
        for (value, count) in [("a", 5), ("b", 3), ("c", 9)] as [(String, UInt64)] { left.insert(value, count: count) }
        #expect(left.other == 9 && left.total == 17)
        var right = CategoryCounter(.init(capacity: 2))
        right.insert("c", count: 4)
        right.insert("d", count: 3)
        try left.merge(right)
        #expect(left.counts == ["a": 5, "c": 4] && left.other == 15 && left.total == 24)
        #expect(left.ranked.map(\.value) == ["a", "c"])
        #expect(throws: SketchError.self) { try left.merge(CategoryCounter(.standard)) }
    }

    @Test("counts pinned categories, the rest together, and names what was never seen before")
    func pinned() {
        var reference = CategoryCounter(.standard)
        var live = CategoryCounter(.standard)
        for value in ["yes", "no"] { reference.insert(value, count: 10) }
        for (value, count) in [("yes", 4), ("maybe", 2), ("no", 1), ("never", 3)] as [(String, UInt64)] {
            live.insert(value, count: count)
        }
        let counts = live.counts(of: ["no", "yes", "gone"])
        #expect(counts.pinned == [1, 4, 0] && counts.other == 5)
        #expect(live.unseen(in: reference) == ["never", "maybe"])
    }
}

@Suite("A distinct counter")
struct DistinctCounterTests {
    static func observe(_ random: inout SeededGenerator) -> String {
        "user-\(Int.random(in: 0...800, using: &random))"
    }

    @Test("does not show how its values were split", arguments: 0..<50)
    func splits(seed: UInt64) throws {
        try SketchLaws.expectSplitsDoNotShow(.init(), seed: seed, of: DistinctCounter.self, observe: Self.observe)
    }

    @Test("merges in any order", arguments: 0..<50)
    func order(seed: UInt64) throws {
        try SketchLaws.expectMergeHasNoOrder(.init(), seed: seed, of: DistinctCounter.self, observe: Self.observe)
    }

    @Test("refuses or reads damaged bytes", arguments: 0..<30)
    func damage(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var counter = DistinctCounter()
        for _ in 0..<Int.random(in: 0...900, using: &random) { counter.insert(Self.observe(&random)) }
        try SketchLaws.expectDamageIsRefusedOrRead(counter, seed: seed)
    }

    /// The standard error is 1.6 %; five of them is a surprise of one in a million.
    @Test("is exact up to 512 and within 8 % above", arguments: [0, 1, 512, 513, 5000, 100_000])
    func estimate(values: Int) {
        var counter = DistinctCounter()
        for value in 0..<values { counter.insert("id-\(value)") }
        for value in 0..<min(values, 100) { counter.insert("id-\(value)") }
        if values <= 512 {
            #expect(counter.estimate == Double(values))
        } else {
            #expect((counter.estimate / Double(values) - 1).magnitude < 0.08)
        }
    }
}
