import Telemetry
import Testing

@Suite("Importing LiteLLM's price file")
struct LiteLLMImportTests {
    static let file = """
        {"sample_spec":{"input_cost_per_token":0,"litellm_provider":"one of …","mode":"chat"},
         "gpt-4o-mini":{"litellm_provider":"openai","mode":"chat","max_tokens":16384,"input_cost_per_token":1.5e-07,
          "output_cost_per_token":6e-07,"cache_read_input_token_cost":7.5e-08,"input_cost_per_token_batches":7.5e-08,
          "output_cost_per_token_batches":3e-07,"input_cost_per_token_priority":2.5e-07,"supports_vision":true,
          "search_context_cost_per_query":{"search_context_size_low":0.025},"deprecation_date":"2027-01-31"},
         "claude-sonnet-4-5":{"litellm_provider":"anthropic","mode":"chat","input_cost_per_token":3e-06,
          "output_cost_per_token":1.5e-05,"cache_creation_input_token_cost":3.75e-06,
          "cache_creation_input_token_cost_above_1hr":6e-06,"cache_read_input_token_cost":3e-07,
          "input_cost_per_token_above_200k_tokens":6e-06,"output_cost_per_token_above_200k_tokens":2.25e-05},
         "gemini/gemini-2.5-flash":{"litellm_provider":"gemini","mode":"chat","input_cost_per_token":3e-07,
          "output_cost_per_token":2.5e-06,"output_cost_per_reasoning_token":2.5e-06,"input_cost_per_audio_token":1e-06},
         "bedrock/eu-west-1/anthropic.claude-x":{"litellm_provider":"bedrock","mode":"chat","input_cost_per_token":9e-06,
          "output_cost_per_token":9e-06},
         "anthropic.claude-x":{"litellm_provider":"bedrock","mode":"chat","input_cost_per_token":8e-06,
          "output_cost_per_token":2.4e-05},
         "bedrock/us-east-1/1-month-commitment/anthropic.claude-x":{"litellm_provider":"bedrock","mode":"chat",
          "input_cost_per_second":0.01},
         "tiny":{"litellm_provider":"openai","mode":"embedding","input_cost_per_token":1.23456e-11},
         "dall-e-3":{"litellm_provider":"openai","mode":"image_generation","input_cost_per_pixel":4e-08},
         "odd":{"litellm_provider":"openai","mode":"chat","input_cost_per_token":"a lot"}}
        """

    let imported: PriceImport
    let day = CivilDate(year: 2026, month: 11, day: 20)

    init() throws {
        imported = try PriceTable.importing(liteLLM: Self.file.utf8, from: day)
    }

    private func price(_ provider: String, _ model: String, change: (inout Call) -> Void = { _ in }) -> Int64? {
        var call = Call.priced(provider, model, input: 1_000, output: 100)
        change(&call)
        return PriceBook([imported.table]).price(of: call).picodollars
    }

    @Test("reads prices per token exactly")
    func exact() {
        #expect(price("openai", "gpt-4o-mini-2024-07-18") == cost((1_000, 150_000), (100, 600_000)))
        #expect(price("gcp.gemini", "gemini-2.5-flash") == cost((1_000, 300_000), (100, 2_500_000)))
        #expect(
            price("gcp.gemini", "gemini-2.5-flash") { $0.tokens.audioInput = 1_000 }
                == cost((1_000, 1_000_000), (100, 2_500_000)))
    }

    @Test("keeps tiers, steps and the hour's cache apart")
    func variants() {
        #expect(price("openai", "gpt-4o-mini") { $0.serviceTier = "batch" } == cost((1_000, 75_000), (100, 300_000)))
        #expect(
            price("openai", "gpt-4o-mini") { $0.serviceTier = "priority" } == cost((1_000, 250_000), (100, 600_000)))
        #expect(
            price("anthropic", "claude-sonnet-4-5") { $0.tokens.input = 300_000 }
                == cost((300_000, 6_000_000), (100, 22_500_000)))
        #expect(
            price("anthropic", "claude-sonnet-4-5") {
                $0.tokens.cacheWrite = 1_000
                $0.tokens.cacheWriteHour = 1_000
            } == cost((1_000, 6_000_000), (100, 15_000_000)))
    }

    @Test("does not let a region's price hide the general one")
    func regions() {
        #expect(price("aws.bedrock", "us.anthropic.claude-x-v1:0") == cost((1_000, 8_000_000), (100, 24_000_000)))
    }

    @Test("holds from the day of the import on")
    func dated() throws {
        let before = try #require(Timestamp(rfc3339: "2026-11-19T23:59:59Z"))
        #expect(price("openai", "gpt-4o-mini") { $0.time = before } == nil)
    }

    @Test("counts what it leaves out")
    func report() {
        let report = imported.report
        #expect(report.models == 6 && report.entries == 8)
        #expect(report.ignoredModels == ["mode image_generation": 1, "commitment": 1, "no price": 1])
        #expect(report.ignoredMembers == ["search_context_cost_per_query": 1])
        #expect(report.rounded == 1)
        #expect(report.unreadable == ["odd.input_cost_per_token"] && report.unreadableCount == 1)
        #expect(imported.table.entries.first?.deprecated == CivilDate(year: 2027, month: 1, day: 31))
    }

    @Test("refuses another file")
    func otherFile() {
        #expect(throws: PriceTableError.self) { try PriceTable.importing(liteLLM: "{\"a\":1}".utf8, from: nil) }
        #expect(throws: PriceTableError.self) { try PriceTable.importing(liteLLM: "[]".utf8, from: nil) }
    }
}
