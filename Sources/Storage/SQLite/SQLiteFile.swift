import GRDB

/// One SQLite file: one connection writes and checkpoints, the others only read.
///
/// Write-ahead log, every commit waits for the disk. SQLite up to 3.51.2 can damage a file when two connections write or
/// checkpoint at once, so only the writing connection ever moves the log into the file.
struct SQLiteFile: Sendable {
    let pool: DatabasePool

    /// Opens a file for reading and writing; makes it when it is missing.
    /// - Parameter cacheKilobytes: page cache of the writing connection.
    /// - Parameter checkpointPages: after so many pages a commit moves the write-ahead log into the file; 0 when the
    ///   owner does it by ``checkpoint()``.
    init(writing path: String, cacheKilobytes: Int, checkpointPages: Int) throws(StorageError) {
        do {
            pool = try DatabasePool(path: path, configuration: Self.configuration(cacheKilobytes: 2_048))
            // GRDB sets NORMAL when it activates the write-ahead log.
            try pool.writeWithoutTransaction { database in
                try database.execute(
                    sql: """
                        PRAGMA synchronous = FULL; PRAGMA secure_delete = OFF; PRAGMA cache_size = -\(cacheKilobytes);
                        PRAGMA wal_autocheckpoint = \(checkpointPages)
                        """)
            }
        } catch {
            throw StorageError(error)
        }
    }

    /// Opens a file that nobody writes any more.
    init(reading path: String) throws(StorageError) {
        do {
            var configuration = Self.configuration(cacheKilobytes: 2_048)
            configuration.readonly = true
            configuration.maximumReaderCount = 2
            pool = try DatabasePool(path: path, configuration: configuration)
        } catch {
            throw StorageError(error)
        }
    }

    private static func configuration(cacheKilobytes: Int) -> Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        configuration.busyMode = .timeout(2)
        configuration.maximumReaderCount = 4
        configuration.prepareDatabase { database in
            try database.execute(
                sql: """
                    PRAGMA wal_autocheckpoint = 0; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY;
                    PRAGMA cache_size = -\(cacheKilobytes)
                    """)
        }
        return configuration
    }

    /// Reads in one snapshot.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StorageError) -> Value {
        do { return try await pool.read(body) } catch { throw StorageError(error) }
    }

    /// Writes in one transaction; durable when it returns.
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StorageError) -> Value {
        do { return try await pool.write(body) } catch { throw StorageError(error) }
    }

    /// The schema version of the file: SQLite's `user_version`.
    static func version(_ database: Database) throws -> Int {
        try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    }

    /// What SQLite finds wrong with the file; empty when it is well. Reads the whole file.
    func faults() async throws(StorageError) -> [String] {
        try await read { database in
            try String.fetchAll(database, sql: "PRAGMA quick_check(20)").filter { $0 != "ok" }
        }
    }
}
