import Intake
import OTLP
import Storage
import Telemetry
import TestSupport
import Testing

@Suite("Intake")
struct IntakePipelineTests {
    // MARK: Calls of our own JSON

    @Test("settles a call of our own JSON when it is stored")
    func settledAtBirth() async throws {
        let shop = try await Workshop.open()
        let call = Workshop.json("a") { $0.attributes = ["language": .text("es")] }
        let receipt = try await shop.submit(.call(call))
        #expect(receipt.results == [.stored])
        let rows = try await shop.rows()
        #expect(rows.count == 1)
        #expect(rows.first?.system.text == "bot")
        #expect(rows.first?.verdictTime == shop.clock.now())
        #expect(rows.first?.slices == [SliceValue("language", "es")])
        #expect(try await shop.folder.control.systems().map(\.slug.text) == ["bot"])
        try await shop.discard()
    }

    @Test("knows a call that comes again, and keeps the first of two that differ")
    func again() async throws {
        let shop = try await Workshop.open()
        try await shop.submit(.call(Workshop.json("a")))
        #expect(try await shop.submit(.call(Workshop.json("a"))).results == [.known])
        #expect(try await shop.submit(.call(Workshop.json("a") { $0.failed = true })).results == [.conflict])
        let back = try await shop.reopened()
        #expect(
            try await back.submit(.call(Workshop.json("a")), .call(Workshop.json("b"))).results == [.known, .stored])
        #expect(try await back.rows().count == 2)
        try await back.discard()
    }

    @Test("refuses what is too old or too far ahead, and stores the rest of the batch")
    func window() async throws {
        let shop = try await Workshop.open()
        let old = Workshop.json("old", time: Workshop.start.advanced(bySeconds: -91 * 86_400))
        let ahead = Workshop.json("ahead", time: Workshop.start.advanced(bySeconds: 90_000))
        let receipt = try await shop.submit(.call(old), .call(Workshop.json("now")), .call(ahead))
        #expect(receipt.results == [.refused(.tooOld), .stored, .refused(.inFuture)])
        let counts = shop.pipeline.counters.snapshot().values.first
        #expect(counts?.refused == ["too_old": 1, "in_future": 1])
        #expect(counts?.received == 3)
        #expect(counts?.stored == 1)
        try await shop.discard()
    }

    @Test("stores nothing of a strict batch with a refused item")
    func strict() async throws {
        let shop = try await Workshop.open()
        let old = Workshop.json("old", time: Workshop.start.advanced(bySeconds: -91 * 86_400))
        let batch = IntakeBatch(
            source: IntakeSource(), items: [.call(Workshop.json("now")), .call(old)], isStrict: true)
        #expect(try await shop.pipeline.submit(batch).results == [.withheld, .refused(.tooOld)])
        #expect(try await shop.rows().isEmpty)
        try await shop.discard()
    }

    @Test("charts a call that comes more than a day late and does not judge it")
    func late() async throws {
        let shop = try await Workshop.open()
        try await shop.submit(
            .call(Workshop.json("in time", time: Workshop.start.advanced(bySeconds: -86_400))),
            .call(Workshop.json("late", time: Workshop.start.advanced(bySeconds: -86_401))))
        #expect(try await shop.rows().map { $0.verdictTime == nil } == [false, true])
        #expect(shop.pipeline.counters.snapshot().values.first?.late == 1)
        try await shop.discard()
    }

    @Test("lets 200 systems come into being and sends the calls of others to unassigned")
    func manySystems() async throws {
        var limits = IntakeLimits()
        limits.systems = 2
        let shop = try await Workshop.open(limits: limits)
        for system in ["one", "two", "three"] { try await shop.submit(.call(Workshop.json("a", system: system))) }
        #expect(try await shop.rows().map(\.system.text) == ["one", "two", "unassigned"])
        #expect(await shop.pipeline.refusedSystemNames() == [SystemSlug("three")!: 1])
        try await shop.discard()
    }

    @Test("finds a model, prompt or release that the first 50 calls of a system had not, once")
    func foundChanges() async throws {
        let shop = try await Workshop.open()
        for index in 0..<60 {
            try await shop.submit(
                .call(
                    Workshop.json("\(index)") {
                        $0.responseModel = index < 55 ? "gpt-1" : "gpt-2"
                        $0.fingerprint = "fp"
                    }))
        }
        let found = try await shop.folder.control.changes()
        #expect(found.map(\.change.title) == ["Model that answers gpt-1 → gpt-2"])
        #expect(found.first?.change.found == true)
        #expect(found.first?.change.kind == .model)
        let back = try await shop.reopened()
        try await back.submit(.call(Workshop.json("again") { $0.responseModel = "gpt-1" }))
        #expect(try await back.folder.control.changes().count == 1)
        try await back.discard()
    }

    @Test("learns of which kind a system is from its first 50 calls")
    func mainKind() async throws {
        let shop = try await Workshop.open()
        for index in 0..<50 {
            try await shop.submit(.call(Workshop.json("\(index)") { if index < 30 { $0.kind = .embedding } }))
        }
        await shop.pipeline.tick(now: shop.clock.now())
        #expect(try await shop.folder.control.systems().first?.mainKind == .llm)
        try await shop.discard()
    }

    @Test("enters changes that are sent into the ledger, each once")
    func changes() async throws {
        let shop = try await Workshop.open()
        let change = Change(
            key: CallKey(hashing: [1]), kind: .prompt, title: "Prompt v2", systems: [], time: Workshop.start)
        #expect(try await shop.submit(.change(change)).results == [.stored])
        #expect(try await shop.submit(.change(change)).results == [.known])
        #expect(try await shop.folder.control.changes().map(\.change) == [change])
        try await shop.discard()
    }

    // MARK: Traces

    @Test("settles a trace when its root has come and it is quiet, with what the root lends")
    func trace() async throws {
        let shop = try await Workshop.open()
        try await shop.submit(.span(Workshop.traced(2, parent: 1)))
        await shop.pass(seconds: 5)
        #expect(try await shop.rows().isEmpty)
        try await shop.submit(.context(Workshop.context(1) { $0.system = SystemSlug("support") }))
        await shop.pass(seconds: 1)
        #expect(try await shop.rows().isEmpty)
        await shop.pass(seconds: 1)
        let rows = try await shop.rows()
        #expect(rows.map(\.system.text) == ["support"])
        #expect(rows.first?.verdictTime == shop.clock.now())
        #expect(rows.first?.callTime == Workshop.start)
        try await shop.discard()
    }

    @Test("merges what log events bring, whichever comes first")
    func logs() async throws {
        for logFirst in [true, false] {
            let shop = try await Workshop.open()
            let call = IntakeItem.span(Workshop.traced(1))
            let event = IntakeItem.event(Workshop.event(1, output: "In Settings, under Billing."))
            try await shop.submit(logFirst ? event : call)
            await shop.pass(seconds: 1)
            try await shop.submit(logFirst ? call : event)
            await shop.pass(seconds: 8)
            let stored = try await shop.call(Workshop.traced(1).key)
            #expect(stored?.settlement?.mergedContent?.outputText == "In Settings, under Billing.")
            #expect(stored?.settlement?.facts.refused == false)
            #expect(stored?.settlement?.facts.outputCharacters == 27)
            try await shop.discard()
        }
    }

    @Test("settles what an earlier run left unsettled")
    func recovery() async throws {
        let shop = try await Workshop.open()
        try await shop.submit(.span(Workshop.traced(2, parent: 1)), .event(Workshop.event(2, output: "Yes.")))
        let back = try await shop.reopened()
        try await back.submit(.context(Workshop.context(1)))
        await back.pass(seconds: 2)
        #expect(try await back.rows().count == 1)
        #expect(try await back.call(Workshop.traced(2).key)?.settlement?.mergedContent?.outputText == "Yes.")
        await back.pass(seconds: 1_000)
        #expect(try await back.rows().count == 1)
        try await back.discard()
    }

    @Test("counts what comes after a trace has settled and changes no number by it")
    func lateContext() async throws {
        let shop = try await Workshop.open()
        try await shop.submit(.span(Workshop.traced(1)))
        await shop.pass(seconds: 2)
        let before = try await shop.rows()
        try await shop.submit(.event(Workshop.event(1, output: "Late.")))
        await shop.pass(seconds: 10)
        #expect(try await shop.rows() == before)
        #expect(await shop.pipeline.settlingCounts().lateContext == 1)
        try await shop.discard()
    }

    @Test("does again at the next tick what the store did not take")
    func settlingRecovers() async throws {
        let box = StoreBox()
        let shop = try await Workshop.open { box.wrap($0) }
        try await shop.submit(.span(Workshop.traced(1)))
        box.store.fault = .fails(.full)
        await shop.pass(seconds: 2)
        #expect(try await shop.rows().isEmpty)
        #expect(await shop.pipeline.settlingCounts().lastFailure != nil)
        box.store.fault = .none
        await shop.pass(seconds: 1)
        #expect(try await shop.rows().count == 1)
        #expect(await shop.pipeline.settlingCounts().lastFailure == nil)
        try await shop.discard()
    }

    // MARK: Watermark

    @Test("never says settled through a time that a settlement under way may still get")
    func watermark() async throws {
        let box = StoreBox()
        let shop = try await Workshop.open { box.wrap($0) }
        box.store.hold()
        let began = shop.clock.now()
        async let receipt = shop.submit(.call(Workshop.json("a")))
        await box.store.appendIsHeld()
        shop.clock.advance(bySeconds: 60)
        #expect(shop.pipeline.settledThrough == began)
        box.store.release()
        _ = try await receipt
        #expect(shop.pipeline.settledThrough == shop.clock.now())
        #expect(try await shop.rows().first?.verdictTime == began)
        try await shop.discard()
    }

    @Test("gives verdict times that never go back although the clock does")
    func clockGoesBack() async throws {
        let shop = try await Workshop.open()
        shop.clock.advance(bySeconds: 100)
        try await shop.submit(.call(Workshop.json("a")))
        let through = shop.pipeline.settledThrough
        shop.clock.advance(bySeconds: -50)
        try await shop.submit(.call(Workshop.json("b")))
        #expect(try await shop.rows().allSatisfy { $0.verdictTime == through })
        try await shop.discard()
    }
}

/// Keeps hold of the store that a test makes fail.
final class StoreBox: Sendable {
    private nonisolated(unsafe) var made: FaultyStore?  // set once, before the pipeline exists
    var store: FaultyStore { made! }

    func wrap(_ store: any CallStore) -> any CallStore {
        let faulty = FaultyStore(store)
        made = faulty
        return faulty
    }
}
