import Foundation
import Storage
import Telemetry
import Testing

@Suite("A damaged part of the log")
struct SettingAsideTests {
    private let folder = TemporaryFolder()
    private let parts = ["2026-11-21-01", "2026-11-22-01", "2026-11-23-01"]

    /// Three days, a part each, with eighty settled calls; the last part is open.
    private func fill() async throws {
        let store = try await folder.open()
        for day in 0..<3 {
            let time = Samples.start.advanced(bySeconds: Int64(day) * 86_400)
            _ = try await store.calls.append(
                (0..<80).map { Samples.call(day * 80 + $0, at: time, text: "words \($0)") }, arrived: time)
        }
        #expect(try await store.calls.parts().map(\.name) == parts)
        try await store.close()
    }

    private func path(_ name: String) -> String { "\(folder.path)/log/\(name).db" }

    private func change(_ name: String, _ body: (inout Data) -> Void) throws {
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path(name)))
        body(&bytes)
        try bytes.write(to: URL(fileURLWithPath: path(name)))
    }

    @Test("that is cut off is set aside at the start, and the others serve")
    func cutOff() async throws {
        try await fill()
        try change(parts[1]) { $0.removeLast(5_000) }
        let store = try await folder.open()
        #expect(try await store.calls.parts().map(\.name) == [parts[0], parts[2]])
        #expect(try await store.calls.latestCalls(CallQuery(limit: 1_000)).calls.count == 160)
        let record = try #require(try await store.control.setAsideParts().first)
        #expect(record.name == parts[1] && record.calls == 80 && !record.isFolded)
        #expect(record.reason.contains("cut off"))
        #expect(FileManager.default.fileExists(atPath: "\(folder.path)/damaged/\(parts[1]).db"))
        #expect(!FileManager.default.fileExists(atPath: path(parts[1])))
        try await store.close()
    }

    @Test("that is missing is said to be, not passed over in silence")
    func missing() async throws {
        try await fill()
        try FileManager.default.removeItem(atPath: path(parts[0]))
        let store = try await folder.open()
        #expect(try await store.control.setAsideParts().map(\.reason) == ["its file is missing"])
        #expect(try await store.calls.parts().map(\.name) == [parts[1], parts[2]])
        try await store.close()
        // Once said, it is not said again.
        let again = try await folder.open()
        #expect(try await again.control.setAsideParts().count == 1)
        try await again.close()
    }

    @Test("that was open gives way to a new one, which the fold reads from its first row")
    func openPart() async throws {
        try await fill()
        try change(parts[2]) { bytes in for index in 0..<4_096 { bytes[index] = 7 } }
        let store = try await folder.open()
        let before = try await store.calls.settledRows(after: .start, limit: 1_000).end
        let time = Samples.start.advanced(bySeconds: 2 * 86_400)
        let results = try await store.calls.append([Samples.call(9_000, at: time)], arrived: time)
        let position = try #require(results.first?.position)
        #expect(position.part > 3 && position > before)
        let last = try #require(try await store.calls.parts().last)
        #expect(!parts.contains(last.name))
        #expect(try await store.control.setAsideParts().map(\.name) == [parts[2]])
        try await store.close()
        try await folder.open().close()
    }

    @Test("whose files were not moved when the program was killed is moved by the next start")
    func interrupted() async throws {
        try await fill()
        try change(parts[1]) { $0.removeLast(5_000) }
        try await folder.open().close()
        try FileManager.default.moveItem(atPath: "\(folder.path)/damaged/\(parts[1]).db", toPath: path(parts[1]))
        let store = try await folder.open()
        #expect(try await store.calls.parts().map(\.name) == [parts[0], parts[2]])
        #expect(!FileManager.default.fileExists(atPath: path(parts[1])))
        try await store.close()
    }

    @Test("that only a full reading shows is set aside when that is asked for")
    func flipped() async throws {
        try await fill()
        try change(parts[0]) { bytes in
            for index in stride(from: 3 * 4_096, to: bytes.count, by: 97) { bytes[index] ^= 0x5A }
        }
        let store = try await folder.open()
        let faults = try await store.check()
        let atStart = try await store.control.setAsideParts().map(\.name)
        if atStart.isEmpty {
            #expect(faults.contains { $0.file == "log/\(parts[0]).db" })
            #expect(try await store.setAside(faults, now: Samples.start) == [parts[0]])
        }
        #expect(try await store.control.setAsideParts().map(\.name) == [parts[0]])
        #expect(try await store.check().isEmpty)
        #expect(try await store.calls.latestCalls(CallQuery(limit: 1_000)).calls.count == 160)
        try await store.close()
    }
}
