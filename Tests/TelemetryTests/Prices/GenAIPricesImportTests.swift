import Telemetry
import Testing

@Suite("Importing genai-prices data")
struct GenAIPricesImportTests {
    static let file = """
        [{"id":"google","pricing_urls":["https://example.com/google"],"model_match":{"contains":"gemini"},"models":[
           {"id":"gemini-2.5-pro","match":{"starts_with":"gemini-2.5-pro"},"prices":{
             "input_mtok":{"base":1.25,"tiers":[{"start":200000,"price":2.5}]},
             "output_mtok":{"base":10,"tiers":[{"start":200000,"price":15}]},"cache_audio_read_mtok":0.1}}]},
         {"id":"deepseek","models":[
           {"id":"deepseek-chat","match":{"or":[{"equals":"deepseek-chat"},{"regex":"^deepseek-v3\\\\d*$"}]},"prices":[
             {"prices":{"input_mtok":0.135,"output_mtok":0.55}},
             {"constraint":{"start_time":"00:30:00Z","end_time":"16:30:00Z"},"prices":{"input_mtok":0.27,"output_mtok":1.1}}]}]},
         {"id":"openai","models":[
           {"id":"o3","match":{"starts_with":"o3"},"prices":[
             {"prices":{"input_mtok":10,"output_mtok":40}},
             {"constraint":{"start_date":"2025-06-10"},"prices":{"input_mtok":2,"output_mtok":8}}]},
           {"id":"o3-pro","match":{"starts_with":"o3-pro"},"prices":{"input_mtok":20,"output_mtok":80}},
           {"id":"free","match":{"equals":"free"},"prices":{}}]},
         {"id":"perplexity","models":[
           {"id":"sonar","match":{"equals":"sonar"},"prices":{"input_mtok":1,"output_mtok":1,"requests_kcount":12}}]},
         {"id":"azure","fallback_model_providers":["openai"],"models":[]}]
        """

    let imported: PriceImport

    init() throws {
        imported = try PriceTable.importing(genAIPrices: Self.file.utf8, version: "genai-prices 2026-08-21")
    }

    private func price(
        _ provider: String?, _ model: String, _ time: String = "2026-11-20T12:00:00Z", input: Int64 = 1_000
    )
        throws -> Int64?
    {
        let time = try #require(Timestamp(rfc3339: time))
        return PriceBook([imported.table]).price(of: .priced(provider, model, input: input, output: 100, at: time))
            .picodollars
    }

    @Test("knows cliffs, days and hours")
    func constraints() throws {
        #expect(try price("gcp.gemini", "gemini-2.5-pro-preview") == cost((1_000, 1_250_000), (100, 10_000_000)))
        #expect(
            try price("gcp.vertex_ai", "gemini-2.5-pro", input: 200_001)
                == cost((200_001, 2_500_000), (100, 15_000_000)))
        #expect(try price("deepseek", "deepseek-v31") == cost((1_000, 270_000), (100, 1_100_000)))
        #expect(
            try price("deepseek", "deepseek-chat", "2026-11-20T16:30:00Z") == cost((1_000, 135_000), (100, 550_000)))
        #expect(try price("openai", "o3", "2025-06-09") == cost((1_000, 10_000_000), (100, 40_000_000)))
        #expect(try price("perplexity", "sonar") == cost((1_000, 1_000_000), (100, 1_000_000), (1, 12_000_000_000)))
    }

    @Test("takes the first model that matches, as the file means it")
    func order() throws {
        #expect(try price("openai", "o3-pro") == cost((1_000, 2_000_000), (100, 8_000_000)))
    }

    @Test("looks into the lists that stand in for a provider, and asks the maker when it is unknown")
    func standIns() throws {
        #expect(try price("azure.ai.openai", "o3") == cost((1_000, 2_000_000), (100, 8_000_000)))
        #expect(try price(nil, "gemini-2.5-pro") == cost((1_000, 1_250_000), (100, 10_000_000)))
    }

    @Test("counts what it leaves out")
    func report() {
        #expect(imported.report.models == 5 && imported.report.entries == 7)
        #expect(imported.report.ignoredMembers == ["cache_audio_read_mtok": 1])
        #expect(imported.report.ignoredModels == ["no price": 1])
        #expect(imported.report.unreadableCount == 0)
    }
}
