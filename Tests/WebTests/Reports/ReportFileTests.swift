import Foundation
import Reports
import Telemetry
import Testing
import Web

@Suite("The file of a comparison") struct ReportFileTests {
    private static func field(
        _ name: String, _ verdict: FieldComparison.Verdict, _ distribution: FieldDistribution? = nil
    ) -> FieldComparison {
        let side = FieldSide(
            rows: 1_000, missing: 10, missingShare: RangedValue(0.01, low: 0.005, high: 0.018), notFinite: 0,
            distinct: 7)
        return FieldComparison(
            name: name, kind: .categorical, verdict: verdict, reason: "The share of card rose.", reference: side,
            current: side, evidence: Evidence(test: .gTest, statistic: 31.2, p: 1e-7, adjustedP: 2e-6),
            missingEvidence: nil,
            effects: [Effect(.stabilityIndex, RangedValue(0.21)), Effect(.jensenShannon, RangedValue(0.03))],
            move: nil, distribution: distribution, tokens: [])
    }

    private static func report(
        _ fields: [FieldComparison], performance: PerformanceComparison? = nil, notes: [String] = []
    ) -> ComparisonReport {
        let table = TableSummary(name: "march.csv", rows: 1_000, columns: 2, refusedRows: 3, firstRefusal: "line 7")
        return ComparisonReport(
            reference: table, current: table, level: 0.05, verdict: .drifted, summary: "One of two fields drifted.",
            schemaChanges: [
                SchemaChange(field: "zip", kind: .gone, isBreaking: true, words: "zip is not in the current table.")
            ], fields: fields, performance: performance, slices: [], notes: notes)
    }

    private static func text(_ report: ComparisonReport) -> String {
        String(
            decoding: ReportFile(report, made: Timestamp(seconds: 1_800_000_000), version: "0.9.0").bytes, as: UTF8.self
        )
    }

    @Test("needs nothing from anywhere: no script, no link, no address to load from")
    func alone() {
        let text = Self.text(Self.report([Self.field("pay", .drifted)]))
        #expect(text.contains("default-src 'none'"))
        for word in ["<script", "<link", "src=", "href=\"http", "url(\"/"] { #expect(!text.contains(word), "\(word)") }
        #expect(text.contains("url(\"data:font/woff2;base64,d09GMg"))
    }

    @Test("opens drifted fields and leaves the others closed")
    func opens() {
        let text = Self.text(Self.report([Self.field("pay", .drifted), Self.field("day", .steady)]))
        #expect(text.components(separatedBy: "<details class=\"other fact\" open>").count == 2)
        #expect(text.components(separatedBy: "<details class=\"other fact\">").count == 2)
    }

    @Test("says verdict, rows, unreadable rows, the level and what cannot be told")
    func says() {
        let text = Self.text(Self.report([], notes: ["Column x has 1,000 values."]))
        for words in [
            "<h1>One of two fields drifted.</h1>", "1,000 rows, 3 unreadable", "at most 5% say",
            "zip is not in the current table.", "Column x has 1,000 values.", "15 Jan 2027 08:00 UTC",
        ] { #expect(text.contains(words), "\(words)") }
    }

    @Test("keeps the most frequent twelve names of either side and joins the rest")
    func joins() {
        let categories = (0..<40).map { index in
            FieldDistribution.Category(value: "v\(index)", reference: 40 - index, current: index == 39 ? 500 : 1)
        }
        let text = Self.text(Self.report([Self.field("pay", .drifted, .categories(categories))]))
        #expect(text.contains(">v39<") && text.contains(">v0<") && !text.contains(">v30<"))
        #expect(text.contains("everything else"))
    }

    @Test("escapes what stands in a table, its names and its values")
    func hostile() {
        let bad = "\u{202E}<img src=x onerror=alert(1)>"
        let text = Self.text(
            Self.report(
                [Self.field(bad, .drifted, .categories([.init(value: bad, reference: 1, current: 2)]))], notes: [bad]))
        #expect(!text.contains("<img"))
        #expect(!text.contains("\u{202E}"))
    }

    @Test("shows figures of performance with their ranges")
    func performance() {
        let metric = MetricComparison(
            metric: .accuracy, reference: RangedValue(0.912, low: 0.9, high: 0.924), current: RangedValue(0.85),
            difference: RangedValue(-0.062, low: -0.08, high: -0.044), evidence: nil, verdict: .worse,
            reason: "Accuracy fell.")
        let text = Self.text(
            Self.report(
                [],
                performance: PerformanceComparison(
                    task: .binary, positiveClass: "yes", referenceLabelled: 2_000, currentLabelled: 1_500,
                    measured: [metric], estimated: nil)))
        #expect(text.contains("0.912 (0.9 to 0.924)"))
        #expect(text.contains("−0.062 (−0.08 to −0.044)"))
        #expect(text.contains("2,000 labelled rows, then 1,500, positive class yes"))
    }
}
