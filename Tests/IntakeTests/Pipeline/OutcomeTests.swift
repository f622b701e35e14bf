import Intake
import Storage
import Telemetry
import TestSupport
import Testing

@Suite("An outcome")
struct OutcomeTests {
    private let thumbs = SignalName("thumbs")!

    private func outcomes(_ shop: Workshop) async throws -> [SettledRow] {
        try await shop.rows().filter { $0.subject == .outcome }
    }

    @Test("counts at once for a call that has settled")
    func after() async throws {
        let shop = try await Workshop.open()
        let call = Workshop.json("a") { $0.attributes = ["language": .text("es")] }
        try await shop.submit(.call(call))
        shop.clock.advance(bySeconds: 3_600)
        let receipt = try await shop.submit(.outcome(Workshop.outcome("o", .call(call.key))))
        #expect(receipt.awaited == 0)
        let row = try await outcomes(shop).first
        #expect(row?.measures == [Measure(thumbs, true)])
        #expect(row?.callTime == Workshop.start)
        #expect(row?.verdictTime == Workshop.start.advanced(bySeconds: 3_600))
        #expect(row?.slices == [SliceValue("language", "es")])
        try await shop.discard()
    }

    @Test("waits for a call that has not come, also across a restart")
    func before() async throws {
        let shop = try await Workshop.open()
        let call = Workshop.json("a")
        #expect(try await shop.submit(.outcome(Workshop.outcome("o", .call(call.key)))).awaited == 1)
        let back = try await shop.reopened()
        try await back.submit(.call(call))
        await back.pass(seconds: 1)
        #expect(try await outcomes(back).count == 1)
        await back.pass(seconds: 1)
        #expect(try await outcomes(back).count == 1)
        try await back.discard()
    }

    @Test("waits for a call that is settling")
    func settling() async throws {
        let shop = try await Workshop.open()
        try await shop.submit(.span(Workshop.traced(1)))
        let outcome = Workshop.outcome("o", .span(Workshop.trace, Workshop.span(1)))
        #expect(try await shop.submit(.outcome(outcome)).awaited == 1)
        await shop.pass(seconds: 2)
        #expect(try await outcomes(shop).count == 1)
        try await shop.discard()
    }

    @Test("in the batch of its call counts for it")
    func together() async throws {
        let shop = try await Workshop.open()
        let call = Workshop.json("a")
        let receipt = try await shop.submit(.outcome(Workshop.outcome("o", .call(call.key))), .call(call))
        #expect(receipt.results == [.stored, .stored])
        #expect(receipt.awaited == 0)
        #expect(try await outcomes(shop).count == 1)
        try await shop.discard()
    }

    @Test("that comes again changes nothing")
    func twice() async throws {
        let shop = try await Workshop.open()
        let call = Workshop.json("a")
        let outcome = IntakeItem.outcome(Workshop.outcome("o", .call(call.key)))
        try await shop.submit(.call(call), outcome)
        #expect(try await shop.submit(outcome).results == [.known])
        let back = try await shop.reopened()
        #expect(try await back.submit(outcome).results == [.known])
        await back.pass(seconds: 1)
        #expect(try await outcomes(back).count == 1)
        try await back.discard()
    }

    @Test("of a trace counts for its last call with an output")
    func ofTrace() async throws {
        let shop = try await Workshop.open()
        func answered(_ number: UInt8, at seconds: Int64, _ output: String?) -> IntakeItem {
            .span(
                Workshop.traced(number, parent: 1, time: Workshop.start.advanced(bySeconds: seconds)) {
                    $0.attributes = ["step": .integer(Int64(number))]
                    if let output { $0.content.output = [Message(role: "assistant", text: output)] }
                })
        }
        try await shop.submit(
            answered(2, at: 0, "Draft."), answered(3, at: 1, "Answer."), answered(4, at: 2, nil),
            .context(Workshop.context(1)))
        let outcome = Workshop.outcome("o", .trace(Workshop.trace))
        #expect(try await shop.submit(.outcome(outcome)).awaited == 1)
        await shop.pass(seconds: 2)
        #expect(try await outcomes(shop).first?.slices.contains(SliceValue("step", "3")) == true)
        try await shop.discard()
    }

    @Test("of a span that is no call counts for its trace")
    func ofContext() async throws {
        let shop = try await Workshop.open()
        try await shop.submit(
            .span(Workshop.traced(2, parent: 1)), .context(Workshop.context(1)),
            .outcome(Workshop.outcome("o", .span(Workshop.trace, Workshop.span(1)))))
        await shop.pass(seconds: 2)
        #expect(try await outcomes(shop).count == 1)
        try await shop.discard()
    }

    @Test("of a session counts for its last call before it")
    func ofSession() async throws {
        let shop = try await Workshop.open()
        let session = PersonKey(.session, id: "s-09", key: shop.pipeline.personKey)
        for (id, seconds) in [("one", Int64(0)), ("two", 10), ("later", 100)] {
            try await shop.submit(
                .call(
                    Workshop.json(id, time: Workshop.start.advanced(bySeconds: seconds)) {
                        $0.session = session
                        $0.attributes = ["turn": .text(id)]
                        $0.content.output = [Message(role: "assistant", text: "Yes.")]
                    }))
        }
        try await shop.submit(
            .outcome(Workshop.outcome("o", .session(session), time: Workshop.start.advanced(bySeconds: 50))))
        #expect(try await outcomes(shop).first?.slices == [SliceValue("turn", "two")])
        try await shop.discard()
    }

    @Test("of a provider's answer counts for the call with its id")
    func ofResponse() async throws {
        let shop = try await Workshop.open()
        try await shop.submit(
            .call(Workshop.json("a") { $0.responseID = "r-1" }), .call(Workshop.json("b") { $0.responseID = "r-2" }))
        try await shop.submit(.outcome(Workshop.outcome("o", .response("r-2", system: SystemSlug("bot"), trace: nil))))
        #expect(try await outcomes(shop).count == 1)
        try await shop.discard()
    }

    @Test("of a second report of a call counts for the first")
    func ofDuplicate() async throws {
        let shop = try await Workshop.open()
        try await shop.submit(
            .span(
                Workshop.traced(2, parent: 1) {
                    $0.responseID = "r"
                    $0.content.output = [Message(role: "assistant", text: "Yes.")]
                    $0.attributes = ["kept": .boolean(true)]
                }),
            .span(
                Workshop.traced(3, parent: 1) {
                    $0.responseID = "r"
                    $0.scope = "other"
                }), .context(Workshop.context(1)))
        await shop.pass(seconds: 2)
        #expect(try await shop.rows().count == 1)
        try await shop.submit(.outcome(Workshop.outcome("o", .span(Workshop.trace, Workshop.span(3)))))
        #expect(try await outcomes(shop).first?.slices.contains(SliceValue("kept", "true")) == true)
        try await shop.discard()
    }

    @Test("takes back from the charts what it supersedes, once")
    func supersedes() async throws {
        let shop = try await Workshop.open()
        let call = Workshop.json("a")
        let first = Workshop.outcome("first", .call(call.key))
        let second = Workshop.outcome("second", .call(call.key), value: .boolean(false)) { $0.supersedes = first.key }
        try await shop.submit(.call(call), .outcome(first))
        try await shop.submit(.outcome(second))
        try await shop.submit(.outcome(second))
        let rows = try await outcomes(shop)
        #expect(rows.map(\.withdraws) == [false, false, true])
        #expect(rows.last?.measures == [Measure(thumbs, true)])
        #expect(rows.last?.verdictTime == nil)
        try await shop.discard()
    }

    @Test("is given up after 30 days without its call")
    func givenUp() async throws {
        let shop = try await Workshop.open()
        try await shop.submit(.outcome(Workshop.outcome("o", .call(CallKey(hashing: [5])))))
        await shop.pass(seconds: 31 * 86_400)
        #expect(await shop.pipeline.settlingCounts().outcomesGivenUp == 1)
        try await shop.discard()
    }
}
