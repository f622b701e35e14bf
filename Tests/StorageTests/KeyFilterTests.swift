import Storage
import TestSupport
import Testing

@Suite("A filter of keys")
struct KeyFilterTests {
    @Test("holds everything that was put in, and about one in a hundred of what was not")
    func rates() {
        var random = SeededGenerator(seed: 7)
        let inside = (0..<20_000).map { _ in random.next() }
        var filter = KeyFilter(capacity: inside.count)
        for hash in inside { filter.insert(hash) }
        #expect(inside.allSatisfy(filter.mayContain))
        let wrong = (0..<100_000).count { _ in filter.mayContain(random.next()) }
        #expect((500..<1_500).contains(wrong), "\(wrong) of 100,000")
        #expect(KeyFilter(stored: filter.bits) == filter)
    }
}
