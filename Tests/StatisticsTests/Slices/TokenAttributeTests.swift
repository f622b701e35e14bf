import Statistics
import TestSupport
import Testing

@Suite("Words as attributes (docs/statistics.md 5.6)")
struct TokenAttributeTests {
    @Test("are those of failing documents, and a scan finds the slice that they make")
    func words() throws {
        var random = SeededGenerator(seed: 1)
        let documents = (0..<3000).map { _ -> [Int32] in
            Set((0..<8).map { _ in Int32(random.uniform() * 300) } + (random.chance(0.1) ? [777] : [])).sorted()
        }
        let failures = documents.map { random.chance($0.contains(777) ? 0.4 : 0.05) ? 1.0 : 0 }
        let words = TokenAttributes(documents: documents, failures: failures, minimumDocuments: 50, count: 20)
        #expect(words.features.first == 777 && words.features.count <= 20)
        #expect(zip(words.contrasts, words.contrasts.dropFirst()).allSatisfy { $0.z >= $1.z })
        let columns = words.columns(documents)
        #expect(columns[0].reduce(0, +) == Int32(documents.count { $0.contains(777) }))
        let found = SliceScan.findings(
            columns: columns, failures: failures, expected: [Double](repeating: 0.08, count: 3000),
            settings: .init(minimumSize: 100, findings: 1))
        #expect(found.first?.predicates == [.init(column: 0, value: 1)])
    }

    @Test("need enough documents, and not all of them")
    func rare() {
        let documents = (0..<100).map { $0 < 10 ? [Int32(1), 2] : [2] }
        let failures = (0..<100).map { $0 < 10 ? 1.0 : 0 }
        #expect(TokenAttributes(documents: documents, failures: failures, minimumDocuments: 11).features.isEmpty)
        #expect(TokenAttributes(documents: documents, failures: failures, minimumDocuments: 10).features == [1])
    }
}
