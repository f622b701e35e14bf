import Telemetry
import Testing

@Suite("The names a model may have in a price table")
struct ModelNamesTests {
    @Test(
        "lose one wrapping after the other",
        arguments: [
            ("GPT-4o", ["gpt-4o"]),
            ("openrouter/openai/gpt-4o", ["openrouter/openai/gpt-4o", "openai/gpt-4o", "gpt-4o"]),
            (
                "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
                [
                    "us.anthropic.claude-sonnet-4-5-20250929-v1:0", "us.anthropic.claude-sonnet-4-5-20250929",
                    "us.anthropic.claude-sonnet-4-5", "anthropic.claude-sonnet-4-5-20250929-v1:0",
                    "anthropic.claude-sonnet-4-5-20250929", "anthropic.claude-sonnet-4-5",
                    "claude-sonnet-4-5-20250929-v1:0", "claude-sonnet-4-5-20250929", "claude-sonnet-4-5",
                ]
            ),
            ("gpt-4o-2024-08-06", ["gpt-4o-2024-08-06", "gpt-4o"]),
            ("deepseek/deepseek-r1:free", ["deepseek/deepseek-r1:free", "deepseek-r1:free", "deepseek-r1"]),
            ("claude-opus-4@20250514", ["claude-opus-4@20250514", "claude-opus-4"]),
            ("mistral-small-latest", ["mistral-small-latest", "mistral-small"]),
            ("gpt-4-0613", ["gpt-4-0613", "gpt-4"]),
            (
                "gemini-2.5-flash-preview-04-17",
                ["gemini-2.5-flash-preview-04-17", "gemini-2.5-flash-preview", "gemini-2.5-flash"]
            ),
            ("amazon.nova-pro-v1:0", ["amazon.nova-pro-v1:0", "amazon.nova-pro", "nova-pro-v1:0", "nova-pro"]),
            (
                "openai.gpt-oss-20b-1:0",
                ["openai.gpt-oss-20b-1:0", "openai.gpt-oss-20b-1", "gpt-oss-20b-1:0", "gpt-oss-20b-1"]
            ),
        ])
    func unwrapping(model: String, names: [String]) {
        #expect(ModelNames.candidates(for: model) == names)
    }

    @Test(
        "end, whatever was sent", arguments: ["", "/", "//", "-latest", ":", "@", "us.", "-v1:0", "-0101-0101", ":0"])
    func hostile(model: String) {
        #expect(ModelNames.candidates(for: model).count < 20)
    }

    @Test("of a very long name are cut")
    func long() {
        let names = ModelNames.candidates(for: String(repeating: "a/", count: 5_000))
        #expect(names.allSatisfy { $0.utf8.count <= 256 })
    }
}
