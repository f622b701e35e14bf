import Foundation
import GRDB
public import Telemetry

extension ControlStore {
    /// Enters changes into the ledger, each key once; of two with one key the first stays.
    /// - Returns: one result per change, in their order.
    @discardableResult
    public func record(_ changes: [Change], at time: Timestamp) async throws(StorageError) -> [RecordedChange] {
        try await file.write { try Self.record(changes, at: time, $0) }
    }

    /// One change.
    public func change(_ number: ChangeNumber) async throws(StorageError) -> StoredChange? {
        try await file.read { database in
            try Row.fetchOne(database, sql: "SELECT * FROM change WHERE number = ?", arguments: [number.value])
                .map(Self.change)
        }
    }

    /// The change with a key.
    public func change(key: CallKey) async throws(StorageError) -> StoredChange? {
        try await file.read { database in
            try Row.fetchOne(database, sql: "SELECT * FROM change WHERE key = ?", arguments: [Data(key.bytes)])
                .map(Self.change)
        }
    }

    /// Changes that took effect in [from, to), each side open where `nil`: newest first by the time of effect. What the
    /// traffic shows of a change that somebody sent is left out: it is told once.
    /// - Parameter system: only changes that touch it; those that touch all systems are among them.
    public func changes(
        system: SystemSlug? = nil, from: Timestamp? = nil, to: Timestamp? = nil, limit: Int = 1_000
    ) async throws(StorageError) -> [StoredChange] {
        try await file.read { database in
            let rows = try Row.fetchCursor(
                database, sql: "SELECT * FROM change WHERE time >= ? AND time < ? ORDER BY time DESC, number DESC",
                arguments: [from?.nanoseconds ?? .min, to?.nanoseconds ?? .max])
            var found: [StoredChange] = []
            while found.count < limit, let row = try rows.next() {
                let change = try Self.change(row)
                let systems = change.change.systems
                if let system, !systems.isEmpty, !systems.contains(system) { continue }
                if change.change.found, try Self.wasSent(change.change, database) { continue }
                found.append(change)
            }
            return found
        }
    }

    static func record(_ changes: [Change], at time: Timestamp, _ database: Database) throws -> [RecordedChange] {
        try changes.map { change in
            let known = try Row.fetchOne(
                database, sql: "SELECT * FROM change WHERE key = ?", arguments: [Data(change.key.bytes)]
            ).map(Self.change)
            if let known { return RecordedChange(stored: known, isNew: false) }
            try database.execute(
                sql: """
                    INSERT INTO change (key, recorded, client_id, kind, title, systems, ref, version_from, version_to,
                        time, until, author, url, detail, found)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    Data(change.key.bytes), time.nanoseconds, change.clientID, change.kind.rawValue, change.title,
                    change.systems.map(\.text).joined(separator: ","), change.ref, change.from, change.to,
                    change.time.nanoseconds, change.until?.nanoseconds, change.author, change.url, change.detail,
                    change.found,
                ])
            let number = ChangeNumber(database.lastInsertedRowID)
            return RecordedChange(
                stored: StoredChange(number: number, recorded: time, change: change), isNew: true)
        }
    }

    private static func wasSent(_ change: Change, _ database: Database) throws -> Bool {
        let near = Change.sameChangeSeconds
        return try Row.fetchAll(
            database, sql: "SELECT * FROM change WHERE time BETWEEN ? AND ? AND kind = ? AND NOT found",
            arguments: [
                change.time.advanced(bySeconds: -near).nanoseconds, change.time.advanced(bySeconds: near).nanoseconds,
                change.kind.rawValue,
            ]
        ).contains { change.repeats(try Self.change($0).change) }
    }

    private static func change(_ row: Row) throws -> StoredChange {
        guard let key = CallKey(bytes: row.bytes("key")) else { throw StorageError.damaged("no key of a change") }
        let systems: String = row["systems"]
        var change = Change(
            key: key, kind: try row.word("kind"), title: row["title"],
            systems: systems.split(separator: ",").compactMap { SystemSlug($0) }, time: row.time("time"),
            found: row["found"])
        change.clientID = row["client_id"]
        change.ref = row["ref"]
        change.from = row["version_from"]
        change.to = row["version_to"]
        change.until = row.optionalTime("until")
        change.author = row["author"]
        change.url = row["url"]
        change.detail = row["detail"]
        return StoredChange(
            number: ChangeNumber(row["number"]), recorded: row.time("recorded"), change: change)
    }

    static func makeChanges(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE change (
                    number INTEGER PRIMARY KEY AUTOINCREMENT, key BLOB NOT NULL UNIQUE, recorded INTEGER NOT NULL,
                    client_id TEXT, kind TEXT NOT NULL, title TEXT NOT NULL, systems TEXT NOT NULL, ref TEXT,
                    version_from TEXT, version_to TEXT, time INTEGER NOT NULL, until INTEGER, author TEXT, url TEXT,
                    detail TEXT, found INTEGER NOT NULL);
                CREATE INDEX change_time ON change (time);
                """)
    }
}
