import Foundation
import GRDB
import Telemetry

/// One file of the log: its schema, and every question that is asked of one part.
enum LogPart {
    static let version = 1

    /// Makes the schema of a new part.
    static func make(ordinal: Int64, name: String, _ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE part (id INTEGER PRIMARY KEY CHECK (id = 1), ordinal INTEGER NOT NULL, name TEXT NOT NULL);
                CREATE TABLE system (
                    id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, calls INTEGER NOT NULL, first INTEGER NOT NULL,
                    last INTEGER NOT NULL);
                CREATE TABLE entry (
                    seq INTEGER PRIMARY KEY, kind INTEGER NOT NULL, key BLOB NOT NULL, hash INTEGER NOT NULL,
                    arrived INTEGER NOT NULL, system INTEGER, link BLOB, response INTEGER, session INTEGER,
                    texts INTEGER NOT NULL, time INTEGER, settled BLOB, settlement BLOB, record BLOB NOT NULL);
                CREATE UNIQUE INDEX entry_key ON entry (key);
                CREATE INDEX entry_system ON entry (system) WHERE system IS NOT NULL;
                CREATE INDEX entry_link ON entry (link) WHERE link IS NOT NULL;
                CREATE INDEX entry_response ON entry (response) WHERE response IS NOT NULL;
                CREATE INDEX entry_session ON entry (session) WHERE session IS NOT NULL;
                CREATE TABLE unsettled (seq INTEGER PRIMARY KEY);
                CREATE TABLE awaited (seq INTEGER PRIMARY KEY, target INTEGER NOT NULL);
                CREATE TABLE elsewhere (
                    part INTEGER NOT NULL, seq INTEGER NOT NULL, key BLOB NOT NULL, PRIMARY KEY (part, seq))
                    WITHOUT ROWID;
                PRAGMA user_version = \(version);
                """)
        try database.execute(
            sql: "INSERT INTO part (id, ordinal, name) VALUES (1, ?, ?)", arguments: [ordinal, name])
    }

    /// What a part says about itself.
    struct Summary: Sendable {
        var ordinal: Int64
        var lastRow: Int64
        var calls: Int64
        var arrived: ClosedRange<Timestamp>?
        /// Per system (empty for entries without): its number in this part, calls, and the range of entries' times.
        var systems: [String: SystemRange]
        var unsettled: Int64
        var awaited: Int64
    }

    /// What a part holds of one system.
    struct SystemRange: Sendable, Hashable, Codable {
        var id: Int64
        var calls: Int64
        var first: Int64
        var last: Int64
    }

    /// `nil` for a file that was begun and never finished.
    static func summary(_ database: Database) throws -> Summary? {
        let found = try SQLiteFile.version(database)
        guard found > 0 else { return nil }
        guard found <= version else {
            throw StorageError(
                .newerVersion, "The log was written by a later version of Tiltmeter; use that version.")
        }
        guard let ordinal = try Int64.fetchOne(database, sql: "SELECT ordinal FROM part") else {
            throw StorageError.damaged("a log part without its number")
        }
        var systems: [String: SystemRange] = [:]
        for row in try Row.fetchAll(database, sql: "SELECT slug, id, calls, first, last FROM system") {
            systems[row[0]] = SystemRange(id: row[1], calls: row[2], first: row[3], last: row[4])
        }
        let first = try Int64.fetchOne(database, sql: "SELECT arrived FROM entry ORDER BY seq LIMIT 1")
        let last = try Row.fetchOne(database, sql: "SELECT seq, arrived FROM entry ORDER BY seq DESC LIMIT 1")
        var arrived: ClosedRange<Timestamp>?
        if let first, let last {
            let end: Int64 = last[1]
            arrived = Timestamp(nanoseconds: min(first, end))...Timestamp(nanoseconds: max(first, end))
        }
        return Summary(
            ordinal: ordinal, lastRow: last?[0] ?? 0, calls: systems.values.reduce(0) { $0 + $1.calls },
            arrived: arrived, systems: systems,
            unsettled: try Int64.fetchOne(database, sql: "SELECT count(*) FROM unsettled") ?? 0,
            awaited: try Int64.fetchOne(database, sql: "SELECT count(*) FROM awaited") ?? 0)
    }

    /// The filters of a part that takes nothing more.
    static func filters(_ database: Database) throws -> PartFilters {
        func count(_ condition: String) throws -> Int {
            try Int.fetchOne(database, sql: "SELECT count(*) FROM \(condition)") ?? 0
        }
        let elsewhere = try count("elsewhere")
        var keys = KeyFilter(capacity: try count("entry WHERE kind <= 3") + elsewhere)
        var outcomes = KeyFilter(capacity: try count("entry WHERE kind = 5") + elsewhere)
        var links = KeyFilter(
            capacity: try count("entry WHERE link IS NOT NULL") + count("entry WHERE response IS NOT NULL")
                + count("entry WHERE session IS NOT NULL"))
        // What is settled or joined in the part of its own call or outcome is found by that one's key.
        for source in ["entry INDEXED BY entry_key", "elsewhere"] {
            var statement = try RawStatement("SELECT key FROM \(source)", database)
            while try statement.step() {
                let bytes = statement.bytes(0)
                switch try EntryKey(bytes).space {
                case .span, .event: keys.insert(KeyFilter.hash(bytes, .key))
                case .outcome: outcomes.insert(KeyFilter.hash(bytes, .key))
                case .settlement: if source == "elsewhere" { keys.insert(KeyFilter.hash(bytes, .key)) }
                case .joined: if source == "elsewhere" { outcomes.insert(KeyFilter.hash(bytes, .key)) }
                }
            }
            statement.reset()
        }
        var statement = try RawStatement("SELECT link FROM entry WHERE link IS NOT NULL", database)
        while try statement.step() { links.insert(KeyFilter.hash(statement.bytes(0), .link)) }
        statement.reset()
        for (column, topic) in [("response", KeyFilter.Topic.response), ("session", .session)] {
            statement = try RawStatement("SELECT \(column) FROM entry WHERE \(column) IS NOT NULL", database)
            while try statement.step() {
                links.insert(KeyFilter.hash(UInt64(bitPattern: statement.integer(0)), topic))
            }
            statement.reset()
        }
        return PartFilters(keys: keys, outcomes: outcomes, links: links)
    }

    /// What stands under a key.
    struct Found {
        var row: Int64
        var hash: UInt64
        var kind: EntryDraft.Kind
        /// The system's number in this part.
        var system: Int64?

        /// What an entry with this key meets.
        func result(for draft: EntryDraft) -> AppendResult {
            hash == draft.hash && kind == draft.kind ? .known : .conflict
        }
    }

    /// Finds entries by key.
    struct Finder {
        private var statement: RawStatement

        init(_ database: Database) throws {
            statement = try RawStatement("SELECT seq, hash, kind, system FROM entry WHERE key = ?", database)
        }

        mutating func find(_ key: EntryKey) throws -> Found? {
            statement.bind(key)
            defer { statement.reset() }
            guard try statement.step() else { return nil }
            guard let kind = EntryDraft.Kind(rawValue: statement.integer(2)) else {
                throw StorageError.damaged("an unknown kind of entry")
            }
            return Found(
                row: statement.integer(0), hash: UInt64(bitPattern: statement.integer(1)), kind: kind,
                system: statement.optionalInteger(3))
        }
    }

    static func find(_ key: EntryKey, _ database: Database) throws -> Found? {
        var finder = try Finder(database)
        return try finder.find(key)
    }

    /// Rows of the folds behind a row.
    static func settledRows(
        ordinal: Int64, after row: Int64, limit: Int, _ database: Database
    ) throws -> (items: [SettledRows.Item], lastRow: Int64) {
        var statement = try RawStatement(
            "SELECT seq, settled FROM entry WHERE seq > ? AND settled IS NOT NULL ORDER BY seq LIMIT ?", database)
        statement.bind(row)
        statement.bind(Int64(limit))
        defer { statement.reset() }
        var decoder = SettledRowRecord.Decoder()
        var items: [SettledRows.Item] = []
        while try statement.step() {
            items.append(
                SettledRows.Item(
                    position: LogPosition(part: ordinal, row: statement.integer(0)),
                    row: try decoder.decode(statement.bytes(1))))
        }
        let last = try Int64.fetchOne(database, sql: "SELECT max(seq) FROM entry") ?? 0
        return (items, last)
    }
}
