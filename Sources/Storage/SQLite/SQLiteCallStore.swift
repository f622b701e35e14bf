import GRDB
public import Telemetry

/// The log in SQLite files: `log/`, with its texts in `texts/`.
public struct SQLiteCallStore: CallStore {
    let writer: LogWriter
    let catalog: PartCatalog
    let awaited: AwaitedIndex
    let control: SQLiteFile

    init(folder: FolderLayout, control: ControlDatabase, limits: StorageLimits) {
        self.control = control.file
        catalog = PartCatalog(folder: folder, control: control.file, limits: limits)
        awaited = AwaitedIndex(limit: limits.awaitedOutcomes)
        writer = LogWriter(catalog: catalog, control: control.file, awaited: awaited, limits: limits)
    }

    /// See ``CallStore/append(_:arrived:)``.
    public func append(_ entries: [LogEntry], arrived: Timestamp) async throws(StorageError) -> [AppendResult] {
        guard !entries.isEmpty else { return [] }
        return try await writer.append(entries.map(EntryDraft.init), arrived: arrived)
    }

    /// See ``CallStore/end()``.
    public func end() async throws(StorageError) -> LogPosition { catalog.end }

    /// See ``CallStore/settledRows(after:limit:)``.
    public func settledRows(
        after position: LogPosition, limit: Int
    ) async throws(StorageError) -> SettledRows {
        var items: [SettledRows.Item] = []
        var end = position
        let parts = catalog.parts.filter { $0.ordinal >= position.part && $0.end > position }
        for (index, part) in parts.enumerated() {
            guard let file = try catalog.file(part.ordinal) else { continue }
            let first = part.ordinal == position.part ? position.row : 0
            let wanted = limit - items.count
            let (found, lastRow) = try await file.read { database in
                try LogPart.settledRows(ordinal: part.ordinal, after: first, limit: wanted, database)
            }
            items += found
            guard found.count < wanted else {
                end = found.last?.position ?? end
                return SettledRows(items: items, end: end, hasMore: end.row < lastRow || index < parts.count - 1)
            }
            end = LogPosition(part: part.ordinal, row: max(first, lastRow))
        }
        return SettledRows(items: items, end: end, hasMore: false)
    }

    /// See ``CallStore/parts()``.
    public func parts() async throws(StorageError) -> [LogPartSummary] {
        catalog.parts.map { part in
            var texts: [TextRetention: Int64] = [:]
            for retention in TextRetention.allCases {
                let bytes = catalog.folder.size(catalog.folder.texts(part.name, retention))
                if bytes > 0 { texts[retention] = bytes }
            }
            return LogPartSummary(
                ordinal: part.ordinal, name: part.name, isOpen: part.isOpen, entries: part.lastRow, calls: part.calls,
                arrived: part.arrived, bytes: catalog.folder.size(catalog.folder.log(part.name)), textBytes: texts)
        }
    }

    /// See ``CallStore/retain(now:logBefore:)``.
    public func retain(now: Timestamp, logBefore: Timestamp) async throws(StorageError) -> RetentionReport {
        let folded = try await control.read { try SQLiteRollupStore.checkpoint($0)?.position ?? .start }
        return try await writer.retain(now: now, logBefore: logBefore, folded: folded)
    }

    /// A setting of the connection that writes the open part; an error while the log is empty. For tests.
    package func openPartPragma(_ name: String) async throws -> Int {
        guard let part = catalog.parts.last, part.isOpen, let file = try catalog.file(part.ordinal) else {
            throw StorageError(.unknown, "There is no open part.")
        }
        return try await file.pool.writeWithoutTransaction { database in
            try Int.fetchOne(database, sql: "PRAGMA \(name)") ?? -1
        }
    }
}
