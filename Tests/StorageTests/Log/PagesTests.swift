import Storage
import Telemetry
import Testing

@Suite("Pages of the log")
struct PagesTests {
    @Test("list the latest calls of all systems, newest first, page by page")
    func latest() async throws {
        let folder = TemporaryFolder()
        let store = try await folder.open()
        for day in 0..<3 {
            let time = Samples.start.advanced(bySeconds: Int64(day) * 86_400)
            let entries = (0..<50).flatMap { number -> [LogEntry] in
                [
                    Samples.call(day * 50 + number, at: time, text: "x"),
                    .context(Samples.context(trace: day * 50 + number, span: 1, at: time), texts: .month),
                ]
            }
            _ = try await store.calls.append(entries, arrived: time)
        }
        var seen: [CallKey] = []
        var query = CallQuery(limit: 37)
        while true {
            let page = try await store.calls.latestCalls(query)
            seen += page.calls.map(\.call.key)
            #expect(page.calls.allSatisfy { $0.call.content.isEmpty && $0.texts == .kept(.month) })
            guard let next = page.next else { break }
            query.before = next
        }
        #expect(seen == (0..<150).reversed().map { Samples.key($0) })
    }

    @Test("show calls that are settling at once, and settled under the system that they inherit")
    func settling() async throws {
        let folder = TemporaryFolder()
        let store = try await folder.open()
        let own = Samples.spanCall(trace: 1, span: 1, system: Samples.system)
        let inheriting = Samples.spanCall(trace: 2, span: 1)
        _ = try await store.calls.append(
            [own, inheriting].map { .call($0, settlement: nil, texts: .month) }, arrived: Samples.start)
        var all = try await store.calls.latestCalls(CallQuery(limit: 10)).calls
        #expect(all.map(\.call.key) == [inheriting.key, own.key])
        #expect(all.allSatisfy { $0.state == .settling })
        var ofSystem = try await store.calls.latestCalls(CallQuery(system: Samples.system, limit: 10)).calls
        #expect(ofSystem.map(\.call.key) == [own.key])

        var duplicate = Samples.settlement(own, at: Samples.start)
        duplicate.duplicateOf = inheriting.key
        let tomorrow = Samples.start.advanced(bySeconds: 86_400)
        _ = try await store.calls.append(
            [
                .settlement(duplicate, texts: .month),
                .settlement(Samples.settlement(inheriting, at: Samples.start), texts: .month),
            ], arrived: tomorrow)
        all = try await store.calls.latestCalls(CallQuery(limit: 10)).calls
        #expect(all.map(\.call.key) == [inheriting.key, own.key])
        #expect(all.map(\.state) == [.settled, .duplicate(of: inheriting.key)])
        ofSystem = try await store.calls.latestCalls(CallQuery(system: Samples.system, limit: 10)).calls
        #expect(ofSystem.map(\.call.key) == [inheriting.key, own.key])
        #expect(try await store.calls.latestCalls(CallQuery(system: Samples.fraud, limit: 10)).calls.isEmpty)
    }

    @Test("filter by slice, time and any condition, and stop after the stated effort")
    func filters() async throws {
        let folder = TemporaryFolder()
        let store = try await folder.open()
        let entries = (0..<90).map { Samples.call($0, at: Samples.start.advanced(bySeconds: Int64($0))) }
        _ = try await store.calls.append(entries, arrived: Samples.start)
        var query = CallQuery(system: Samples.system, limit: 100)
        query.slice = Slice([SliceValue("language", "es")])
        #expect(try await store.calls.latestCalls(query).calls.count == 30)
        query.slice = Slice([SliceValue("language", "es"), SliceValue("model", "other")])
        #expect(try await store.calls.latestCalls(query).calls.isEmpty)
        query.slice = .all
        query.from = Samples.start.advanced(bySeconds: 10)
        query.to = Samples.start.advanced(bySeconds: 20)
        #expect(try await store.calls.latestCalls(query).calls.count == 10)
        query.condition = { $0.call.latencyMicroseconds == 15_000 }
        #expect(try await store.calls.latestCalls(query).calls.map(\.call.key) == [Samples.key(15)])
        query.from = nil
        query.to = nil
        query.limit = 1
        query.effort = 20
        var pages = 0
        while true {
            let page = try await store.calls.latestCalls(query)
            pages += 1
            guard page.calls.isEmpty, let next = page.next else {
                #expect(page.calls.map(\.call.key) == [Samples.key(15)])
                break
            }
            query.before = next
        }
        #expect(pages == 4)
    }

    @Test("show a call with its texts, its late events and its merged content")
    func dossier() async throws {
        let folder = TemporaryFolder()
        let store = try await folder.open()
        let call = Samples.spanCall(trace: 1, span: 1, text: "The answer.")
        var settlement = Samples.settlement(call, at: Samples.start)
        var merged = CallContent()
        merged.input = [Message(role: "user", text: "From an event.")]
        settlement.mergedContent = merged
        _ = try await store.calls.append(
            [.call(call, settlement: nil, texts: .month), .settlement(settlement, texts: .month)],
            arrived: Samples.start)
        let tomorrow = Samples.start.advanced(bySeconds: 86_400)
        let event = Samples.event(1, trace: 1, span: 1, text: "Late.")
        _ = try await store.calls.append(
            [
                .event(event, texts: .month),
                .event(Samples.event(2, trace: 1, span: 2, text: "Of another span."), texts: .month),
            ], arrived: tomorrow)
        let dossier = try #require(try await store.calls.call(call.key))
        #expect(dossier.call.call == call)
        #expect(dossier.call.settlement == settlement)
        #expect(dossier.events.map(\.event) == [event])
        #expect(try await store.calls.call(Samples.key(404)) == nil)
    }

    @Test("show a trace over all parts")
    func trace() async throws {
        let folder = TemporaryFolder()
        let store = try await folder.open()
        let tomorrow = Samples.start.advanced(bySeconds: 86_400)
        let call = Samples.spanCall(trace: 1, span: 1, text: "The answer.")
        let context = Samples.context(trace: 1, span: 2)
        _ = try await store.calls.append([.call(call, settlement: nil, texts: .month)], arrived: Samples.start)
        _ = try await store.calls.append([.context(context, texts: .month)], arrived: tomorrow)
        let trace = try #require(try await store.calls.trace(Samples.trace(1), texts: true))
        #expect(trace.calls.map(\.call) == [call])
        #expect(trace.contexts.map(\.span) == [context])
        #expect(try await store.calls.trace(Samples.trace(2), texts: false) == nil)
    }
}
