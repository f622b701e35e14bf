import CZstd
import Foundation
import GRDB
import Telemetry

/// The schema of a file of texts: those of one log part under one retention, compressed one by one with a dictionary
/// that stands in the file.
enum TextFile {
    static let version = 1
    /// A text is compressed at this level of zstd.
    static let level: Int32 = 3
    /// A file without a dictionary makes one of its own after so many texts.
    static let textsForDictionary: Int64 = 400
    /// A text that says to be longer is taken for damage.
    static let longestText = 256 << 20

    static func make(ordinal: Int64, retention: TextRetention, _ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE part (
                    id INTEGER PRIMARY KEY CHECK (id = 1), ordinal INTEGER NOT NULL, retention INTEGER NOT NULL);
                CREATE TABLE dictionary (id INTEGER PRIMARY KEY, body BLOB NOT NULL);
                CREATE TABLE text (
                    seq INTEGER PRIMARY KEY, owner INTEGER NOT NULL, dictionary INTEGER NOT NULL,
                    size INTEGER NOT NULL, body BLOB NOT NULL);
                PRAGMA user_version = \(version);
                """)
        try database.execute(
            sql: "INSERT INTO part (id, ordinal, retention) VALUES (1, ?, ?)", arguments: [ordinal, retention.rawValue])
    }

    /// The newest dictionary of a file.
    static func dictionary(_ database: Database) throws -> (id: Int64, body: [UInt8])? {
        try Row.fetchOne(database, sql: "SELECT id, body FROM dictionary ORDER BY id DESC LIMIT 1").map { row in
            (row[0], [UInt8](row[1] as Data))
        }
    }

    /// What a text belongs to, in 8 bytes: keeps a text that lost its entry from being shown with another.
    static func owner(_ key: EntryKey) -> UInt64 { key.key.words.high ^ UInt64(key.space.rawValue) }

    /// The text of a row; `nil` when there is none, or that of another entry.
    static func text(
        row: Int64, owner: UInt64, decompressor: Decompressor, _ database: Database
    ) throws -> [UInt8]? {
        var statement = try RawStatement(
            "SELECT dictionary, size, body FROM text WHERE seq = ? AND owner = ?", database)
        statement.bind(row)
        statement.bind(owner)
        defer { statement.reset() }
        guard try statement.step() else { return nil }
        let size = Int(statement.integer(1))
        guard (0...longestText).contains(size) else { throw StorageError.damaged("a text of \(size) bytes") }
        let dictionary = statement.integer(0)
        return try decompressor.decompress(statement.bytes(2), size: size, dictionary: dictionary) {
            try Data.fetchOne(database, sql: "SELECT body FROM dictionary WHERE id = ?", arguments: [dictionary])
                .map { [UInt8]($0) }
        }
    }
}

/// Compresses texts, with or without a dictionary. Owned by one task at a time.
final class Compressor {
    private let context: OpaquePointer
    private var dictionary: OpaquePointer?
    private var buffer: [UInt8] = []

    init() throws(StorageError) {
        guard let context = ZSTD_createCCtx() else { throw StorageError(.fault, "No memory to compress texts with.") }
        self.context = context
        ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, TextFile.level)
        ZSTD_CCtx_setParameter(context, ZSTD_c_dictIDFlag, 0)
    }

    deinit {
        ZSTD_freeCCtx(context)
        ZSTD_freeCDict(dictionary)
    }

    /// From now on texts are compressed with this dictionary.
    func use(dictionary body: [UInt8]) {
        let made = body.withUnsafeBytes { ZSTD_createCDict($0.baseAddress, $0.count, TextFile.level) }
        ZSTD_CCtx_refCDict(context, made)
        ZSTD_freeCDict(dictionary)
        dictionary = made
    }

    /// Hands over the compressed bytes, which are valid within the closure only.
    func compress<Result>(
        _ text: [UInt8], _ body: (UnsafeRawBufferPointer) throws -> Result
    ) throws -> Result {
        let bound = ZSTD_compressBound(text.count)
        if buffer.count < bound { buffer = Array(repeating: 0, count: bound) }
        let size = buffer.withUnsafeMutableBytes { target in
            text.withUnsafeBytes { source in
                ZSTD_compress2(context, target.baseAddress, target.count, source.baseAddress, source.count)
            }
        }
        guard ZSTD_isError(size) == 0 else {
            throw StorageError(.fault, "A text could not be compressed: \(String(cString: ZSTD_getErrorName(size))).")
        }
        return try buffer.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[..<size])) }
    }

    /// Makes a dictionary of texts; `nil` when they are too few or too different.
    static func train(_ texts: [[UInt8]]) -> [UInt8]? {
        let longestSample = 8_192
        let samples = texts.map { $0.prefix(longestSample) }.filter { $0.count >= 8 }
        let all = samples.flatMap { $0 }
        let capacity = min(64 << 10, all.count / 8)
        guard samples.count >= 16, capacity >= 1_024 else { return nil }
        let sizes = samples.map(\.count)
        var dictionary = [UInt8](repeating: 0, count: capacity)
        let size = dictionary.withUnsafeMutableBytes { target in
            all.withUnsafeBytes { source in
                ZDICT_trainFromBuffer(
                    target.baseAddress, target.count, source.baseAddress, sizes, UInt32(sizes.count))
            }
        }
        guard ZDICT_isError(size) == 0 else { return nil }
        return Array(dictionary[..<size])
    }
}
