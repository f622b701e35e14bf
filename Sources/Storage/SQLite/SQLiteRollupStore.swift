import Foundation
import GRDB
public import Telemetry

/// Rollups in `control.db`.
public struct SQLiteRollupStore: RollupStore {
    let file: SQLiteFile

    init(_ database: ControlDatabase) {
        file = database.file
    }

    /// See ``RollupStore/commit(_:)``.
    public func commit(_ commit: FoldCommit) async throws(StorageError) {
        try await file.write { database in
            let checkpoint = commit.checkpoint
            if let known = try Self.checkpoint(database), known.position > checkpoint.position {
                throw StorageError(.contradiction, "The fold has read further than \(checkpoint.position) already.")
            }
            if let renewed = commit.renewed {
                try database.execute(
                    sql: "DELETE FROM rollup WHERE system = ? AND kind = ?",
                    arguments: [renewed.text, RollupKind.verdict.rawValue])
            }
            var insert = try RawStatement(
                """
                INSERT INTO rollup (system, kind, resolution, start, dimension, cells) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (system, kind, resolution, start, dimension) DO UPDATE SET cells = excluded.cells
                """, database)
            for row in commit.rows {
                insert.bind(row.key)
                insert.bind(row.cells)
                try insert.run()
            }
            try database.execute(
                sql: "INSERT OR REPLACE INTO fold (id, part, row, state) VALUES (1, ?, ?, ?)",
                arguments: [checkpoint.position.part, checkpoint.position.row, Data(checkpoint.state)])
        }
    }

    /// See ``RollupStore/checkpoint()``.
    public func checkpoint() async throws(StorageError) -> FoldCheckpoint? {
        try await file.read(Self.checkpoint)
    }

    /// See ``RollupStore/rows(system:kind:resolution:starts:dimensions:)``.
    public func rows(
        system: SystemSlug, kind: RollupKind, resolution: Int, starts: Range<Int64>, dimensions: [String]?
    ) async throws(StorageError) -> [RollupRow] {
        try await file.read { database in
            var sql = """
                SELECT start, dimension, cells FROM rollup
                WHERE system = ? AND kind = ? AND resolution = ? AND start >= ? AND start < ?
                """
            var arguments: StatementArguments = [
                system.text, kind.rawValue, resolution, starts.lowerBound, starts.upperBound,
            ]
            if let dimensions {
                guard !dimensions.isEmpty else { return [] }
                sql += " AND dimension IN (\(Array(repeating: "?", count: dimensions.count).joined(separator: ", ")))"
                arguments += StatementArguments(dimensions)
            }
            let rows = try Row.fetchCursor(
                database, sql: sql + " ORDER BY start, dimension", arguments: arguments)
            var found: [RollupRow] = []
            while let row = try rows.next() {
                let key = RollupKey(
                    system: system, kind: kind, resolution: resolution, start: row[0], dimension: row[1])
                found.append(RollupRow(key: key, cells: [UInt8](row[2] as Data)))
            }
            return found
        }
    }

    /// See ``RollupStore/rows(_:)``.
    public func rows(_ keys: [RollupKey]) async throws(StorageError) -> [RollupRow] {
        guard !keys.isEmpty else { return [] }
        return try await file.read { database in
            var statement = try RawStatement(
                """
                SELECT cells FROM rollup
                WHERE system = ? AND kind = ? AND resolution = ? AND start = ? AND dimension = ?
                """, database)
            defer { statement.reset() }
            var found: [RollupRow] = []
            for key in keys {
                statement.reset()
                statement.bind(key)
                guard try statement.step() else { continue }
                found.append(RollupRow(key: key, cells: Array(statement.bytes(0))))
            }
            return found
        }
    }

    /// See ``RollupStore/extent(system:kind:resolution:)``.
    public func extent(
        system: SystemSlug, kind: RollupKind, resolution: Int
    ) async throws(StorageError) -> ClosedRange<Int64>? {
        try await file.read { database in
            let condition = "FROM rollup WHERE system = ? AND kind = ? AND resolution = ? ORDER BY start"
            let arguments: StatementArguments = [system.text, kind.rawValue, resolution]
            guard
                let first = try Int64.fetchOne(
                    database, sql: "SELECT start \(condition) LIMIT 1", arguments: arguments),
                let last = try Int64.fetchOne(
                    database, sql: "SELECT start \(condition) DESC LIMIT 1", arguments: arguments)
            else { return nil }
            return first...last
        }
    }

    /// See ``RollupStore/keys(system:)``.
    public func keys(system: SystemSlug?) async throws(StorageError) -> [RollupKey] {
        try await file.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT system, kind, resolution, start, dimension FROM rollup WHERE ?1 IS NULL OR system = ?1
                    ORDER BY system, kind, resolution, start, dimension
                    """, arguments: [system?.text]
            ).map { row in
                guard let kind = RollupKind(rawValue: row[1]) else {
                    throw StorageError.damaged("unknown kind of a rollup")
                }
                return RollupKey(
                    system: try row.slug("system"), kind: kind, resolution: row[2], start: row[3], dimension: row[4])
            }
        }
    }

    /// See ``RollupStore/remove(kind:resolution:startsBefore:limit:)``.
    public func remove(
        kind: RollupKind, resolution: Int, startsBefore: Int64, limit: Int
    ) async throws(StorageError) -> Int {
        try await file.write { database in
            try database.execute(
                sql: """
                    DELETE FROM rollup WHERE id IN (
                        SELECT id FROM rollup WHERE kind = ? AND resolution = ? AND start < ? LIMIT ?)
                    """, arguments: [kind.rawValue, resolution, startsBefore, limit])
            return database.changesCount
        }
    }

    static func checkpoint(_ database: Database) throws -> FoldCheckpoint? {
        try Row.fetchOne(database, sql: "SELECT part, row, state FROM fold").map { row in
            FoldCheckpoint(position: LogPosition(part: row[0], row: row[1]), state: [UInt8](row[2] as Data))
        }
    }

    static func makeRollups(_ database: Database) throws {
        // The second index finds what retention removes, whatever the system.
        try database.execute(
            sql: """
                CREATE TABLE rollup (
                    id INTEGER PRIMARY KEY, system TEXT NOT NULL, kind INTEGER NOT NULL, resolution INTEGER NOT NULL,
                    start INTEGER NOT NULL, dimension TEXT NOT NULL, cells BLOB NOT NULL);
                CREATE UNIQUE INDEX rollup_key ON rollup (system, kind, resolution, start, dimension);
                CREATE INDEX rollup_age ON rollup (kind, resolution, start);
                CREATE TABLE fold (
                    id INTEGER PRIMARY KEY CHECK (id = 1), part INTEGER NOT NULL, row INTEGER NOT NULL,
                    state BLOB NOT NULL);
                """)
    }
}

extension RawStatement {
    /// Binds system, kind, resolution, start and dimension.
    fileprivate mutating func bind(_ key: RollupKey) {
        bind(key.system.text)
        bind(Int64(key.kind.rawValue))
        bind(Int64(key.resolution))
        bind(key.start)
        bind(key.dimension)
    }
}
