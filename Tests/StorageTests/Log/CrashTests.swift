import Foundation
import Storage
import Telemetry
import Testing

@Suite("A kill at any moment")
struct CrashTests {
    @Test("loses nothing that was acknowledged and doubles nothing", arguments: [1, 2, 3])
    func copies(seed: UInt64) async throws {
        let folder = TemporaryFolder()
        let store = try await folder.open()
        var copies: [(TemporaryFolder, acknowledged: Int)] = []
        for batch in 0..<12 {
            let time = Samples.start.advanced(bySeconds: Int64(batch) * 20_000)
            let entries = (0..<30).map { Samples.call(batch * 30 + $0, at: time, text: "Question \(batch) \($0)") }
            _ = try await store.calls.append(entries, arrived: time)
            if batch % 3 == Int(seed) % 3 { copies.append((try folder.copy(), (batch + 1) * 30)) }
        }
        for (copy, acknowledged) in copies {
            let reopened = try await copy.open()
            let rows = try await everything(reopened)
            #expect(rows.count == acknowledged)
            #expect(Set(rows.map(\.position)).count == acknowledged)
            let last = try #require(try await reopened.calls.call(Samples.key(acknowledged - 1)))
            #expect(last.call.call.content.outputText?.hasPrefix("Answer to: Question") == true)
            // What was not acknowledged is sent again, together with what was.
            let time = Samples.start.advanced(bySeconds: 12 * 20_000)
            let all = (0..<360).map {
                Samples.call(
                    $0, at: Samples.start.advanced(bySeconds: Int64($0 / 30) * 20_000),
                    text: "Question \($0 / 30) \($0 % 30)")
            }
            let results = try await reopened.calls.append(all, arrived: time)
            #expect(results.count { $0 == .known } == acknowledged)
            #expect(results.count { $0.position != nil } == 360 - acknowledged)
            #expect(try await everything(reopened).count == 360)
            #expect(try await reopened.check().isEmpty)
        }
    }

    @Test("between texts and log leaves texts that are swept, and replaced by the retry")
    func orphans() async throws {
        let folder = TemporaryFolder()
        let store = try await folder.open()
        _ = try await store.calls.append([Samples.call(0, text: "zero")], arrived: Samples.start)
        // The log as it was before the second append, its texts as they were after it.
        let before = try folder.copy()
        _ = try await store.calls.append(
            [Samples.call(1, text: "one"), Samples.call(2, text: "two")], arrived: Samples.start)
        let after = try folder.copy()
        let texts = after.path + "/texts"
        try FileManager.default.removeItem(atPath: before.path + "/texts")
        try FileManager.default.copyItem(atPath: texts, toPath: before.path + "/texts")

        let reopened = try await before.open()
        #expect(try await reopened.calls.end().row == 1)
        // The next entry takes the row of a swept text, and has none of its own.
        _ = try await reopened.calls.append([Samples.call(3)], arrived: Samples.start)
        let bare = try #require(try await reopened.calls.call(Samples.key(3)))
        #expect(bare.call.call.content.isEmpty && bare.call.texts == .none)
        _ = try await reopened.calls.append(
            [Samples.call(1, text: "one"), Samples.call(2, text: "two")], arrived: Samples.start)
        #expect(try await reopened.calls.call(Samples.key(2))?.call.call.content.inputText == "two")
    }

    @Test("at a turn of parts is repaired at the next start")
    func turn() async throws {
        let folder = TemporaryFolder()
        let store = try await folder.open()
        let tomorrow = Samples.start.advanced(bySeconds: 86_400)
        _ = try await store.calls.append([Samples.call(1), Samples.call(2)], arrived: Samples.start)
        let before = try folder.copy()
        _ = try await store.calls.append([Samples.call(3, at: tomorrow)], arrived: tomorrow)
        // The new part is there, and control.db knows nothing of the old one's end: as a kill, or a restored backup.
        let after = try folder.copy()
        for suffix in ["", "-wal", "-shm"] {
            let path = "/control.db" + suffix
            if FileManager.default.fileExists(atPath: after.path + path) {
                try FileManager.default.removeItem(atPath: after.path + path)
            }
            if FileManager.default.fileExists(atPath: before.path + path) {
                try FileManager.default.copyItem(atPath: before.path + path, toPath: after.path + path)
            }
        }
        let reopened = try await after.open(now: tomorrow)
        #expect(try await reopened.calls.parts().map(\.isOpen) == [false, true])
        #expect(try await reopened.calls.append([Samples.call(1)], arrived: tomorrow) == [.known])
        #expect(try await everything(reopened).count == 3)
    }

    @Test("of a file that was begun and never finished is no damage")
    func begun() async throws {
        let folder = TemporaryFolder()
        try await folder.open().close()
        try Data().write(to: URL(fileURLWithPath: folder.path + "/log/2026-11-21-01.db"))
        let store = try await folder.open()
        let results = try await store.calls.append([Samples.call(1)], arrived: Samples.start)
        #expect(results == [.stored(LogPosition(part: 1, row: 1))])
    }
}
