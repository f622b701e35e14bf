import GRDB
import Telemetry

/// A row of a log part as pages read it, texts apart.
struct EntryRow: Sendable {
    static let columns = "seq, kind, key, arrived, link, texts, settled, settlement, record"

    var position: LogPosition
    var kind: EntryDraft.Kind
    var key: EntryKey
    var arrived: Timestamp
    var link: CallKey?
    var retention: TextRetention
    var settled: [UInt8]?
    var settlement: [UInt8]?
    var record: [UInt8]

    /// Reads the present row of a statement that selects ``columns``.
    init(_ statement: RawStatement, part: Int64) throws {
        guard let kind = EntryDraft.Kind(rawValue: statement.integer(1)),
            let retention = TextRetention(rawValue: Int(statement.integer(5)))
        else { throw StorageError.damaged("an unknown kind of entry") }
        position = LogPosition(part: part, row: statement.integer(0))
        self.kind = kind
        key = try EntryKey(statement.bytes(2))
        arrived = Timestamp(nanoseconds: statement.integer(3))
        link = statement.isNull(4) ? nil : try EntryKey(statement.bytes(4)).key
        self.retention = retention
        settled = statement.optionalBytes(6)
        settlement = statement.optionalBytes(7)
        record = Array(statement.bytes(8))
    }

    /// Rows that a condition finds, in storage order or against it.
    static func fetch(
        _ condition: String, part: Int64, _ database: Database, _ bind: (inout RawStatement) -> Void
    ) throws -> [EntryRow] {
        var statement = try RawStatement("SELECT \(columns) FROM entry WHERE \(condition)", database)
        bind(&statement)
        defer { statement.reset() }
        var rows: [EntryRow] = []
        while try statement.step() { rows.append(try EntryRow(statement, part: part)) }
        return rows
    }

    static func fetch(key: EntryKey, part: Int64, _ database: Database) throws -> EntryRow? {
        try fetch("key = ?", part: part, database) { $0.bind(key) }.first
    }

    /// The spans of keys as far as they stand in a part, each with its settlement where that is a row of the same part.
    static func calls(
        _ keys: some Sequence<CallKey>, part: Int64, _ database: Database
    ) throws -> [(call: EntryRow, final: EntryRow?)] {
        var statement = try RawStatement("SELECT \(columns) FROM entry WHERE key = ?", database)
        defer { statement.reset() }
        func row(_ key: EntryKey) throws -> EntryRow? {
            statement.reset()
            statement.bind(key)
            return try statement.step() ? try EntryRow(statement, part: part) : nil
        }
        return try keys.compactMap { key in
            guard let call = try row(EntryKey(.span, key)) else { return nil }
            return (call, call.settlement == nil ? try row(EntryKey(.settlement, key)) : nil)
        }
    }

    func call() throws(StorageError) -> Call {
        do {
            return try record.withUnsafeBytes { try CallRecord.decode($0, key: key.key) }
        } catch { throw StorageError(error) }
    }

    func context() throws(StorageError) -> ContextSpan {
        do { return try record.withUnsafeBytes { try ContextRecord.decode($0) } } catch { throw StorageError(error) }
    }

    func event() throws(StorageError) -> ContentEvent {
        do {
            return try record.withUnsafeBytes { try EventRecord.decode($0, key: key.key) }
        } catch { throw StorageError(error) }
    }

    func outcome() throws(StorageError) -> Outcome {
        do {
            return try record.withUnsafeBytes { try OutcomeRecord.decode($0, key: key.key) }
        } catch { throw StorageError(error) }
    }

    /// The settlement in this row.
    /// - Parameter call: the call, when the row is a call's own.
    func settlement(of call: Call?) throws(StorageError) -> Settlement? {
        guard let settlement else { return nil }
        do {
            var decoded = try settlement.withUnsafeBytes {
                try SettlementRecord.decode($0, key: key.key, call: call)
            }
            decoded.row = try row()
            return decoded
        } catch { throw StorageError(error) }
    }

    func row() throws(StorageError) -> SettledRow? {
        guard let settled else { return nil }
        do { return try settled.withUnsafeBytes { try SettledRowRecord.decode($0) } } catch {
            throw StorageError(error)
        }
    }
}
