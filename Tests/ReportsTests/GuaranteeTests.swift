import Reports
import TestSupport
import Testing

@Suite("A report on unchanged data")
struct GuaranteeTests {
    /// Each of 200 independent reports may say "drifted" with probability 0.05 (Holm, whatever the dependence between the 17
    /// tests of a report): more than 21 have a probability below 5 in 10,000 (binomial tail).
    @Test("says drifted in at most one of twenty cases", arguments: [(600, 300), (2_000, 700)])
    func level(rows: Int, half: Int) throws {
        var drifted = 0
        for seed in 0..<200 {
            var random = SeededGenerator(seed: UInt64(seed + rows))
            let mixed = MixedTable(rows: rows, texts: rows < 1_000, using: &random)
            let order = (0..<rows).shuffled(using: &random)
            let report = try Comparison.compare(
                mixed.table("a", rows: Array(order[half...])), mixed.table("b", rows: Array(order[..<half])),
                MixedTable.options())
            if report.verdict == .drifted { drifted += 1 }
        }
        #expect(drifted <= 21)
    }

    @Test("is silent about a copy in another order")
    func shuffled() throws {
        for seed in 0..<200 {
            var random = SeededGenerator(seed: UInt64(seed))
            let mixed = MixedTable(rows: 300, texts: false, using: &random)
            let report = try Comparison.compare(
                mixed.table("a"), mixed.table("b", rows: (0..<300).shuffled(using: &random)), MixedTable.options())
            #expect(report.verdict != .drifted)
            #expect(report.fields.allSatisfy { ($0.evidence?.p ?? 1) > 0.99 && ($0.missingEvidence?.p ?? 1) > 0.99 })
            #expect(report.schemaChanges.isEmpty)
        }
    }

    @Test("is the same report whenever it is made")
    func same() throws {
        var random = SeededGenerator(seed: 5)
        let mixed = MixedTable(rows: 1_000, using: &random)
        let halves = [mixed.table("a", rows: Array(0..<500)), mixed.table("b", rows: Array(500..<1_000))]
        let first = try Comparison.compare(halves[0], halves[1], MixedTable.options())
        #expect(try Comparison.compare(halves[0], halves[1], MixedTable.options()) == first)
    }
}

@Suite("A planted change")
struct PowerTests {
    /// With 4,000 rows a side every one of these lies eight standard errors or more from no change.
    static let changes: [(String, MixedTable.Change)] = [
        ("normal", .init(shift: 0.25)), ("region", .init(share: 0.1)), ("holes", .init(missing: 0.05)),
        ("city", .init(misspelt: 0.04)), ("request", .init(topic: 0.15)),
    ]

    @Test("is found, and stands first", arguments: changes.indices)
    func found(index: Int) throws {
        let (field, change) = Self.changes[index]
        var random = SeededGenerator(seed: UInt64(index) + 40)
        let before = MixedTable(rows: 4_000, using: &random)
        let now = MixedTable(rows: 4_000, change: change, using: &random)
        let report = try Comparison.compare(before.table("a"), now.table("b"), MixedTable.options(performance: false))
        #expect(report.verdict == .drifted)
        #expect(report.fields.first?.name == field)
        #expect(report.fields.first?.verdict == .drifted)
        #expect(report.summary.contains(field))
    }

    @Test("in the words of texts is named by its words")
    func tokens() throws {
        var random = SeededGenerator(seed: 50)
        let before = MixedTable(rows: 3_000, using: &random)
        let now = MixedTable(rows: 3_000, change: .init(topic: 0.2), using: &random)
        let report = try Comparison.compare(before.table("a"), now.table("b"), MixedTable.options(performance: false))
        let request = try #require(report.fields.first { $0.name == "request" })
        #expect(request.kind == .text)
        #expect(request.tokens.contains { $0.token.contains("voucher") || $0.token.contains("winter") })
        #expect(request.tokens.first { $0.token == "voucher" }.map { $0.reference == 0 && $0.current > 0.15 } ?? true)
    }

    @Test("below the tolerance is certain, and still no drift")
    func little() throws {
        var random = SeededGenerator(seed: 60)
        func side(_ share: Double) -> Table {
            Table(
                name: "t",
                columns: [TableColumn(name: "x", numbers: (0..<400_000).map { _ in random.chance(share) ? 1 : 0 })])
        }
        // 0.6 points at one half: 5.4 standard errors of 0.0011, and less than the tolerance of one point.
        let report = try Comparison.compare(side(0.5), side(0.506), ReportOptions(reference: "", current: ""))
        #expect(report.fields.map(\.verdict) == [.differsLittle])
        #expect(report.verdict == .steady)
    }

    @Test("of a model that is wrong more often is found in its performance and in the slice where it happens")
    func performance() throws {
        var random = SeededGenerator(seed: 70)
        let before = MixedTable(rows: 6_000, using: &random)
        var now = MixedTable(rows: 6_000, using: &random)
        now.spoil(where: "region", is: "north", using: &random)
        let report = try Comparison.compare(before.table("a"), now.table("b"), MixedTable.options())
        let accuracy = try #require(report.performance?.measured.first { $0.metric == .accuracy })
        #expect(accuracy.verdict == .worse)
        #expect(accuracy.difference.map { ($0.high ?? 0) < 0 } == true)
        let slice = try #require(report.slices.first)
        #expect(slice.conditions.contains { $0.field == "region" && $0.value == "north" })
        #expect(slice.measure == .errorShare)
        // Only there it got worse, so the slice is the whole change, within what half of the rows can tell.
        #expect((0.5...1.6).contains(slice.contribution ?? 0))
    }
}

extension MixedTable {
    /// Turns half of the labels around where a field has a value.
    mutating func spoil(where field: String, is value: String, using random: inout SeededGenerator) {
        guard let fields = words[field], var labels = words["right"] else { return }
        for row in fields.indices where fields[row] == value && random.chance(0.5) {
            labels[row] = labels[row] == "yes" ? "no" : "yes"
        }
        words["right"] = labels
    }
}
