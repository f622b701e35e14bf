import Telemetry
import Testing
import Web

@Suite("Text from calls") struct HostileTextTests {
    private let list = Story.callsPage.document(in: Story.shell(path: "/calls")).text
    private let call = Story.call.document(in: Story.shell(path: "/calls/req-8f1c")).text

    @Test("is shown as text, whatever it holds")
    func escaped() {
        for page in [list, call] {
            #expect(page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"))
            #expect(page.contains("⟨U+202E⟩txt.exe a⟨U+200B⟩b"))
            #expect(!page.contains("\u{202E}"))
        }
    }

    @Test("is bounded, so that one call cannot fill a page")
    func bounded() {
        let long = String(repeating: "ab ", count: 400_000)
        #expect(TextLimit.bounded(long, to: 100) == String(long.prefix(100)) + "…")
        #expect(TextLimit.line("a\n\n b\t c", to: 10) == "a b c")
    }

    @Test("does not become a link")
    func links() {
        #expect(!call.contains("href=\"https://evil.example"))
        let change = ChangeRow(
            number: 1, time: Story.now, until: nil, kind: .deploy, title: "x", systems: [], origin: .sent, from: nil,
            to: nil, author: nil, reference: "r", address: "javascript:alert(1)", near: [])
        let page = ChangesPage(systems: [], system: nil, kind: nil, changes: [change], older: nil, address: "http://x")
        #expect(!page.main(in: Story.shell(path: "/changes")).text.contains("javascript:"))
    }
}

@Suite("A call's page") struct CallPageTests {
    private let text = Story.call.document(in: Story.shell(path: "/calls/req-8f1c")).text

    @Test("says that its numbers are not final while it settles")
    func settling() { #expect(text.contains("Settling until 09:47")) }

    @Test("says which part of the cost is what")
    func cost() {
        #expect(text.contains("256 cached input × $0.075 per million"))
        #expect(text.contains("$0.000055"))
    }

    @Test("shows a fact that cannot be measured as that")
    func facts() { #expect(text.contains("not measurable")) }
}

@Suite("The list of calls") struct CallsPageTests {
    private let text = Story.callsPage.document(in: Story.shell(path: "/calls")).text

    @Test("shows its filters and how to take each away")
    func filters() {
        #expect(text.contains("<h1>Calls of support answers, Spanish, billing, newest first.</h1>"))
        #expect(text.contains("href=\"/calls?system=support-answers&amp;slice=topic:billing\""))
        #expect(text.contains("value=\"status:error\""))
    }

    @Test("leads to older calls by a cursor")
    func older() { #expect(text.contains("href=\"/calls?system=support-answers&amp;cursor=abc\" rel=\"next\"")) }

    @Test("shows what has no price as unpriced")
    func unpriced() { #expect(text.contains("unpriced, no price") && text.contains("unpriced, no usage")) }
}
