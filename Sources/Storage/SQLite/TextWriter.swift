import Foundation
import GRDB

/// Writes the texts of the open log part under one retention. Owned by the log's writer.
final class TextWriter {
    let retention: TextRetention
    let file: SQLiteFile
    let decompressor = Decompressor()
    private let compressor: Compressor
    private var dictionary: Int64 = 0
    private var count: Int64 = 0
    private var tryAt = TextFile.textsForDictionary

    /// Opens, or begins, the file of a part. A new file takes over what the file before knows: a dictionary made of its
    /// texts, else its dictionary.
    init(
        path: String, ordinal: Int64, retention: TextRetention, previous: SQLiteFile?
    ) throws(StorageError) {
        self.retention = retention
        compressor = try Compressor()
        file = try SQLiteFile(writing: path, cacheKilobytes: 4_096, checkpointPages: 0)
        do {
            let found = try file.pool.read(SQLiteFile.version)
            guard found <= TextFile.version else {
                throw StorageError(
                    .newerVersion, "The texts were written by a later version of Tiltmeter; use that version.")
            }
            if found == 0 {
                var inherited: [UInt8]?
                if let previous {
                    let texts = try previous.pool.read { try Self.samples($0) }
                    inherited = texts.count >= TextFile.textsForDictionary ? Compressor.train(texts) : nil
                    if inherited == nil { inherited = try previous.pool.read(TextFile.dictionary)?.body }
                }
                try file.pool.write { database in
                    try TextFile.make(ordinal: ordinal, retention: retention, database)
                    if let inherited {
                        try database.execute(
                            sql: "INSERT INTO dictionary (body) VALUES (?)", arguments: [Data(inherited)])
                    }
                }
            }
            let (known, texts) = try file.pool.read { database in
                (
                    try TextFile.dictionary(database),
                    try Int64.fetchOne(database, sql: "SELECT count(*) FROM text") ?? 0
                )
            }
            count = texts
            if let known {
                compressor.use(dictionary: known.body)
                dictionary = known.id
            }
        } catch {
            throw StorageError(error)
        }
    }

    /// Removes texts behind the last entry of the log: their commit never came to be.
    func sweep(after row: Int64) throws -> Int {
        try file.pool.write { database in
            try database.execute(sql: "DELETE FROM text WHERE seq > ?", arguments: [row])
            return database.changesCount
        }
    }

    /// Writes texts in a transaction of their own; durable when it returns. A text that is there already (its entry was
    /// never committed) is replaced.
    func write(_ texts: [(row: Int64, owner: UInt64, text: [UInt8])]) throws {
        try makeDictionaryWhenDue()
        try file.pool.write { database in
            var insert = try RawStatement(
                "INSERT OR REPLACE INTO text (seq, owner, dictionary, size, body) VALUES (?, ?, ?, ?, ?)", database)
            for (row, owner, text) in texts {
                try compressor.compress(text) { body in
                    insert.bind(row)
                    insert.bind(owner)
                    insert.bind(dictionary)
                    insert.bind(Int64(text.count))
                    insert.bind(body)
                    try insert.run()
                }
            }
        }
        count += Int64(texts.count)
    }

    private func makeDictionaryWhenDue() throws {
        guard dictionary == 0, count >= tryAt else { return }
        tryAt = count * 4
        guard let made = Compressor.train(try file.pool.read { try Self.samples($0) }) else { return }
        dictionary = try file.pool.write { database in
            try database.execute(sql: "INSERT INTO dictionary (body) VALUES (?)", arguments: [Data(made)])
            return database.lastInsertedRowID
        }
        compressor.use(dictionary: made)
    }

    /// Texts of a file to make a dictionary of: at most 1,000 of its rows, evenly, and 1 MiB.
    private static func samples(_ database: Database) throws -> [[UInt8]] {
        let count = try Int64.fetchOne(database, sql: "SELECT count(*) FROM text") ?? 0
        let step = max(1, count / 1_000)
        let rows = try Row.fetchCursor(
            database, sql: "SELECT seq, owner FROM text WHERE seq % ? = 0 ORDER BY seq LIMIT 1000", arguments: [step])
        let decompressor = Decompressor()
        var texts: [[UInt8]] = []
        var bytes = 0
        while bytes < 1 << 20, let row = try rows.next() {
            let owner = UInt64(bitPattern: row[1] as Int64)
            guard let text = try TextFile.text(row: row[0], owner: owner, decompressor: decompressor, database) else {
                continue
            }
            texts.append(text)
            bytes += min(text.count, 8_192)
        }
        return texts
    }
}
