import Testing
import Web

@Suite("HTML") struct HTMLTests {
    @Test("escapes text, so that markup in it is only text")
    func escapes() {
        let name = "<img src=x onerror='alert(1)'> & \"co\""
        let html: HTML = "<b title=\"\(name)\">\(name)</b>"
        let safe = "&lt;img src=x onerror=&#39;alert(1)&#39;&gt; &amp; &quot;co&quot;"
        #expect(html.text == "<b title=\"\(safe)\">\(safe)</b>")
    }

    @Test("takes markup in as it is")
    func nests() {
        let inner: HTML = "<i>\("a<b")</i>"
        let none: HTML? = nil
        let html: HTML = "<p>\(inner)\([inner, inner])\(none)\(7)</p>"
        #expect(html.text == "<p><i>a&lt;b</i><i>a&lt;b</i><i>a&lt;b</i>7</p>")
    }

    @Test(
        "makes characters visible that turn, hide or smuggle text",
        arguments: [
            ("a\u{202E}b", "a⟨U+202E⟩b"), ("\u{200B}", "⟨U+200B⟩"), ("x\u{0}y\u{7}", "x⟨U+0000⟩y⟨U+0007⟩"),
            ("\u{FEFF}", "⟨U+FEFF⟩"), ("\u{E0041}", "⟨U+E0041⟩"), ("soft\u{AD}hyphen", "soft⟨U+00AD⟩hyphen"),
            ("\u{85}", "⟨U+0085⟩"), ("\u{61C}", "⟨U+061C⟩"), ("a\u{200D}b", "a⟨U+200D⟩b"),
        ])
    func reveals(sent: String, shown: String) {
        #expect(HTML(escaping: sent).text == shown)
    }

    @Test("counts marks that are piled up on one letter, instead of drawing them over other lines")
    func marks() {
        let pile = "z" + String(repeating: "\u{301}", count: 500)
        #expect(
            HTML(escaping: pile + "<").text == "z" + String(repeating: "\u{301}", count: 6) + "⟨494 more marks⟩&lt;")
        let cantillated = "בְּרֵאשִׁ֖ית"
        #expect(HTML(escaping: cantillated).text == cantillated)
    }

    @Test(
        "leaves writing alone",
        arguments: ["¿Cuánto?", "−8.9 to −4.7 €", "日本語\n\tok", "👩‍💻 ❤️", "می‌خواهم", "naïve Ωmega ﬁ"])
    func leaves(text: String) {
        #expect(HTML(escaping: text).text == text)
    }

    @Test("rounds coordinates to a tenth and survives what is no number")
    func coordinates() {
        let html: HTML = "\(at: 12) \(at: 0.05) \(at: -3.26) \(at: .nan) \(at: 1e300)"
        #expect(html.text == "12 0.1 -3.3 0 1000000")
    }
}
