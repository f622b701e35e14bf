import Telemetry
import Testing

@Suite("The built-in price table")
struct BuiltInPricesTests {
    static let book = PriceBook([.builtIn])
    static let november = Timestamp(rfc3339: "2026-11-20T12:00:00Z") ?? Timestamp(seconds: 0)

    private func dollarsPerMillion(
        _ provider: String, _ model: String, at time: Timestamp = november
    ) -> (Int64, Int64)? {
        var call = Call.priced(provider, model, input: 1, output: 0, at: time)
        guard let input = Self.book.price(of: call).picodollars else { return nil }
        call.tokens.input = 0
        call.tokens.output = 1
        guard let output = Self.book.price(of: call).picodollars else { return nil }
        return (input, output)
    }

    @Test(
        "knows the main models of the main providers under the names that they answer with",
        arguments: [
            ("openai", "gpt-4o-mini-2024-07-18", 150_000, 600_000),
            ("openai", "gpt-4o-2024-05-13", 5_000_000, 15_000_000),
            ("openai", "gpt-4o-2024-11-20", 2_500_000, 10_000_000),
            ("openai", "gpt-5-mini-2025-08-07", 250_000, 2_000_000),
            ("openai", "o3-2025-04-16", 2_000_000, 8_000_000), ("openai", "gpt-4-0613", 30_000_000, 60_000_000),
            ("openai", "text-embedding-3-small", 20_000, 0), ("azure.ai.openai", "gpt-4.1-mini", 400_000, 1_600_000),
            ("anthropic", "claude-sonnet-4-5-20250929", 3_000_000, 15_000_000),
            ("anthropic", "claude-opus-4-1-20250805", 15_000_000, 75_000_000),
            ("anthropic", "claude-opus-4-20250514", 15_000_000, 75_000_000),
            ("anthropic", "claude-opus-4-5-20251101", 5_000_000, 25_000_000),
            ("anthropic", "claude-haiku-4-5", 1_000_000, 5_000_000),
            ("aws.bedrock", "us.anthropic.claude-sonnet-4-5-20250929-v1:0", 3_300_000, 16_500_000),
            ("aws.bedrock", "global.anthropic.claude-sonnet-4-5-20250929-v1:0", 3_000_000, 15_000_000),
            ("aws.bedrock", "anthropic.claude-3-5-sonnet-20241022-v2:0", 3_000_000, 15_000_000),
            ("aws.bedrock", "anthropic.claude-3-haiku-20240307-v1:0", 250_000, 1_250_000),
            ("aws.bedrock", "amazon.nova-lite-v1:0", 60_000, 240_000),
            ("aws.bedrock", "us.meta.llama3-3-70b-instruct-v1:0", 720_000, 720_000),
            ("gcp.gemini", "gemini-2.5-flash", 300_000, 2_500_000),
            ("gcp.gemini", "gemini-2.5-flash-lite-preview-09-2025", 100_000, 400_000),
            ("gcp.vertex_ai", "gemini-2.5-pro", 1_250_000, 10_000_000),
            ("gcp.vertex_ai", "claude-sonnet-4-5@20250929", 3_000_000, 15_000_000),
            ("mistral_ai", "mistral-small-latest", 100_000, 300_000),
            ("mistral_ai", "mistral-large-latest", 500_000, 1_500_000),
            ("mistral_ai", "ministral-8b-2512", 150_000, 150_000),
            ("deepseek", "deepseek-chat", 280_000, 420_000), ("x_ai", "grok-4-0709", 3_000_000, 15_000_000),
            ("cohere", "command-r-plus-08-2024", 2_500_000, 10_000_000), ("cohere", "embed-v4.0", 120_000, 0),
            ("groq", "meta-llama/llama-4-scout-17b-16e-instruct", 110_000, 340_000),
        ])
    func known(provider: String, model: String, input: Int64, output: Int64) throws {
        let prices = try #require(dollarsPerMillion(provider, model))
        #expect(prices == (input, output))
    }

    @Test("follows prices over time")
    func dated() throws {
        let before = try #require(Timestamp(rfc3339: "2025-06-09T23:00:00Z"))
        let after = try #require(Timestamp(rfc3339: "2025-06-10T00:00:00Z"))
        #expect(try #require(dollarsPerMillion("openai", "o3", at: before)) == (10_000_000, 40_000_000))
        #expect(try #require(dollarsPerMillion("openai", "o3", at: after)) == (2_000_000, 8_000_000))
    }

    @Test("names a source for every entry and has no entry that another one hides")
    func complete() {
        #expect(PriceTable.builtIn.entries.allSatisfy { $0.source?.hasPrefix("https://") == true })
        let editions = PriceTable.builtIn.entries.map {
            [$0.provider, $0.model, $0.tier ?? "", $0.from?.text ?? "", $0.to?.text ?? ""].joined(separator: " ")
        }
        #expect(Set(editions).count == editions.count)
        #expect(PriceTable.builtIn.entries.count > 300)
    }
}
