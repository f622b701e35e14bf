import Telemetry
import Testing

@Suite("A price table of our own format")
struct PriceTableTests {
    static let entry = """
        {"provider":"anthropic","model":"claude-sonnet-4-5","match":["claude-sonnet-4-5","claude-sonnet-4-5-*"],
         "from":"2025-09-29","to":null,"source":"https://example.com/prices",
         "usd_per_million":{"input":3,"output":15,"cache_read":0.3,"cache_write":3.75,"cache_write_1h":6},
         "above":[{"input_tokens":200000,"usd_per_million":{"input":6,"output":22.5,"cache_read":0.6,"cache_write":7.5}}]}
        """

    static func file(_ entries: String...) -> String {
        "{\"schema\":\"prices/1\",\"version\":\"2026-11-20\",\"currency\":\"USD\",\"entries\":[\(entries.joined(separator: ","))]}"
    }

    @Test("is read with every member, in picodollars per token")
    func members() throws {
        let table = try PriceTable(json: Self.file(Self.entry).utf8)
        let entry = try #require(table.entries.first)
        #expect(table.version == "2026-11-20")
        #expect(entry.provider == "anthropic" && entry.model == "claude-sonnet-4-5")
        #expect(entry.from == CivilDate(year: 2025, month: 9, day: 29) && entry.to == nil)
        #expect(entry.source == "https://example.com/prices")
        #expect(entry.prices.input == 3_000_000 && entry.prices.output == 15_000_000)
        #expect(entry.prices.cacheRead == 300_000 && entry.prices.cacheWrite == 3_750_000)
        #expect(entry.prices.cacheWriteHour == 6_000_000)
        #expect(entry.above.map(\.inputTokens) == [200_000])
        #expect(entry.above.first?.prices.output == 22_500_000)
        #expect(entry.above.first?.prices.cacheWriteHour == 6_000_000, "a step states only what it changes")
    }

    @Test("holds from its first day to the day before its end")
    func days() throws {
        var entry = try #require(PriceTable(json: Self.file(Self.entry).utf8).entries.first)
        entry.to = CivilDate(year: 2026, month: 1, day: 1)
        let times = ["2025-09-28T23:59:59Z", "2025-09-29", "2025-12-31T23:59:59Z", "2026-01-01"]
        #expect(times.compactMap { Timestamp(rfc3339: $0) }.map(entry.holds) == [false, true, true, false])
    }

    @Test(
        "is refused whole when something in it is wrong",
        arguments: [
            ("[]", PriceTableError.Code.wrongFormat),
            ("{\"schema\":\"prices/2\"}", .wrongFormat),
            ("{", .malformed),
            ("{\"schema\":\"prices/1\",\"version\":\"1\",\"currency\":\"EUR\",\"entries\":[]}", .wrongFormat),
            (file("{\"provider\":\"x\",\"model\":\"y\"}"), .invalidEntry),
            (file("{\"provider\":\"x\",\"model\":\"y\",\"usd_per_million\":{\"output\":1}}"), .invalidEntry),
            (file("{\"provider\":\"x\",\"model\":\"y\",\"usd_per_million\":{\"input\":-1}}"), .invalidEntry),
            (file("{\"provider\":\"x\",\"model\":\"y\",\"usd_per_million\":{\"input\":\"1\"}}"), .invalidEntry),
            (file("{\"provider\":\"x\",\"model\":\"y\",\"usd_per_million\":{\"inptu\":1}}"), .invalidEntry),
            (file("{\"provider\":\"x\",\"model\":\"y\",\"usd_per_million\":{\"input\":0.0000001}}"), .invalidEntry),
            (
                file(
                    "{\"provider\":\"x\",\"model\":\"y\",\"from\":\"2026-02-30\",\"usd_per_million\":{\"input\":1}}"),
                .invalidEntry
            ),
        ])
    func refused(json: String, code: PriceTableError.Code) {
        #expect { try PriceTable(json: json.utf8) } throws: { ($0 as? PriceTableError)?.code == code }
    }

    @Test("of a hundred thousand open brackets is refused without harm")
    func deep() {
        #expect(throws: PriceTableError.self) {
            try PriceTable(json: String(repeating: "[", count: 100_000).utf8)
        }
    }
}
