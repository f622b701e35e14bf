import Storage
import Telemetry
import Testing

@Suite("Appending to the log")
struct AppendTests {
    @Test("stores entries in their order and says where")
    func order() async throws {
        let folder = TemporaryFolder()
        let store = try await folder.open()
        let results = try await store.calls.append((0..<5).map { Samples.call($0) }, arrived: Samples.start)
        #expect(results.map(\.position) == (1...5).map { LogPosition(part: 1, row: $0) })
        #expect(try await store.calls.end() == LogPosition(part: 1, row: 5))
    }

    @Test("changes nothing when the same batch comes again, in another order, cut differently, or after a restart")
    func again() async throws {
        let folder = TemporaryFolder()
        let batch = (0..<50).map { Samples.call($0, text: "Question \($0)") }
        var store = try await folder.open()
        _ = try await store.calls.append(batch, arrived: Samples.start)
        let before = try await everything(store)
        #expect(try await store.calls.append(batch, arrived: Samples.start).allSatisfy { $0 == .known })
        #expect(try await store.calls.append(batch.reversed(), arrived: Samples.start).allSatisfy { $0 == .known })
        for start in stride(from: 0, to: 50, by: 7) {
            let cut = Array(batch[start..<min(50, start + 7)])
            #expect(try await store.calls.append(cut, arrived: Samples.start).allSatisfy { $0 == .known })
        }
        try await store.close()
        store = try await folder.open()
        #expect(try await store.calls.append(batch, arrived: Samples.start).allSatisfy { $0 == .known })
        #expect(try await everything(store) == before)
    }

    @Test("knows a doubled key within one batch")
    func doubled() async throws {
        let folder = TemporaryFolder()
        let store = try await folder.open()
        let results = try await store.calls.append([Samples.call(1), Samples.call(1)], arrived: Samples.start)
        #expect(results == [.stored(LogPosition(part: 1, row: 1)), .known])
    }

    @Test("changes nothing after midnight, the next day or the next month", arguments: [900, 86_400, 40 * 86_400])
    func later(seconds: Int64) async throws {
        let folder = TemporaryFolder()
        let store = try await folder.open()
        let night = Timestamp(rfc3339: "2026-11-21T23:55:00Z")!
        let outcome = Samples.outcome(1, for: .call(Samples.key(1)))
        let event = Samples.event(1, trace: 1, span: 1, text: "One.")
        let batch =
            (0..<30).map { Samples.call($0, at: night) } + [
                .context(Samples.context(trace: 1, span: 9, at: night), texts: .month), .event(event, texts: .month),
                .outcome(outcome, texts: .month), Samples.joined(outcome, call: Samples.key(1)),
            ]
        _ = try await store.calls.append(batch, arrived: night)
        let before = try await everything(store)
        let next = night.advanced(bySeconds: seconds)
        _ = try await store.calls.append([Samples.call(1_000, at: next)], arrived: next)
        #expect(try await store.calls.parts().count == 2)
        #expect(try await store.calls.append(batch, arrived: next).allSatisfy { $0 == .known })
        let after = try await everything(store)
        #expect(after.dropLast() == before[...])
        #expect(after.count == before.count + 1)
    }

    @Test("lets the first of two calls with one key win, in its part and in later ones")
    func conflict() async throws {
        let folder = TemporaryFolder()
        let store = try await folder.open()
        _ = try await store.calls.append([Samples.call(1, text: "first")], arrived: Samples.start)
        var results = try await store.calls.append([Samples.call(1, text: "second")], arrived: Samples.start)
        #expect(results == [.conflict])
        let tomorrow = Samples.start.advanced(bySeconds: 86_400)
        results = try await store.calls.append(
            [Samples.call(1, text: "third"), Samples.call(2)], arrived: tomorrow)
        #expect(results.first == .conflict)
        #expect(try await store.calls.call(Samples.key(1))?.call.call.content.inputText == "first")
    }

    @Test("knows a call whose time was taken from its receipt for two days")
    func timeAssumed() async throws {
        let folder = TemporaryFolder()
        let store = try await folder.open()
        func call(at time: Timestamp) -> LogEntry {
            var call = Call(key: Samples.key(1), kind: .llm, time: time)
            call.timeAssumed = true
            return .call(call, settlement: nil, texts: .month)
        }
        _ = try await store.calls.append([call(at: Samples.start)], arrived: Samples.start)
        let tomorrow = Samples.start.advanced(bySeconds: 86_400)
        let results = try await store.calls.append(
            [Samples.call(2, at: tomorrow), call(at: tomorrow)], arrived: tomorrow)
        #expect(results.last == .known)
    }

    @Test("takes a span for a call or for a context, whichever came first")
    func spanOnce() async throws {
        let folder = TemporaryFolder()
        let store = try await folder.open()
        let results = try await store.calls.append(
            [
                .context(Samples.context(trace: 1, span: 1), texts: .month),
                .call(Samples.spanCall(trace: 1, span: 1), settlement: nil, texts: .month),
            ], arrived: Samples.start)
        #expect(results.last == .conflict)
    }

    @Test("begins a part with each day and after so many calls, and keeps storage order over them")
    func parts() async throws {
        let folder = TemporaryFolder()
        let store = try await folder.open()
        var expected: [CallKey] = []
        for batch in 0..<30 {
            let time = Samples.start.advanced(bySeconds: Int64(batch) * 3_600)
            let entries = (0..<20).map { Samples.call(batch * 20 + $0, at: time) }
            _ = try await store.calls.append(entries, arrived: time)
            expected += (0..<20).map { Samples.key(batch * 20 + $0) }
        }
        let parts = try await store.calls.parts()
        #expect(parts.map(\.ordinal) == Array(1...Int64(parts.count)))
        #expect(
            parts.map(\.name) == [
                "2026-11-21-01", "2026-11-21-02", "2026-11-21-03", "2026-11-22-01", "2026-11-22-02", "2026-11-22-03",
                "2026-11-22-04",
            ])
        #expect(parts.reduce(0) { $0 + $1.calls } == 600)
        let rows = try await everything(store)
        #expect(rows.map(\.row.callTime) == (0..<600).map { Samples.start.advanced(bySeconds: Int64($0 / 20) * 3_600) })
        #expect(rows.map(\.position) == rows.map(\.position).sorted())
    }

    @Test("stays in its part when the clock goes back")
    func clockBack() async throws {
        let folder = TemporaryFolder()
        let store = try await folder.open()
        _ = try await store.calls.append([Samples.call(1)], arrived: Samples.start)
        let yesterday = Samples.start.advanced(bySeconds: -86_400)
        let results = try await store.calls.append([Samples.call(2)], arrived: yesterday)
        #expect(results == [.stored(LogPosition(part: 1, row: 2))])
    }

    @Test("reads settled rows in pieces of any size, with the same end")
    func pieces() async throws {
        let folder = TemporaryFolder()
        let store = try await folder.open()
        for day in 0..<3 {
            let time = Samples.start.advanced(bySeconds: Int64(day) * 86_400)
            var entries: [LogEntry] = (0..<40).map { Samples.call(day * 40 + $0, at: time) }
            entries.insert(.context(Samples.context(trace: day, span: 1, at: time), texts: .month), at: 20)
            _ = try await store.calls.append(entries, arrived: time)
        }
        let whole = try await everything(store)
        #expect(whole.count == 120)
        for size in [1, 7, 40, 41, 119, 120, 500] {
            #expect(try await everything(store, limit: size) == whole)
        }
        let last = try await store.calls.settledRows(after: .start, limit: 500)
        #expect(last.end == (try await store.calls.end()))
        #expect(!last.hasMore)
    }

    @Test("takes appends of many tasks at once")
    func concurrent() async throws {
        let folder = TemporaryFolder()
        let store = try await folder.open()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<8 {
                group.addTask {
                    for number in 0..<10 {
                        // Every call is sent by two tasks.
                        let entries = (0..<5).map { Samples.call(task / 2 * 50 + number * 5 + $0) }
                        _ = try await store.calls.append(entries, arrived: Samples.start)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(Set(try await everything(store).map(\.position)).count == 200)
    }
}

/// Every settled row, read in pieces.
func everything(_ store: DataFolder, limit: Int = 1_000) async throws -> [SettledRows.Item] {
    var items: [SettledRows.Item] = []
    var position = LogPosition.start
    while true {
        let rows = try await store.calls.settledRows(after: position, limit: limit)
        items += rows.items
        position = rows.end
        if !rows.hasMore { return items }
    }
}
