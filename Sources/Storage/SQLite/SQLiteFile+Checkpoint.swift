import GRDB
import GRDBSQLite

extension SQLiteFile {
    /// Pages that the writing connection has put into the write-ahead log since it was opened.
    func pagesWritten(_ database: Database) -> Int {
        var current: Int32 = 0
        var highest: Int32 = 0
        sqlite3_db_status(database.sqliteConnection, SQLITE_DBSTATUS_CACHE_WRITE, &current, &highest, 0)
        return Int(current)
    }

    /// Moves the write-ahead log into the file, as far as readers allow. Runs on the writing connection, between
    /// commits; waits for nobody.
    func checkpoint() throws {
        try pool.writeWithoutTransaction { database in
            _ = try database.checkpoint(.passive)
        }
    }

    /// Moves everything into the file and empties the write-ahead log, for a file that takes nothing more. Where a
    /// reader is in the way some of the log stays beside the file, as good as in it.
    func finish() throws {
        try pool.writeWithoutTransaction { database in
            _ = try database.checkpoint(.passive)
            do {
                _ = try database.checkpoint(.truncate)
            } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
                return
            }
        }
    }

    /// Moves everything into the file and closes it.
    func close() throws(StorageError) {
        do {
            try finish()
            try pool.close()
        } catch {
            throw StorageError(error)
        }
    }
}
