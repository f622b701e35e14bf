import GRDB
import GRDBSQLite
import Telemetry

/// A prepared statement of GRDB's cache, bound and stepped through SQLite's own interface: no value is boxed.
struct RawStatement {
    private let statement: Statement
    private let pointer: OpaquePointer
    private var next: Int32 = 1

    /// SQLite copies what it is handed.
    private static var transient: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

    init(_ sql: String, _ database: Database) throws {
        statement = try database.cachedStatement(sql: sql)
        pointer = statement.sqliteStatement
        sqlite3_reset(pointer)
    }

    // Binding, from the first parameter on.

    mutating func bind(_ value: Int64?) {
        if let value { sqlite3_bind_int64(pointer, next, value) } else { sqlite3_bind_null(pointer, next) }
        next += 1
    }

    mutating func bind(_ value: UInt64?) { bind(value.map(Int64.init(bitPattern:))) }

    mutating func bind(_ bytes: UnsafeRawBufferPointer) {
        // An empty buffer may have no address, which SQLite would take for NULL.
        if bytes.isEmpty {
            sqlite3_bind_zeroblob(pointer, next, 0)
        } else {
            sqlite3_bind_blob(pointer, next, bytes.baseAddress, Int32(bytes.count), Self.transient)
        }
        next += 1
    }

    mutating func bind(_ bytes: [UInt8]?) {
        guard let bytes else {
            bind(nil as Int64?)
            return
        }
        bytes.withUnsafeBytes { bind($0) }
    }

    mutating func bind(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            _ = sqlite3_bind_text(
                pointer, next, UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self),
                Int32(bytes.count), Self.transient)
        }
        next += 1
    }

    mutating func bind(_ key: EntryKey?) {
        guard let key else {
            bind(nil as Int64?)
            return
        }
        key.withBytes { bind($0) }
    }

    /// Goes to the next row; false at the end.
    func step() throws -> Bool {
        switch sqlite3_step(pointer) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code:
            let message = sqlite3_errmsg(sqlite3_db_handle(pointer)).map { String(cString: $0) }
            sqlite3_reset(pointer)
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
        }
    }

    /// Runs a statement without rows and makes it ready for other values.
    mutating func run() throws {
        _ = try step()
        reset()
    }

    /// Makes the statement ready for other values.
    mutating func reset() {
        sqlite3_reset(pointer)
        next = 1
    }

    // Columns of the present row, from 0. What they point at is valid until the next step.

    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(pointer, column) == SQLITE_NULL }

    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(pointer, column) }

    func optionalInteger(_ column: Int32) -> Int64? { isNull(column) ? nil : integer(column) }

    func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
        let start = sqlite3_column_blob(pointer, column)
        return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(pointer, column)))
    }

    func optionalBytes(_ column: Int32) -> [UInt8]? { isNull(column) ? nil : Array(bytes(column)) }

    func text(_ column: Int32) -> String { String(decoding: bytes(column), as: UTF8.self) }
}
