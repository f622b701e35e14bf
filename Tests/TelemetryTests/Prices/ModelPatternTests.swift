import Telemetry
import Testing

@Suite("A pattern of model names")
struct ModelPatternTests {
    @Test(
        "with stars matches any run of characters",
        arguments: [
            ("gpt-4o-*", "gpt-4o-2024-08-06", true), ("gpt-4o-*", "gpt-4o", false), ("*", "", true), ("*", "x", true),
            ("a*b*c", "abc", true), ("a*b*c", "aXbYbZc", true), ("a*b*c", "aXbYbZ", false), ("*-mini", "o4-mini", true),
            ("**x", "x", true), ("a*a", "a", false),
        ])
    func wildcard(pattern: String, name: String, expected: Bool) {
        #expect(ModelPattern(pattern).matches(name) == expected)
    }

    @Test("without a star is a plain name")
    func plain() {
        #expect(ModelPattern("GPT-4o").name == "gpt-4o")
        #expect(ModelPattern("gpt-*").name == nil)
    }

    @Test("that is an expression ignores case, and matches nothing when it cannot be read")
    func expression() {
        #expect(ModelPattern.expression("^o[134]").matches("o3-mini"))
        #expect(!ModelPattern.expression("^o[134]").matches("gpt-o3"))
        #expect(!ModelPattern.expression("([").matches("(["))
    }

    @Test("combines by any and all")
    func combined() {
        let pattern = ModelPattern.all([.startsWith("claude"), .any([.contains("opus"), .endsWith("haiku")])])
        #expect(pattern.matches("claude-opus-4"))
        #expect(pattern.matches("claude-haiku"))
        #expect(!pattern.matches("claude-sonnet"))
    }
}
