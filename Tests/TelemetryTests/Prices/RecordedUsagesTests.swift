import Foundation
import Telemetry
import Testing

/// 1,577 usages as providers returned them, with what genai-prices makes of them (`pydantic/genai-prices` at `47df840a`).
@Suite(
    "Recorded usages",
    .enabled(
        if: SharedData.has("genai-prices/usages.jsonl.gz"),
        "The genai-prices data is not here: set TILTMETER_SHARED_DATA to a folder that holds genai-prices/."))
struct RecordedUsagesTests {
    private struct Recording: Decodable {
        struct Extract: Decodable {
            struct Price: Decodable {
                let provider_id: String
                let input_price: String
                let output_price: String
            }
            let usage: [String: Int64]
            let prices: [Price]
        }
        let model: String?
        let extracted: [Extract]
    }

    private static let inputs: Set<PriceComponent> = [.input, .cacheRead, .cacheWrite, .cacheWriteHour, .audioInput]

    private static func recordings() throws -> [Recording] {
        let data = try SharedData.inflated("genai-prices/usages.jsonl.gz")
        return try data.split(separator: UInt8(ascii: "\n")).map {
            try JSONDecoder().decode(Recording.self, from: $0)
        }
    }

    private static func call(_ model: String?, _ provider: String, _ usage: [String: Int64], at time: Timestamp) -> Call
    {
        var call = Call.priced(
            provider, model, input: usage["input_tokens"] ?? 0, output: usage["output_tokens"] ?? 0, at: time)
        call.tokens.cacheRead = usage["cache_read_tokens"]
        call.tokens.cacheWrite = usage["cache_write_tokens"]
        call.tokens.reasoning = usage["output_reasoning_tokens"]
        call.tokens.audioInput = usage["input_audio_tokens"]
        call.tokens.audioOutput = usage["output_audio_tokens"]
        return call
    }

    @Test("are priced to the picodollar with the imported table")
    func imported() throws {
        let table = try PriceTable.importing(
            genAIPrices: SharedData.inflated("genai-prices/data_slim.json.gz"), version: "genai-prices 2026-08-21")
        #expect(table.report.models == 1_285 && table.report.unreadableCount == 0)
        #expect(
            table.report.rounded == 7,
            "a third of a quarter of a dollar, and one price that went through floating point")
        let book = PriceBook([table.table])
        let time = try #require(Timestamp(rfc3339: "2026-08-21T12:00:00Z"))
        var usages = 0
        var reproduced = 0
        var different: Set<String> = []
        for recording in try Self.recordings() {
            var isPriced = false
            for extract in recording.extracted {
                for expected in extract.prices {
                    // Image output and cached audio have prices of their own there, and are no components here.
                    let model = recording.model ?? ""
                    guard !model.contains("-image"), extract.usage["cache_audio_read_tokens"] == nil else { continue }
                    isPriced = true
                    let call = Self.call(recording.model, expected.provider_id, extract.usage, at: time)
                    let parts = book.breakdown(of: call)?.parts ?? []
                    let input = parts.filter { Self.inputs.contains($0.component) }.reduce(0) { $0 + $1.picodollars }
                    let output = parts.filter { !Self.inputs.contains($0.component) && $0.component != .request }
                        .reduce(0) { $0 + $1.picodollars }
                    if input == DecimalText.scaled(expected.input_price, power: 12)?.value,
                        output == DecimalText.scaled(expected.output_price, power: 12)?.value
                    {
                        reproduced += 1
                    } else {
                        different.insert("\(expected.provider_id) \(model)")
                    }
                }
            }
            if isPriced { usages += 1 }
        }
        #expect(usages == 1_290, "1,298 less those that are not compared")
        #expect(reproduced == 3_460)
        // Models that the slim file does not hold.
        #expect(different == ["aws openai.gpt-5.6-luna", "zai glm-5.2"])
    }

    @Test("have a price in the built-in table where they came from its providers")
    func builtIn() throws {
        let book = PriceBook([.builtIn])
        let providers: Set = ["openai", "anthropic", "aws", "azure", "google", "mistral", "deepseek", "groq"]
        var priced = 0
        var unpriced: [String: Int] = [:]
        for recording in try Self.recordings() {
            for extract in recording.extracted {
                for expected in extract.prices where providers.contains(expected.provider_id) {
                    let call = Self.call(
                        recording.model, expected.provider_id, extract.usage, at: BuiltInPricesTests.november)
                    if book.price(of: call).picodollars != nil {
                        priced += 1
                    } else {
                        unpriced["\(expected.provider_id) \(recording.model ?? "")", default: 0] += 1
                    }
                }
            }
        }
        #expect(Double(priced) > 0.97 * Double(priced + unpriced.values.reduce(0, +)), "\(unpriced)")
    }
}
