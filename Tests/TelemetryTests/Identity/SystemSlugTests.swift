import Telemetry
import Testing

@Suite("A system slug")
struct SystemSlugTests {
    @Test(
        "keeps what a URL can hold and joins the rest",
        arguments: [
            ("support-answers", "support-answers"), ("Support Answers", "support-answers"), ("  x  ", "x"),
            ("a//b", "a-b"), ("Über_Modell.v2", "ber_modell.v2"), ("a---b", "a-b"), ("../etc/passwd", "..-etc-passwd"),
            ("日本 gpt", "gpt"),
        ])
    func made(name: String, slug: String) {
        #expect(SystemSlug(name)?.text == slug)
    }

    @Test("is not made of nothing", arguments: ["", "-", "///", "日本", ".", "..", "\u{0}"])
    func refused(name: String) {
        #expect(SystemSlug(name) == nil)
    }

    @Test("ends at 64 characters and is its own slug")
    func limited() throws {
        let slug = try #require(SystemSlug(String(repeating: "ab ", count: 100)))
        #expect(slug.text.utf8.count <= 64)
        #expect(SystemSlug(slug.text) == slug)
    }
}
