import Foundation
import GRDB
import Synchronization
import Telemetry

/// The parts of the log: their summaries, and their files, of which closed ones are opened when somebody reads.
final class PartCatalog: Sendable {
    /// One part, as everybody but its writer knows it.
    struct Part: Sendable {
        var ordinal: Int64
        var name: String
        var isOpen: Bool
        var lastRow: Int64
        var calls: Int64
        var arrived: ClosedRange<Timestamp>?
        /// Per system (empty for entries without): calls and the range of entries' times.
        var systems: [String: LogPart.SystemRange]
        var unsettled: Int64
        var awaited: Int64

        var end: LogPosition { LogPosition(part: ordinal, row: lastRow) }

        /// The UTC day that its name begins with.
        var day: CivilDate? { PartName(name)?.day }
    }

    private struct FilterName: Hashable {
        var ordinal: Int64
        var name: PartFilters.Name
    }

    private struct State {
        var parts: [Part] = []
        var files: [String: (file: SQLiteFile, decompressor: Decompressor, used: UInt64)] = [:]
        var filters: [FilterName: (filter: KeyFilter, used: UInt64)] = [:]
        var filterBytes = 0
        var open: (ordinal: Int64, file: SQLiteFile, texts: [TextRetention: (SQLiteFile, Decompressor)])?
        var clock: UInt64 = 0
    }

    let folder: FolderLayout
    private let control: SQLiteFile
    private let limits: StorageLimits
    private let state = Mutex(State())

    init(folder: FolderLayout, control: SQLiteFile, limits: StorageLimits) {
        self.folder = folder
        self.control = control
        self.limits = limits
    }

    static func makeParts(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE log_part (
                    ordinal INTEGER PRIMARY KEY, name TEXT NOT NULL, last_row INTEGER NOT NULL, calls INTEGER NOT NULL,
                    first_arrived INTEGER, last_arrived INTEGER, systems TEXT NOT NULL, unsettled INTEGER NOT NULL,
                    awaited INTEGER NOT NULL, removed INTEGER, keys BLOB, outcomes BLOB, links BLOB);
                """)
    }

    // Parts, oldest first.

    var parts: [Part] { state.withLock { $0.parts } }

    var end: LogPosition { state.withLock { $0.parts.last { $0.lastRow > 0 }?.end } ?? .start }

    func part(_ ordinal: Int64) -> Part? { state.withLock { state in state.parts.first { $0.ordinal == ordinal } } }

    func set(_ parts: [Part]) {
        state.withLock { $0.parts = parts.sorted { $0.ordinal < $1.ordinal } }
    }

    /// A part that takes entries from now on.
    func opened(_ part: Part, _ file: SQLiteFile) {
        state.withLock { state in
            if let index = state.parts.firstIndex(where: { $0.ordinal == part.ordinal }) {
                state.parts[index] = part
            } else {
                state.parts.append(part)
            }
            state.open = (part.ordinal, file, [:])
        }
    }

    /// Texts of the open part have a file from now on.
    func opened(_ texts: TextWriter) {
        state.withLock { $0.open?.texts[texts.retention] = (texts.file, texts.decompressor) }
    }

    /// What the open part holds after a commit.
    func committed(_ part: Part) {
        state.withLock { state in
            guard let index = state.parts.lastIndex(where: { $0.ordinal == part.ordinal }) else { return }
            state.parts[index] = part
        }
    }

    /// The open part takes nothing more.
    func closed(_ part: Part, _ filters: PartFilters) {
        state.withLock { state in
            state.open = nil
            if let index = state.parts.firstIndex(where: { $0.ordinal == part.ordinal }) { state.parts[index] = part }
            for name in PartFilters.Name.allCases { keep(filters[name], part.ordinal, name, &state) }
        }
    }

    /// A part whose files are about to be unlinked: nobody finds it any more. Readers that hold its file finish.
    func forget(_ ordinal: Int64) {
        state.withLock { state in
            guard let part = state.parts.first(where: { $0.ordinal == ordinal }) else { return }
            state.parts.removeAll { $0.ordinal == ordinal }
            if state.open?.ordinal == ordinal { state.open = nil }
            for name in PartFilters.Name.allCases {
                if let known = state.filters.removeValue(forKey: FilterName(ordinal: ordinal, name: name)) {
                    state.filterBytes -= known.filter.bits.count
                }
            }
            state.files[folder.log(part.name)] = nil
            for retention in TextRetention.allCases { state.files[folder.texts(part.name, retention)] = nil }
        }
    }

    /// Texts that are about to be unlinked.
    func forgetTexts(_ name: String, _ retention: TextRetention) {
        state.withLock { $0.files[folder.texts(name, retention)] = nil }
    }

    /// Lets go of every file.
    func close() {
        state.withLock { state in
            state.files = [:]
            state.open = nil
        }
    }

    // Files.

    /// The file of a part, for reading; `nil` when the part is gone.
    func file(_ ordinal: Int64) throws(StorageError) -> SQLiteFile? {
        let (open, name) = state.withLock { state in
            (
                state.open.flatMap { $0.ordinal == ordinal ? $0.file : nil },
                state.parts.first { $0.ordinal == ordinal }?.name
            )
        }
        if let open { return open }
        guard let name else { return nil }
        return try reading(folder.log(name))?.file
    }

    /// The file of a part's texts; `nil` when it is gone, or never was.
    func texts(
        _ ordinal: Int64, _ retention: TextRetention
    ) throws(StorageError) -> (file: SQLiteFile, decompressor: Decompressor)? {
        let (open, name) = state.withLock { state in
            (
                state.open.flatMap { $0.ordinal == ordinal ? $0.texts[retention] : nil },
                state.parts.first { $0.ordinal == ordinal }?.name
            )
        }
        if let open { return (open.0, open.1) }
        guard let name else { return nil }
        return try reading(folder.texts(name, retention))
    }

    /// Whether a part's texts are still there, without opening them.
    func hasTexts(_ part: Part, _ retention: TextRetention) -> Bool {
        FileManager.default.fileExists(atPath: folder.texts(part.name, retention))
    }

    private func reading(_ path: String) throws(StorageError) -> (file: SQLiteFile, decompressor: Decompressor)? {
        let known = state.withLock { state -> (SQLiteFile, Decompressor)? in
            state.clock += 1
            guard let found = state.files[path] else { return nil }
            state.files[path]?.used = state.clock
            return (found.file, found.decompressor)
        }
        if let known { return known }
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let opened = (try SQLiteFile(reading: path), Decompressor())
        state.withLock { state in
            state.files[path] = (opened.0, opened.1, state.clock)
            while state.files.count > limits.openFiles,
                let oldest = state.files.min(by: { $0.value.used < $1.value.used })
            {
                state.files[oldest.key] = nil
            }
        }
        return opened
    }

    // Filters.

    /// Of some parts those that may hold something: the open part always, closed ones as their filters say.
    func parts(
        mayHold hash: UInt64, in name: PartFilters.Name, among parts: [Part]
    ) async throws(StorageError) -> [Part] {
        var found: [Part] = []
        for part in parts {
            if !part.isOpen, let filter = try await filter(name, part.ordinal), !filter.mayContain(hash) { continue }
            found.append(part)
        }
        return found
    }

    private func filter(_ name: PartFilters.Name, _ ordinal: Int64) async throws(StorageError) -> KeyFilter? {
        if let known = cached(ordinal, name) { return known }
        let loaded = try await control.read { try Self.filter(ordinal, name, $0) }
        return keep(loaded, ordinal, name)
    }

    /// Whether a closed part may hold something; for the log's writer, which waits on its own thread.
    func mayHold(_ hash: UInt64, in name: PartFilters.Name, _ ordinal: Int64) throws -> Bool {
        if let known = cached(ordinal, name) { return known.mayContain(hash) }
        let loaded = try control.pool.read { try Self.filter(ordinal, name, $0) }
        return keep(loaded, ordinal, name)?.mayContain(hash) ?? true
    }

    private func cached(_ ordinal: Int64, _ name: PartFilters.Name) -> KeyFilter? {
        state.withLock { state in
            state.clock += 1
            let name = FilterName(ordinal: ordinal, name: name)
            state.filters[name]?.used = state.clock
            return state.filters[name]?.filter
        }
    }

    private func keep(_ filter: KeyFilter?, _ ordinal: Int64, _ name: PartFilters.Name) -> KeyFilter? {
        guard let filter else { return nil }
        state.withLock { keep(filter, ordinal, name, &$0) }
        return filter
    }

    private func keep(_ filter: KeyFilter, _ ordinal: Int64, _ name: PartFilters.Name, _ state: inout State) {
        state.clock += 1
        let before = state.filters.updateValue((filter, state.clock), forKey: FilterName(ordinal: ordinal, name: name))
        state.filterBytes += filter.bits.count - (before?.filter.bits.count ?? 0)
        while state.filterBytes > limits.filterBytes, state.filters.count > 1,
            let oldest = state.filters.min(by: { $0.value.used < $1.value.used })
        {
            state.filterBytes -= oldest.value.filter.bits.count
            state.filters[oldest.key] = nil
        }
    }

    private static func filter(
        _ ordinal: Int64, _ name: PartFilters.Name, _ database: Database
    ) throws -> KeyFilter? {
        let bits = try Data.fetchOne(
            database, sql: "SELECT \(name.rawValue) FROM log_part WHERE ordinal = ?", arguments: [ordinal])
        return bits.flatMap { KeyFilter(stored: [UInt8]($0)) }
    }

    // Summaries in control.db: of closed parts.

    static func save(_ part: Part, _ filters: PartFilters, _ database: Database) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let systems = String(decoding: try encoder.encode(part.systems), as: UTF8.self)
        try database.execute(
            sql: """
                INSERT OR REPLACE INTO log_part (ordinal, name, last_row, calls, first_arrived, last_arrived, systems,
                    unsettled, awaited, keys, outcomes, links)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                part.ordinal, part.name, part.lastRow, part.calls, part.arrived?.lowerBound.nanoseconds,
                part.arrived?.upperBound.nanoseconds, systems, part.unsettled, part.awaited, Data(filters.keys.bits),
                Data(filters.outcomes.bits), Data(filters.links.bits),
            ])
    }

    /// Summaries of closed parts by name; and the highest ordinal ever given out.
    static func saved(_ database: Database) throws -> (parts: [String: Part], highest: Int64) {
        var parts: [String: Part] = [:]
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT ordinal, name, last_row, calls, first_arrived, last_arrived, systems, unsettled, awaited
                FROM log_part WHERE removed IS NULL
                """)
        while let row = try rows.next() {
            let systems: String = row["systems"]
            var arrived: ClosedRange<Timestamp>?
            if let first = row.optionalTime("first_arrived"), let last = row.optionalTime("last_arrived") {
                arrived = first...last
            }
            let part = Part(
                ordinal: row["ordinal"], name: row["name"], isOpen: false, lastRow: row["last_row"],
                calls: row["calls"], arrived: arrived,
                systems: try JSONDecoder().decode([String: LogPart.SystemRange].self, from: Data(systems.utf8)),
                unsettled: row["unsettled"], awaited: row["awaited"])
            parts[part.name] = part
        }
        let highest = try Int64.fetchOne(database, sql: "SELECT max(ordinal) FROM log_part") ?? 0
        return (parts, highest)
    }
}
