import Telemetry
import Testing

@Suite("A price book")
struct PriceBookTests {
    let book: PriceBook

    init() throws {
        book = PriceBook([
            try PriceTable(
                json: PriceTableTests.file(
                    PriceTableTests.entry,
                    """
                    {"provider":"openai","model":"gpt-4o-mini","source":"https://example.com",
                     "usd_per_million":{"input":0.15,"output":0.6,"cache_read":0.075}}
                    """,
                    """
                    {"provider":"openai","model":"gpt-4o-mini","tier":"batch","usd_per_million":{"input":0.075,"output":0.3}}
                    """,
                    """
                    {"provider":"openai","model":"talker","usd_per_million":
                     {"input":2,"output":10,"reasoning":4,"audio_input":40,"audio_output":80,"request":5000}}
                    """,
                    """
                    {"provider":"own","model":"local","usd_per_million":{"input":0,"output":0}}
                    """
                ).utf8)
        ])
    }

    /// Captured from pydantic-ai: gpt-4o-mini at 0.15, 0.075 and 0.60 dollars per million, reported as 0.00001635 dollars.
    @Test("prices input, cache and output apart, to the picodollar")
    func capturedCall() {
        var call = Call.priced("openai", "gpt-4o-mini-2024-07-18", input: 57, output: 17)
        call.tokens.cacheRead = 32
        call.tokens.reasoning = 5
        #expect(
            book.price(of: call) == .priced(picodollars: 16_350_000, tableVersion: "2026-11-20", guessed: false))
    }

    @Test("gives a breakdown that adds up, with what every token cost")
    func breakdown() throws {
        var call = Call.priced("openai", "talker", input: 1_000, output: 500)
        call.tokens.audioInput = 200
        call.tokens.audioOutput = 100
        call.tokens.reasoning = 50
        let breakdown = try #require(book.breakdown(of: call))
        #expect(breakdown.parts.map(\.component) == [.input, .output, .reasoning, .audioInput, .audioOutput, .request])
        #expect(breakdown.parts.map(\.count) == [800, 350, 50, 200, 100, 1])
        #expect(
            breakdown.parts.map(\.unitPicodollars) == [
                2_000_000, 10_000_000, 4_000_000, 40_000_000, 80_000_000, 5_000_000_000,
            ])
        #expect(breakdown.parts.reduce(0) { $0 + $1.picodollars } == breakdown.picodollars)
        #expect(book.price(of: call).picodollars == breakdown.picodollars)
        #expect(!breakdown.isContradictory && !breakdown.isGuessed && !breakdown.isStandardInsteadOfTier)
    }

    @Test("charges the whole call at the higher price once its input exceeds a step, not the excess alone")
    func cliff() {
        var call = Call.priced("anthropic", "claude-sonnet-4-5-20250929", input: 200_000, output: 1_000)
        #expect(book.price(of: call).picodollars == cost((200_000, 3_000_000), (1_000, 15_000_000)))
        call.tokens.input = 200_001
        #expect(book.price(of: call).picodollars == cost((200_001, 6_000_000), (1_000, 22_500_000)))
    }

    @Test("charges cache written for an hour apart from the rest of the cache")
    func cacheWrites() {
        var call = Call.priced("anthropic", "claude-sonnet-4-5", input: 10_000, output: 0)
        call.tokens.cacheWrite = 8_000
        call.tokens.cacheWriteHour = 5_000
        #expect(book.price(of: call).picodollars == cost((2_000, 3_000_000), (3_000, 3_750_000), (5_000, 6_000_000)))
    }

    @Test("takes cache tokens at the price of input where the cache has no price")
    func cacheWithoutPrice() {
        var call = Call.priced("openai", "talker", input: 1_000, output: 0)
        call.tokens.cacheRead = 900
        #expect(book.price(of: call).picodollars == cost((1_000, 2_000_000), (1, 5_000_000_000)))
    }

    @Test("uses the price of a tier, else the standard price, and says so")
    func tiers() throws {
        var call = Call.priced("openai", "gpt-4o-mini", input: 100, output: 0)
        call.serviceTier = "batch"
        #expect(book.price(of: call).picodollars == cost((100, 75_000)))
        #expect(try #require(book.breakdown(of: call)).isStandardInsteadOfTier == false)
        call.serviceTier = "flex"
        #expect(book.price(of: call).picodollars == cost((100, 150_000)))
        #expect(try #require(book.breakdown(of: call)).isStandardInsteadOfTier)
    }

    @Test("counts a remainder below zero as zero and flags it")
    func contradiction() throws {
        var call = Call.priced("openai", "gpt-4o-mini", input: 10, output: 5)
        call.tokens.cacheRead = 40
        let breakdown = try #require(book.breakdown(of: call))
        #expect(breakdown.isContradictory)
        #expect(breakdown.picodollars == cost((40, 75_000), (5, 600_000)))
    }

    @Test("never turns unpriced into zero")
    func unpriced() {
        #expect(book.price(of: .priced("openai", "gpt-4o-mini", input: nil, output: nil)) == .noUsage)
        #expect(book.price(of: .priced("openai", "gpt-99", input: 10, output: 10)) == .noPrice)
        #expect(book.price(of: .priced("openai", nil, input: 10, output: 10)) == .noPrice)
        #expect(book.price(of: .priced("openai", "gpt-4o-mini", input: .max, output: .max)) == .noUsage)
        #expect(book.price(of: .priced("own", "local", input: 10, output: 10)).picodollars == 0, "free is a price")
    }

    @Test("has no price before the first day of a table")
    func beforeTheTable() throws {
        let early = try #require(Timestamp(rfc3339: "2025-09-28T12:00:00Z"))
        #expect(book.price(of: .priced("anthropic", "claude-sonnet-4-5", input: 1, output: 1, at: early)) == .noPrice)
    }

    @Test("takes a model of that name when the provider is unknown, and flags the guess")
    func guess() {
        for provider in [nil, "some-gateway"] {
            let price = book.price(of: .priced(provider, "openai/gpt-4o-mini", input: 100, output: 0))
            #expect(price == .priced(picodollars: 15_000_000, tableVersion: "2026-11-20", guessed: true))
        }
    }

    @Test("does not take another provider's price where the provider's own list lacks the model")
    func otherProvider() {
        #expect(book.price(of: .priced("anthropic", "gpt-4o-mini", input: 1, output: 1)) == .noPrice)
    }

    @Test("asks overrides first")
    func overrides() throws {
        let override = try PriceTable(
            json: """
                {"schema":"prices/1","version":"ours","currency":"USD","entries":[
                 {"provider":"openai","model":"gpt-4o-mini","usd_per_million":{"input":0.1,"output":0.5}}]}
                """.utf8)
        let book = PriceBook([override, .builtIn])
        #expect(
            book.price(of: .priced("openai", "gpt-4o-mini-2024-07-18", input: 10, output: 0))
                == .priced(picodollars: 1_000_000, tableVersion: "ours", guessed: false))
        #expect(book.price(of: .priced("openai", "gpt-4o", input: 10, output: 0)).picodollars == 25_000_000)
    }

    @Test("remembers names, and survives more of them than it remembers")
    func manyNames() {
        for number in 0..<10_000 {
            #expect(book.price(of: .priced("openai", "gpt-\(number)-x", input: 1, output: 1)) == .noPrice)
        }
        #expect(book.price(of: .priced("openai", "gpt-4o-mini", input: 100, output: 0)).picodollars == 15_000_000)
    }
}
