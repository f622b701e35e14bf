import Intake
import Storage
import Telemetry
import TestSupport
import Testing

@Suite("A system whose texts are dropped")
struct TextPolicyTests {
    private let secret = "xylophone-marmalade-4711 is what the customer wrote to us today"

    private func shop() async throws -> Workshop {
        let shop = try await Workshop.open()
        try await shop.folder.control.register(
            WatchedSystem(
                slug: SystemSlug("bot")!, title: "bot", kind: .llm, created: Workshop.start, texts: .drop))
        try await shop.pipeline.refreshSystems()
        return shop
    }

    private func spoken(_ call: inout Call) {
        call.content.input = [Message(role: "user", text: secret)]
        call.content.output = [Message(role: "assistant", text: "I cannot help with \(secret)")]
        call.content.errorMessage = secret
    }

    @Test("keeps the facts of a call and no word of it on disk")
    func calls() async throws {
        let shop = try await shop()
        try await shop.submit(.call(Workshop.json("a", spoken)))
        let stored = try await shop.call(Workshop.json("a").key)
        #expect(stored?.settlement?.facts.refused == true)
        #expect(stored?.settlement?.facts.inputCharacters == secret.count)
        #expect(stored?.call.content.isEmpty == true)
        #expect(try !shop.holds("xylophone"))
        try await shop.discard()
    }

    @Test("keeps the facts of spans and log events across a restart, and no word of them on disk")
    func spans() async throws {
        let shop = try await shop()
        try await shop.submit(
            .span(Workshop.traced(2, parent: 1) { $0.content.input = [Message(role: "user", text: secret)] }),
            .event(Workshop.event(2, output: "I cannot help with \(secret)")))
        let back = try await shop.reopened()
        try await back.submit(
            .context(Workshop.context(1) { $0.content.output = [Message(role: "assistant", text: secret)] }))
        await back.pass(seconds: 8)
        let facts = try await back.call(Workshop.traced(2).key)?.settlement?.facts
        #expect(facts?.refused == true)
        #expect(facts?.inputCharacters == secret.count)
        #expect(facts?.outputHash != nil)
        #expect(try !back.holds("xylophone"))
        try await back.discard()
    }

    @Test("keeps an outcome's value and no word of its comment on disk")
    func outcomes() async throws {
        let shop = try await shop()
        let call = Workshop.json("a")
        try await shop.submit(.call(call))
        try await shop.submit(
            .outcome(Workshop.outcome("o", .call(call.key)) { $0.text = secret }),
            .outcome(Workshop.outcome("early", .call(CallKey(hashing: [5]))) { $0.rationale = secret }))
        #expect(try await shop.rows().count == 2)
        #expect(try !shop.holds("xylophone"))
        try await shop.discard()
    }

    @Test("is what a span without a system gets whose service was seen with it")
    func strictest() async throws {
        let shop = try await shop()
        try await shop.submit(
            .span(
                Workshop.traced(1) {
                    $0.service = "gateway"; $0.system = SystemSlug("bot")
                }))
        await shop.pass(seconds: 2)
        let other = TraceID(hex: "1af7651916cd43dd8448eb211c80319c")!
        try await shop.submit(
            .span(
                Workshop.traced(2, parent: 9, trace: other) {
                    $0.service = "gateway"; spoken(&$0)
                }))
        #expect(try !shop.holds("xylophone"))
        try await shop.discard()
    }

    @Test("is told from one whose texts are kept, compressed, under their retention")
    func kept() async throws {
        let shop = try await Workshop.open()
        try await shop.submit(.call(Workshop.json("a", spoken)))
        #expect(try await shop.call(Workshop.json("a").key)?.call.content.inputText == secret)
        try await shop.discard()
    }
}
