import GRDB
import Telemetry

/// The record of parts that were set aside, in `control.db`.
extension PartCatalog {
    static func makeSetAside(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE part_set_aside (
                    ordinal INTEGER PRIMARY KEY, name TEXT NOT NULL, happened INTEGER NOT NULL, reason TEXT NOT NULL,
                    calls INTEGER, folded INTEGER NOT NULL);
                """)
    }

    /// Records that a part is out of service; its ordinal is never given out again.
    static func setAside(_ part: SetAsidePart, ordinal: Int64, _ database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO log_part (ordinal, name, last_row, calls, systems, unsettled, awaited, removed)
                VALUES (?1, ?2, 0, 0, '{}', 0, 0, ?3)
                ON CONFLICT (ordinal) DO UPDATE SET removed = ?3, keys = NULL, outcomes = NULL, links = NULL
                """, arguments: [ordinal, part.name, part.happened.nanoseconds])
        try database.execute(
            sql: """
                INSERT OR REPLACE INTO part_set_aside (ordinal, name, happened, reason, calls, folded)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [ordinal, part.name, part.happened.nanoseconds, part.reason, part.calls, part.isFolded])
    }

    /// Parts that were ever set aside, oldest first.
    static func setAsideParts(_ database: Database) throws -> [SetAsidePart] {
        try Row.fetchAll(database, sql: "SELECT * FROM part_set_aside ORDER BY ordinal").map { row in
            SetAsidePart(
                name: row["name"], happened: row.time("happened"), reason: row["reason"], calls: row["calls"],
                isFolded: row["folded"])
        }
    }
}

extension ControlStore {
    /// Parts of the log that were ever set aside, oldest first.
    public func setAsideParts() async throws(StorageError) -> [SetAsidePart] {
        try await file.read { try PartCatalog.setAsideParts($0) }
    }
}
