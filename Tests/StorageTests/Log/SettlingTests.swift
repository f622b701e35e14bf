import Storage
import Telemetry
import Testing

@Suite("Settling and joining")
struct SettlingTests {
    private static let tomorrow = Samples.start.advanced(bySeconds: 86_400)

    @Test("finds unsettled calls with the contexts and events of their traces after a restart")
    func recovery() async throws {
        let folder = TemporaryFolder()
        var store = try await folder.open()
        let first = Samples.spanCall(trace: 1, span: 1)
        let second = Samples.spanCall(trace: 2, span: 1)
        _ = try await store.calls.append(
            [
                .call(first, settlement: nil, texts: .month), .call(second, settlement: nil, texts: .month),
                .context(Samples.context(trace: 1, span: 7), texts: .month),
                .context(Samples.context(trace: 2, span: 7), texts: .month),
                .context(Samples.context(trace: 3, span: 7), texts: .month),
                .event(Samples.event(1, trace: 1, span: 1, text: "x"), texts: .month), Samples.call(5),
            ], arrived: Samples.start)
        let settled = Samples.settlement(second, at: Samples.start)
        _ = try await store.calls.append([.settlement(settled, texts: .month)], arrived: Samples.start)
        try await store.close()
        store = try await folder.open()

        let old = try await store.calls.unsettled(arrivedSince: Samples.start.advanced(bySeconds: 60))
        #expect(old.calls.map(\.call) == [first])
        #expect(old.contexts.map(\.span.traceID) == [Samples.trace(1)])
        #expect(old.events.count == 1)
        let recent = try await store.calls.unsettled(arrivedSince: Samples.start)
        #expect(recent.calls.map(\.call) == [first])
        #expect(recent.contexts.map(\.span.traceID) == [1, 2, 3].map { Samples.trace($0) })
    }

    @Test("settles a call of an earlier part, once")
    func acrossParts() async throws {
        let folder = TemporaryFolder()
        var store = try await folder.open()
        let call = Samples.spanCall(trace: 1, span: 1)
        _ = try await store.calls.append([.call(call, settlement: nil, texts: .month)], arrived: Samples.start)
        let settlement = LogEntry.settlement(Samples.settlement(call, at: Self.tomorrow), texts: .month)
        let results = try await store.calls.append([settlement, settlement], arrived: Self.tomorrow)
        #expect(results == [.stored(LogPosition(part: 2, row: 1)), .known])
        let nextDay = Self.tomorrow.advanced(bySeconds: 86_400)
        #expect(try await store.calls.append([settlement, Samples.call(7)], arrived: nextDay).first == .known)
        try await store.close()
        store = try await folder.open()
        #expect(try await store.calls.unsettled(arrivedSince: nextDay).calls.isEmpty)
        let stored = try await store.calls.calls([call.key], texts: false)
        #expect(stored.first?.settledAt == LogPosition(part: 2, row: 1))
        #expect(try await everything(store).count == 2)
    }

    @Test("refuses to settle what is not stored, settled at birth, or no call")
    func refused() async throws {
        let folder = TemporaryFolder()
        let store = try await folder.open()
        let stranger = Samples.spanCall(trace: 9, span: 9)
        let context = Samples.context(trace: 1, span: 1)
        var born = Call(key: Samples.key(1), kind: .llm, time: Samples.start)
        born.system = Samples.system
        let ofContext = Samples.spanCall(trace: 1, span: 1)
        let results = try await store.calls.append(
            [
                Samples.call(1), .context(context, texts: .month),
                .settlement(Samples.settlement(stranger, at: Samples.start), texts: .month),
                .settlement(Samples.settlement(born, at: Samples.start), texts: .month),
                .settlement(Samples.settlement(ofContext, at: Samples.start), texts: .month),
            ], arrived: Samples.start)
        #expect(results.suffix(3) == [.conflict, .conflict, .conflict])
        #expect(try await everything(store).count == 1)
    }

    @Test("keeps outcomes waiting until they are joined, whatever they are sent to")
    func awaited() async throws {
        let folder = TemporaryFolder()
        var store = try await folder.open()
        let call = Samples.spanCall(trace: 1, span: 1)
        let targets: [OutcomeTarget] = [
            .call(call.key), .span(Samples.trace(1), Samples.span(1)), .trace(Samples.trace(1)),
            .response("resp-1-1", system: nil, trace: nil), .session(PersonKey(stored: "s_1")),
            .call(Samples.key(77)),
        ]
        let outcomes = targets.enumerated().map { Samples.outcome($0, for: $1, text: "Because \($0).") }
        _ = try await store.calls.append(
            outcomes.map { .outcome($0, texts: .month) }, arrived: Samples.start)
        let identity = CallIdentity(
            key: call.key, trace: call.traceID, responseID: call.responseID, session: call.session)
        var waiting = try await store.calls.awaitedOutcomes(for: [identity])
        #expect(waiting.map(\.outcome.key) == outcomes.prefix(5).map(\.key))
        #expect(await store.calls.awaitedCount() == 6)

        // The call arrives the next day, and three of them are joined.
        var entries: [LogEntry] = [.call(call, settlement: nil, texts: .month)]
        entries.append(.settlement(Samples.settlement(call, at: Self.tomorrow), texts: .month))
        entries += outcomes.prefix(3).map { Samples.joined($0, call: call.key) }
        #expect(
            try await store.calls.append(entries, arrived: Self.tomorrow).allSatisfy { $0.position != nil })
        #expect(
            try await store.calls.append(Array(entries.suffix(3)), arrived: Self.tomorrow).allSatisfy { $0 == .known })
        for _ in 0..<2 {
            waiting = try await store.calls.awaitedOutcomes(for: [identity])
            #expect(waiting.map(\.outcome.key) == outcomes[3..<5].map(\.key))
            #expect(await store.calls.awaitedCount() == 3)
            try await store.close()
            store = try await folder.open(now: Self.tomorrow)
        }
        let dossier = try #require(try await store.calls.call(call.key))
        #expect(dossier.outcomes.map(\.outcome.key) == outcomes.prefix(3).map(\.key))
        #expect(dossier.outcomes.first?.outcome.text == "Because 0.")
        #expect(dossier.outcomes.first?.joined?.call == call.key)
    }

    @Test("forgets outcomes that waited too long, now and at the next start")
    func expired() async throws {
        let folder = TemporaryFolder()
        var store = try await folder.open()
        let outcome = Samples.outcome(1, for: .call(Samples.key(1)))
        _ = try await store.calls.append([.outcome(outcome, texts: .month)], arrived: Samples.start)
        let late = try await store.calls.awaitedOutcomes(arrivedBefore: Self.tomorrow, limit: 10)
        #expect(late.map(\.outcome.key) == [outcome.key])
        #expect(await store.calls.forgetAwaited(arrivedBefore: Self.tomorrow) == 1)
        #expect(await store.calls.awaitedCount() == 0)
        try await store.close()
        store = try await folder.open(now: Samples.start.advanced(bySeconds: 31 * 86_400))
        #expect(await store.calls.awaitedCount() == 0)
        #expect(try await store.calls.outcomes([outcome.key], texts: true).first?.outcome == outcome)
    }

    @Test("forgets the oldest tenth when too many outcomes wait")
    func tooMany() async throws {
        let folder = TemporaryFolder()
        let store = try await folder.open()
        let outcomes = (0..<1_001).map { Samples.outcome($0, for: .call(Samples.key($0))) }
        _ = try await store.calls.append(outcomes.map { .outcome($0, texts: .month) }, arrived: Samples.start)
        #expect(await store.calls.awaitedCount() == 900)
        let first = try await store.calls.awaitedOutcomes(for: [CallIdentity(key: Samples.key(0))])
        let last = try await store.calls.awaitedOutcomes(for: [CallIdentity(key: Samples.key(1_000))])
        #expect(first.isEmpty && last.count == 1)
    }

    @Test("finds the calls that an outcome may mean")
    func meant() async throws {
        let folder = TemporaryFolder()
        let store = try await folder.open()
        for day in 0..<3 {
            let time = Samples.start.advanced(bySeconds: Int64(day) * 86_400)
            var call = Samples.spanCall(trace: 1, span: day, at: time)
            call.session = nil
            var settlement = Samples.settlement(call, at: time)
            // Inherited: only the settlement knows it.
            settlement.session = PersonKey(stored: "s_inherited")
            _ = try await store.calls.append(
                [.call(call, settlement: nil, texts: .month), .settlement(settlement, texts: .month)], arrived: time)
        }
        let keys = (0..<3).map { CallKey(trace: Samples.trace(1), span: Samples.span($0)) }
        let store2 = store.calls
        #expect(try await store2.calls(meantBy: .call(keys[0]), limit: 5).map(\.call.key) == [keys[0]])
        #expect(
            try await store2.calls(meantBy: .span(Samples.trace(1), Samples.span(2)), limit: 5).map(\.call.key)
                == [keys[2]])
        #expect(
            try await store2.calls(meantBy: .trace(Samples.trace(1)), limit: 2).map(\.call.key) == [keys[2], keys[1]])
        let response = OutcomeTarget.response("resp-1-1", system: Samples.system, trace: nil)
        #expect(try await store2.calls(meantBy: response, limit: 2).map(\.call.key) == [keys[1]])
        let session = OutcomeTarget.session(PersonKey(stored: "s_inherited"))
        #expect(try await store2.calls(meantBy: session, limit: 1).map(\.call.key) == [keys[2]])
        #expect(try await store2.calls(meantBy: .trace(Samples.trace(5)), limit: 1).isEmpty)
    }
}
