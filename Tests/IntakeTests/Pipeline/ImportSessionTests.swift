import Intake
import Storage
import Telemetry
import TestSupport
import Testing

@Suite("An import")
struct ImportSessionTests {
    private let then = Workshop.start.advanced(bySeconds: -200 * 86_400)

    private func batch(_ items: IntakeItem...) -> IntakeBatch {
        IntakeBatch(source: IntakeSource(client: "import"), items: items)
    }

    @Test("takes history of any age and judges it by its own times")
    func ownTimes() async throws {
        let shop = try await Workshop.open()
        let session = shop.pipeline.beginImport()
        #expect(try await session.append(batch(.call(Workshop.json("a", time: then)))).results == [.stored])
        #expect(shop.pipeline.importing == [SystemSlug("bot")!])
        _ = try await session.finish()
        #expect(shop.pipeline.importing.isEmpty)
        let row = try await shop.rows().first
        #expect(row?.verdictTime == then)
        #expect(try await shop.call(Workshop.json("a").key)?.settlement?.time == then)
        try await shop.discard()
    }

    @Test("settles traces at its end, however they are spread over its batches")
    func traces() async throws {
        let shop = try await Workshop.open()
        let session = shop.pipeline.beginImport()
        _ = try await session.append(batch(.span(Workshop.traced(2, parent: 1, time: then))))
        await shop.pass(seconds: 10_000)
        #expect(try await shop.rows().isEmpty)
        var root = Workshop.context(1)
        root.system = SystemSlug("support")
        _ = try await session.append(batch(.context(root)))
        #expect(try await session.finish().settled == 1)
        #expect(try await shop.rows().map(\.system.text) == ["support"])
        #expect(try await shop.rows().first?.verdictTime == then)
        try await shop.discard()
    }

    @Test("joins outcomes by their own time, or their call's where that is later, in any order")
    func outcomes() async throws {
        let shop = try await Workshop.open()
        let session = shop.pipeline.beginImport()
        let call = Workshop.json("a", time: then)
        let late = Workshop.outcome("late", .call(call.key), time: then.advanced(bySeconds: 60))
        let early = Workshop.outcome("early", .call(call.key), time: then.advanced(bySeconds: -60))
        _ = try await session.append(batch(.outcome(early)))
        _ = try await session.append(batch(.call(call)))
        _ = try await session.append(batch(.outcome(late)))
        let result = try await session.finish()
        #expect(result.awaited == 0)
        let rows = try await shop.rows().filter { $0.subject == .outcome }
        #expect(rows.map(\.verdictTime) == [then, then.advanced(bySeconds: 60)])
        try await shop.discard()
    }

    @Test("goes on after a stop with the same items, and everything counts once")
    func resumes() async throws {
        let shop = try await Workshop.open()
        let session = shop.pipeline.beginImport()
        let span = IntakeItem.span(Workshop.traced(2, parent: 1, time: then))
        _ = try await session.append(batch(.call(Workshop.json("a", time: then)), span))
        let back = try await shop.reopened(importsResume: true)
        await back.pass(seconds: 10_000)
        let again = back.pipeline.beginImport()
        let receipt = try await again.append(batch(.call(Workshop.json("a", time: then)), span))
        #expect(receipt.results == [.known, .known])
        _ = try await again.append(batch(.context(Workshop.context(1))))
        #expect(try await again.finish().settled == 1)
        #expect(try await back.rows().map(\.verdictTime) == [then, then])
        try await back.discard()
    }

    @Test("marks the rows of a named baseline as reference")
    func reference() async throws {
        let shop = try await Workshop.open()
        let session = shop.pipeline.beginImport(isReference: true)
        _ = try await session.append(batch(.call(Workshop.json("a", time: then))))
        _ = try await session.finish()
        #expect(try await shop.rows().first?.isReference == true)
        try await shop.discard()
    }
}
