import Foundation
import GRDB
import Storage
import Telemetry
import Testing

@Suite("A data folder")
struct DataFolderTests {
    @Test("belongs to one process, whose address and token the next one learns")
    func lock() async throws {
        let folder = TemporaryFolder()
        let store = try await folder.open()
        try store.announce(address: "http://127.0.0.1:4600", token: "secret")
        let error = await #expect(throws: StorageError.self) { try await folder.open() }
        #expect(error?.code == .locked)
        #expect(error?.owner?.address == "http://127.0.0.1:4600")
        #expect(error?.owner?.token == "secret")
        #expect(DataFolder.owner(of: folder.path)?.process == ProcessInfo.processInfo.processIdentifier)
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.path + "/lock")
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        try await store.close()
        #expect(DataFolder.owner(of: folder.path) == nil)
        try await folder.open().close()
    }

    @Test("that a later program wrote is refused", arguments: ["control.db", "log/2026-11-21-01.db"])
    func newer(file: String) async throws {
        let folder = TemporaryFolder()
        let store = try await folder.open()
        _ = try await store.calls.append([Samples.call(1)], arrived: Samples.start)
        try await store.close()
        let queue = try DatabaseQueue(path: folder.path + "/" + file)
        try await queue.write { database in
            if file == "control.db" {
                try database.execute(sql: "INSERT INTO grdb_migrations VALUES ('9999 from the future')")
            } else {
                try database.execute(sql: "PRAGMA user_version = 9999")
            }
        }
        try queue.close()
        let error = await #expect(throws: StorageError.self) { try await folder.open() }
        #expect(error?.code == .newerVersion)
        // It let go of the lock.
        let again = await #expect(throws: StorageError.self) { try await folder.open() }
        #expect(again?.code == .newerVersion)
    }

    @Test("with a file that is no database is called damaged")
    func damaged() async throws {
        let folder = TemporaryFolder()
        try await folder.open().close()
        try Data(repeating: 7, count: 8_192).write(to: URL(fileURLWithPath: folder.path + "/control.db"))
        let error = await #expect(throws: StorageError.self) { try await folder.open() }
        #expect(error?.code == .damaged)
    }

    @Test("is found well by its own check, tells its size, and finds damage")
    func check() async throws {
        let folder = TemporaryFolder()
        let store = try await folder.open()
        for day in 0..<2 {
            let time = Samples.start.advanced(bySeconds: Int64(day) * 86_400)
            _ = try await store.calls.append(
                (0..<80).map { Samples.call(day * 80 + $0, at: time, text: "words \($0)") }, arrived: time)
        }
        #expect(try await store.check().isEmpty)
        let size = try await store.size()
        #expect(size.control > 0 && size.log > 0 && size.texts > 0 && size.free > 0)
        try await store.close()
        let path = folder.path + "/log/2026-11-21-01.db"
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        for index in stride(from: 3 * 4_096, to: bytes.count, by: 97) { bytes[index] ^= 0x5A }
        try bytes.write(to: URL(fileURLWithPath: path))
        // Where the damage lies decides whether it shows at once or with the check; it never passes for sound.
        let reopened = try await folder.open()
        let faults = try await reopened.check()
        let isAside = try await reopened.control.setAsideParts().contains { $0.name == "2026-11-21-01" }
        #expect(isAside || faults.contains { $0.file == "log/2026-11-21-01.db" })
        try await reopened.close()
    }

    @Test("waits for the disk with every commit, and moves write-ahead logs itself")
    func durability() async throws {
        let folder = TemporaryFolder()
        var limits = StorageLimits.small
        limits.callsPerPart = 100_000
        let store = try await folder.open(limits: limits)
        _ = try await store.calls.append([Samples.call(0)], arrived: Samples.start)
        #expect(try await store.calls.openPartPragma("synchronous") == 2)
        #expect(try await store.calls.openPartPragma("wal_autocheckpoint") == 0)
        for batch in 0..<60 {
            let entries = (0..<50).map { Samples.call(batch * 50 + $0) }
            _ = try await store.calls.append(entries, arrived: Samples.start)
        }
        let wal = try FileManager.default.attributesOfItem(atPath: folder.path + "/log/2026-11-21-01.db-wal")
        #expect(((wal[.size] as? NSNumber)?.intValue ?? .max) < 2_000_000)
    }
}
