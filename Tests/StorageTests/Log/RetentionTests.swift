import Storage
import Telemetry
import Testing

@Suite("Retention")
struct RetentionTests {
    private func filled(_ folder: TemporaryFolder, days: Int) async throws -> DataFolder {
        let store = try await folder.open()
        for day in 0..<days {
            let time = Samples.start.advanced(bySeconds: Int64(day) * 86_400)
            _ = try await store.calls.append(
                (0..<10).map { Samples.call(day * 10 + $0, at: time, text: "words") }, arrived: time)
        }
        return store
    }

    private func fold(_ store: DataFolder, to position: LogPosition) async throws {
        let checkpoint = FoldCheckpoint(position: position, state: [])
        try await store.rollups.commit(FoldCommit(rows: [], checkpoint: checkpoint))
    }

    @Test("removes parts of the log that are due, with their texts, and counts them")
    func log() async throws {
        let folder = TemporaryFolder()
        let store = try await filled(folder, days: 5)
        try await fold(store, to: try await store.calls.end())
        let now = Samples.start.advanced(bySeconds: 4 * 86_400)
        let report = try await store.calls.retain(
            now: now, logBefore: Samples.start.advanced(bySeconds: 2 * 86_400))
        #expect(report.parts == ["2026-11-21-01", "2026-11-22-01"])
        #expect(report.calls == 20 && report.textFiles == 2 && report.bytes > 0 && report.waiting == 0)
        #expect(try folder.names("log").count == 3)
        #expect(try folder.names("texts").count == 3)
        #expect(try await store.calls.call(Samples.key(0)) == nil)
        #expect(try await everything(store).first?.position == LogPosition(part: 3, row: 1))
        #expect(try await store.calls.latestCalls(CallQuery(limit: 100)).calls.count == 30)
        // Ordinals are never used again.
        try await store.close()
        let reopened = try await folder.open(now: now)
        let late = now.advanced(bySeconds: 86_400)
        let results = try await reopened.calls.append([Samples.call(99, at: late)], arrived: late)
        #expect(results == [.stored(LogPosition(part: 6, row: 1))])
    }

    @Test("never removes what the fold has not read")
    func folded() async throws {
        let folder = TemporaryFolder()
        let store = try await filled(folder, days: 4)
        let far = Samples.start.advanced(bySeconds: 200 * 86_400)
        var report = try await store.calls.retain(now: far, logBefore: far)
        #expect(report.parts.isEmpty && report.textFiles == 0 && report.waiting == 4)
        try await fold(store, to: LogPosition(part: 2, row: 9))
        report = try await store.calls.retain(now: far, logBefore: far)
        #expect(report.parts == ["2026-11-21-01"])
        try await fold(store, to: LogPosition(part: 2, row: 10))
        report = try await store.calls.retain(now: far, logBefore: far)
        #expect(report.parts == ["2026-11-22-01"] && report.waiting == 2)
    }

    @Test("removes texts before their part, and says that they expired")
    func texts() async throws {
        let folder = TemporaryFolder()
        let store = try await filled(folder, days: 2)
        try await fold(store, to: try await store.calls.end())
        let now = Samples.start.advanced(bySeconds: 30 * 86_400 + 60)
        let report = try await store.calls.retain(now: now, logBefore: Samples.start.advanced(bySeconds: -1))
        #expect(report.textFiles == 1 && report.parts.isEmpty)
        let calls = try await store.calls.calls([Samples.key(0), Samples.key(10)], texts: true)
        #expect(calls.map(\.texts) == [.expired, .kept(.month)])
        #expect(calls.first?.call.content.isEmpty == true)
    }

    @Test("closes the part of a day that has passed")
    func closes() async throws {
        let folder = TemporaryFolder()
        let store = try await filled(folder, days: 1)
        _ = try await store.calls.retain(
            now: Samples.start.advanced(bySeconds: 86_400), logBefore: Samples.start)
        #expect(try await store.calls.parts().map(\.isOpen) == [false])
        let results = try await store.calls.append([Samples.call(0, text: "words")], arrived: Samples.start)
        #expect(results == [.known])
    }
}
