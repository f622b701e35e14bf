import Foundation
import Reports
import TestSupport
import Testing

@Suite("A report")
struct EdgeTests {
    private func compare(_ reference: [TableColumn], _ current: [TableColumn]) throws -> ComparisonReport {
        try Comparison.compare(
            Table(name: "a", columns: reference), Table(name: "b", columns: current),
            ReportOptions(reference: "", current: ""))
    }

    private func normal(_ count: Int, seed: UInt64, shift: Double = 0) -> [Double] {
        var random = SeededGenerator(seed: seed)
        return (0..<count).map { _ in random.normal(mean: shift) }
    }

    @Test("on fifty rows says that it is too early, and how many it takes")
    func fifty() throws {
        let report = try compare(
            [TableColumn(name: "x", numbers: normal(50, seed: 1))],
            [TableColumn(name: "x", numbers: normal(50, seed: 2))])
        #expect(report.verdict == .tooEarly)
        #expect(report.fields.map(\.verdict) == [.tooEarly])
        // Level 0.05, one test: c = sqrt(ln(40)/2) = 1.3581, plus 0.4208; 2 · 1.7789² / 0.15² = 281.3.
        #expect(report.summary == "Too early to say: about 282 rows on each side are needed.")
    }

    @Test("on fifty rows still sees what is far apart")
    func fiftyFarApart() throws {
        let report = try compare(
            [TableColumn(name: "x", numbers: normal(50, seed: 1))],
            [TableColumn(name: "x", numbers: normal(50, seed: 2, shift: 3))])
        #expect(report.verdict == .drifted)
    }

    @Test("on a thousand categories says what it cannot tell")
    func thousandCategories() throws {
        var random = SeededGenerator(seed: 3)
        func side() -> [TableColumn] {
            [TableColumn(name: "c", words: (0..<8_000).map { _ in "value \(Int(1000 * random.uniform()))" })]
        }
        let report = try compare(side(), side())
        #expect(report.verdict == .steady)
        #expect(report.fields.map(\.kind) == [.categorical])
        #expect(report.notes.contains { $0.hasPrefix("c (1,000)") && $0.contains("cannot be seen") })
    }

    @Test("does not call a table broken whose labels have not come yet", arguments: [false, true])
    func labelsToCome(isColumnThere: Bool) throws {
        let rows = 1_000
        let labels = (0..<rows).map { Optional("\($0 % 2)") }
        let numbers = TableColumn(name: "x", numbers: normal(rows, seed: 1))
        let none = TableColumn(name: "label", words: [String?](repeating: nil, count: rows))
        func report(_ options: ReportOptions) throws -> ComparisonReport {
            try Comparison.compare(
                Table(name: "a", columns: [numbers, TableColumn(name: "label", words: labels)]),
                Table(name: "b", columns: isColumnThere ? [numbers, none] : [numbers]), options)
        }
        var options = ReportOptions(reference: "", current: "")
        #expect(try report(options).verdict == .drifted)
        (options.prediction, options.label) = ("x", "label")
        let named = try report(options)
        let change = try #require(named.schemaChanges.first { $0.field == "label" })
        #expect(!change.isBreaking && change.words.contains("can only be estimated"))
    }

    @Test("names fields that are gone, new, of another type, without values or constant")
    func schema() throws {
        let rows = 500
        let names = (0..<rows).map { "name \($0 % 7)" }
        let report = try compare(
            [
                TableColumn(name: "gone", numbers: normal(rows, seed: 1)),
                TableColumn(name: "typed", numbers: normal(rows, seed: 2)),
                TableColumn(name: "emptied", numbers: normal(rows, seed: 3)),
                TableColumn(name: "constant", words: names),
                TableColumn(name: "null", words: [String?](repeating: nil, count: rows)),
            ],
            [
                TableColumn(name: "new", numbers: normal(rows, seed: 1)), TableColumn(name: "typed", words: names),
                TableColumn(name: "emptied", numbers: [Double](repeating: .nan, count: rows)),
                TableColumn(name: "constant", words: [String?](repeating: "name 1", count: rows)),
                TableColumn(name: "null", words: [String?](repeating: nil, count: rows)),
            ])
        let kinds = Dictionary(grouping: report.schemaChanges, by: \.field).mapValues { $0.map(\.kind) }
        #expect(kinds["gone"] == [.gone])
        #expect(kinds["new"] == [.new])
        #expect(kinds["typed"] == [.typeChanged])
        #expect(kinds["emptied"] == [.allMissing])
        #expect(kinds["constant"] == [.constantNow])
        #expect(report.schemaChanges.prefix(3).allSatisfy { $0.isBreaking })
        #expect(report.fields.first { $0.name == "null" }?.verdict == .cannotTell)
        #expect(report.verdict == .drifted)
    }

    @Test("takes NaN as missing and infinities as the largest values there are")
    func infinities() throws {
        let before = normal(2_000, seed: 4)
        var now = normal(2_000, seed: 5)
        for row in 0..<300 { now[row] = row < 100 ? .nan : .infinity }
        let report = try compare([TableColumn(name: "x", numbers: before)], [TableColumn(name: "x", numbers: now)])
        let field = try #require(report.fields.first)
        #expect(field.verdict == .drifted)
        #expect(field.current.missing == 100)
        #expect(field.current.notFinite == 200)
        #expect(field.current.maximum.map { $0.isFinite } == true)
        #expect(Set(report.schemaChanges.map(\.kind)) == [.missingNow, .notFiniteNow])
    }

    @Test("of constants, of one row and of nothing but infinities has no verdict and no trouble")
    func tiny() throws {
        for column in [[1.0], [5, 5, 5, 5], [.infinity, .infinity], [.nan], [1e308, -1e308, 1e308, -1e308, 0, 1, 2]] {
            let report = try compare(
                [TableColumn(name: "x", numbers: column)], [TableColumn(name: "x", numbers: column)])
            #expect(report.verdict == .tooEarly)
            _ = try JSONEncoder().encode(report)
        }
    }

    @Test("carries hostile names and values as they are, short enough to show")
    func hostile() throws {
        let evil = "<script>alert(1)</script>\u{202E}\u{0007}\"'," + String(repeating: "A", count: 100_000)
        let report = try compare(
            [TableColumn(name: evil, words: (0..<300).map { _ in "plain" } + [evil])],
            [TableColumn(name: evil, words: (0..<300).map { _ in evil })])
        #expect(report.verdict == .drifted)
        let move = try #require(report.fields.first?.move)
        #expect(move.words.count < 300)
        let again = try JSONDecoder().decode(ComparisonReport.self, from: JSONEncoder().encode(report))
        #expect(again == report)
    }

    @Test("is a document of finite numbers under stable names")
    func document() throws {
        var random = SeededGenerator(seed: 9)
        let before = MixedTable(rows: 1_500, using: &random)
        let now = MixedTable(rows: 1_500, change: .init(shift: 0.5, share: 0.2), using: &random)
        let report = try Comparison.compare(before.table("a"), now.table("b"), MixedTable.options())
        let data = try JSONEncoder().encode(report)  // throws on what is not finite
        #expect(try JSONDecoder().decode(ComparisonReport.self, from: data) == report)
        let document = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(document["schema"] as? String == "report/1")
        #expect(
            Set(document.keys).isSuperset(of: ["schema_changes", "fields", "performance", "slices", "notes", "verdict"])
        )
    }

    @Test("counts every value that it draws, in cells that follow each other")
    func drawn() throws {
        let report = try compare(
            [TableColumn(name: "x", numbers: normal(3_000, seed: 6))],
            [TableColumn(name: "x", numbers: normal(2_000, seed: 7).map { $0 * 50 })])
        guard case .bins(let bins)? = report.fields.first?.distribution else {
            Issue.record("A numeric field has bins.")
            return
        }
        #expect(bins.reduce(0) { $0 + $1.reference } == 3_000)
        #expect(bins.reduce(0) { $0 + $1.current } == 2_000)
        #expect(zip(bins, bins.dropFirst()).allSatisfy { $0.high == $1.low })
    }

    @Test("from files and from columns is the same, and refuses options that name nothing")
    func files() throws {
        var random = SeededGenerator(seed: 11)
        let numbers = (0..<2).map { _ in (0..<400).map { _ in random.normal() } }
        let files = try numbers.map { side in
            try TemporaryTable("x,id\n" + side.enumerated().map { "\($1),k\($0)" }.joined(separator: "\n") + "\n")
        }
        defer { for file in files { file.remove() } }
        var options = ReportOptions(reference: files[0].path, current: files[1].path)
        options.ignore = ["id"]
        let report = try Comparison.run(options)
        let columns = try compare(
            [TableColumn(name: "x", numbers: numbers[0])], [TableColumn(name: "x", numbers: numbers[1])])
        #expect(report.fields == columns.fields)
        options.label = "nothing"
        let error = #expect(throws: ReportError.self) { try Comparison.run(options) }
        #expect(error?.code == .badOption)
        options.label = nil
        options.level = 0
        #expect(throws: ReportError.self) { try Comparison.run(options) }
    }

    @Test("of kept summaries sees what the rows would show")
    func kept() throws {
        var random = SeededGenerator(seed: 12)
        let before = MixedTable(rows: 4_000, texts: false, using: &random).table("a")
        let same = MixedTable(rows: 4_000, texts: false, using: &random).table("b")
        let moved = MixedTable(rows: 4_000, change: .init(shift: 0.3, share: 0.1), texts: false, using: &random).table(
            "c")
        var options = ReportOptions(reference: "", current: "")
        options.ignore = ["ticket"]
        #expect(try Comparison.compare(KeptTable(before), KeptTable(same), options).verdict == .steady)
        let report = try Comparison.compare(KeptTable(before), KeptTable(moved), options)
        #expect(Set(report.fields.filter { $0.verdict == .drifted }.map(\.name)) == ["normal", "region"])
    }
}
