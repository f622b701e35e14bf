import GRDB
import Telemetry

/// Finding entries over all parts, and turning rows into what callers see.
extension SQLiteCallStore {
    /// The entry of a key, in the newest part that holds it.
    func entry(_ key: EntryKey, in filter: PartFilters.Name) async throws(StorageError) -> EntryRow? {
        let parts = try await catalog.parts(mayHold: KeyFilter.hash(key), in: filter, among: catalog.parts.reversed())
        for part in parts {
            guard let file = try catalog.file(part.ordinal) else { continue }
            let found = try await file.read { try EntryRow.fetch(key: key, part: part.ordinal, $0) }
            if let found { return found }
        }
        return nil
    }

    /// The entry that made another final: in the part of that one, else in a later part.
    func entry(
        final key: EntryKey, of position: LogPosition, in filter: PartFilters.Name
    ) async throws(StorageError)
        -> EntryRow?
    {
        let parts = catalog.parts
        let later = try await catalog.parts(
            mayHold: KeyFilter.hash(key), in: filter, among: parts.filter { $0.ordinal > position.part })
        for part in parts.filter({ $0.ordinal == position.part }) + later {
            guard let file = try catalog.file(part.ordinal) else { continue }
            let found = try await file.read { try EntryRow.fetch(key: key, part: part.ordinal, $0) }
            if let found { return found }
        }
        return nil
    }

    /// The texts of a row, and what is known of them.
    func content(_ row: EntryRow) async throws(StorageError) -> (bytes: [UInt8]?, state: TextState) {
        guard row.retention != .drop else { return (nil, .none) }
        guard let (file, decompressor) = try catalog.texts(row.position.part, row.retention) else {
            return (nil, .expired)
        }
        let owner = TextFile.owner(row.key)
        let bytes = try await file.read { database in
            try TextFile.text(row: row.position.row, owner: owner, decompressor: decompressor, database)
        }
        return (bytes, bytes == nil ? .expired : .kept(row.retention))
    }

    /// What is known of the texts of a row, without reading them.
    func textState(_ row: EntryRow) -> TextState {
        guard row.retention != .drop, let part = catalog.part(row.position.part) else { return .none }
        return catalog.hasTexts(part, row.retention) ? .kept(row.retention) : .expired
    }

    private func callContent(_ row: EntryRow) async throws(StorageError) -> (content: CallContent, state: TextState) {
        let (bytes, state) = try await content(row)
        guard let bytes else { return (CallContent(), state) }
        do {
            return (try bytes.withUnsafeBytes { try ContentRecord.decode($0) }, state)
        } catch { throw StorageError(error) }
    }

    /// A call with its settlement, wherever that stands.
    /// - Parameter known: its settlement, where that was found with it.
    func stored(
        call row: EntryRow, final known: EntryRow? = nil, texts: Bool
    ) async throws(StorageError) -> StoredCall {
        var call = try row.call()
        var state = textState(row)
        if texts { (call.content, state) = try await callContent(row) }
        var stored = StoredCall(
            position: row.position, arrived: row.arrived, call: call, texts: state, settlement: nil, settledAt: nil)
        if row.settlement != nil {
            stored.settlement = try row.settlement(of: call)
            stored.settledAt = row.position
            return stored
        }
        var final = known
        if final == nil {
            final = try await entry(final: EntryKey(.settlement, row.key.key), of: row.position, in: .keys)
        }
        if let final {
            stored.settlement = try final.settlement(of: nil)
            stored.settledAt = final.position
            if texts, final.retention != .drop {
                stored.settlement?.mergedContent = try await callContent(final).content
            }
        }
        return stored
    }

    func stored(context row: EntryRow, texts: Bool) async throws(StorageError) -> StoredContext {
        var span = try row.context()
        var state = textState(row)
        if texts { (span.content, state) = try await callContent(row) }
        return StoredContext(position: row.position, arrived: row.arrived, span: span, texts: state)
    }

    func stored(event row: EntryRow, texts: Bool) async throws(StorageError) -> StoredEvent {
        var event = try row.event()
        var state = textState(row)
        if texts { (event.content, state) = try await callContent(row) }
        return StoredEvent(position: row.position, arrived: row.arrived, event: event, texts: state)
    }

    func stored(outcome row: EntryRow, texts: Bool) async throws(StorageError) -> StoredOutcome {
        var outcome = try row.outcome()
        var state = textState(row)
        if texts {
            let (bytes, found) = try await content(row)
            state = found
            if let bytes {
                do {
                    (outcome.text, outcome.rationale) = try bytes.withUnsafeBytes {
                        try ContentRecord.decodeOutcome($0)
                    }
                } catch { throw StorageError(error) }
            }
        }
        var joined: JoinedOutcome?
        if let final = try await entry(
            final: EntryKey(.joined, row.key.key), of: row.position, in: .outcomes)
        {
            joined = JoinedOutcome(outcome: outcome.key, call: final.link, row: try final.row())
        }
        return StoredOutcome(
            position: row.position, arrived: row.arrived, outcome: outcome, texts: state, joined: joined)
    }

    /// Rows of every part that a link leads to, in storage order.
    func rows(link: CallKey) async throws(StorageError) -> [EntryRow] {
        let parts = try await catalog.parts(
            mayHold: KeyFilter.hash(link: link), in: .links, among: catalog.parts)
        var rows: [EntryRow] = []
        for part in parts {
            guard let file = try catalog.file(part.ordinal) else { continue }
            rows += try await file.read { database in
                try EntryRow.fetch("link = ? ORDER BY seq", part: part.ordinal, database) {
                    $0.bind(EntryKey(.span, link))
                }
            }
        }
        return rows
    }

    /// The row at a position.
    func entry(at position: LogPosition) async throws(StorageError) -> EntryRow? {
        guard let file = try catalog.file(position.part) else { return nil }
        return try await file.read { database in
            try EntryRow.fetch("seq = ?", part: position.part, database) { $0.bind(position.row) }.first
        }
    }
}
