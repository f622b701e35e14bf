import GRDB
public import Telemetry

extension SQLiteCallStore {
    /// See ``CallStore/call(_:)``.
    public func call(_ key: CallKey) async throws(StorageError) -> CallDossier? {
        guard let row = try await entry(EntryKey(.span, key), in: .keys), row.kind == .call else { return nil }
        let call = try await stored(call: row, texts: true)
        var events: [StoredEvent] = []
        if let trace = call.call.traceID, let span = call.call.spanID {
            for row in try await rows(link: EntryDraft.link(trace)) where row.kind == .event {
                guard try row.event().spanID == span else { continue }
                events.append(try await stored(event: row, texts: true))
            }
        }
        var outcomes: [StoredOutcome] = []
        for joined in try await rows(link: key) where joined.kind == .joined {
            guard let row = try await entry(EntryKey(.outcome, joined.key.key), in: .outcomes) else { continue }
            outcomes.append(try await stored(outcome: row, texts: true))
        }
        return CallDossier(
            call: call, events: events.sorted { ($0.event.time, $0.position) < ($1.event.time, $1.position) },
            outcomes: outcomes.sorted { $0.position < $1.position })
    }

    /// See ``CallStore/calls(_:texts:)``.
    public func calls(_ keys: [CallKey], texts: Bool) async throws(StorageError) -> [StoredCall] {
        var rows: [CallKey: (call: EntryRow, final: EntryRow?)] = [:]
        var wanted = Array(Set(keys))
        for part in catalog.parts.reversed() where !wanted.isEmpty {
            var here: [CallKey] = []
            for key in wanted {
                let mayHold = try await catalog.parts(
                    mayHold: KeyFilter.hash(EntryKey(.span, key)), in: .keys, among: [part])
                if !mayHold.isEmpty { here.append(key) }
            }
            guard !here.isEmpty, let file = try catalog.file(part.ordinal) else { continue }
            // A reader holds its snapshot while it reads: not for more than some milliseconds.
            for start in stride(from: 0, to: here.count, by: 1_024) {
                let chunk = here[start..<min(start + 1_024, here.count)]
                for (call, final) in try await file.read({ try EntryRow.calls(chunk, part: part.ordinal, $0) }) {
                    rows[call.key.key] = (call, final)
                }
            }
            wanted.removeAll { rows[$0] != nil }
        }
        var found: [StoredCall] = []
        for key in keys {
            guard let (row, final) = rows[key], row.kind == .call else { continue }
            found.append(try await stored(call: row, final: final, texts: texts))
        }
        return found
    }

    /// See ``CallStore/latestCalls(_:)``.
    public func latestCalls(_ query: CallQuery) async throws(StorageError) -> CallPage {
        let limit = max(1, min(query.limit, 1_000))
        var cursor = query.before ?? LogPosition(part: .max, row: .max)
        var effort = max(limit, query.effort)
        var page: [StoredCall] = []
        for part in catalog.parts.reversed() where part.ordinal <= cursor.part {
            guard let file = try catalog.file(part.ordinal) else { continue }
            var before = part.ordinal == cursor.part ? cursor.row : .max
            while true {
                let chunk = min(1_000, max(2 * (limit - page.count), 64), effort)
                let (rows, looked, last) = try await file.read { [before] database in
                    try Self.listed(query, part: part.ordinal, before: before, limit: chunk, database)
                }
                for item in rows {
                    cursor = item.row.position
                    guard let call = try await listed(item, query) else { continue }
                    page.append(call)
                    if page.count == limit { return CallPage(calls: page, next: cursor) }
                }
                effort -= looked
                guard looked == chunk else { break }
                before = last
                cursor = LogPosition(part: part.ordinal, row: last)
                if effort <= 0 { return CallPage(calls: page, next: cursor) }
            }
            cursor = LogPosition(part: part.ordinal, row: 0)
        }
        return CallPage(calls: page, next: nil)
    }

    /// A row that a list goes by, with its other half as far as that stands in the same part.
    private struct Listed {
        /// A call; in the list of a system also the settlement of a call that inherited it.
        var row: EntryRow
        /// The settlement of a call, the call of a settlement.
        var other: EntryRow?
    }

    /// Rows that a list goes by, newest first. Says how many rows it looked at, and the last of them.
    private static func listed(
        _ query: CallQuery, part: Int64, before: Int64, limit: Int, _ database: Database
    ) throws -> (rows: [Listed], looked: Int, last: Int64) {
        var system: Int64?
        if let slug = query.system {
            system = try Int64.fetchOne(database, sql: "SELECT id FROM system WHERE slug = ?", arguments: [slug.text])
            guard system != nil else { return ([], 0, before) }
        }
        let condition = system == nil ? "seq < ?" : "system = ? AND seq < ?"
        var statement = try RawStatement(
            "SELECT \(EntryRow.columns), time FROM entry WHERE \(condition) ORDER BY seq DESC LIMIT ?", database)
        if let system { statement.bind(system) }
        statement.bind(before)
        statement.bind(Int64(limit))
        defer { statement.reset() }
        var rows: [Listed] = []
        var looked = 0
        var last = before
        while try statement.step() {
            looked += 1
            last = statement.integer(0)
            switch EntryDraft.Kind(rawValue: statement.integer(1)) {
            case .call:
                // Rows outside the wanted time need not be decoded.
                if let time = statement.optionalInteger(9), !query.admits(Timestamp(nanoseconds: time)) { continue }
                let row = try EntryRow(statement, part: part)
                let final =
                    row.settlement == nil
                    ? try EntryRow.fetch(key: EntryKey(.settlement, row.key.key), part: part, database) : nil
                rows.append(Listed(row: row, other: final))
            case .settlement:
                guard system != nil else { continue }
                let row = try EntryRow(statement, part: part)
                let call = try EntryRow.fetch(key: EntryKey(.span, row.key.key), part: part, database)
                rows.append(Listed(row: row, other: call))
            case .context, .event, .outcome, .joined, nil: continue
            }
        }
        return (rows, looked, last)
    }

    /// The call of a listed row, if the query wants it.
    private func listed(_ item: Listed, _ query: CallQuery) async throws(StorageError) -> StoredCall? {
        let isCall = item.row.kind == .call
        let final = isCall ? item.other : item.row
        if query.slice != .all, let row = try (final ?? item.row).row() {
            guard query.slice.values.allSatisfy(row.slices.contains) else { return nil }
        }
        var row: EntryRow? = isCall ? item.row : item.other
        if row == nil { row = try await entry(EntryKey(.span, item.row.key.key), in: .keys) }
        guard let row, row.kind == .call else { return nil }
        let call = try await stored(call: row, final: final, texts: false)
        guard query.admits(call.call.time) else { return nil }
        if let system = query.system, call.system != system { return nil }
        if query.slice != .all {
            guard let values = call.settlement?.row?.slices, query.slice.values.allSatisfy(values.contains) else {
                return nil
            }
        }
        return query.condition?(call) ?? true ? call : nil
    }

    /// See ``CallStore/trace(_:texts:)``.
    public func trace(_ id: TraceID, texts: Bool) async throws(StorageError) -> StoredTrace? {
        var trace = StoredTrace(id: id, calls: [], contexts: [], events: [])
        for row in try await rows(link: EntryDraft.link(id)) {
            switch row.kind {
            case .call: trace.calls.append(try await stored(call: row, texts: texts))
            case .context: trace.contexts.append(try await stored(context: row, texts: texts))
            case .event: trace.events.append(try await stored(event: row, texts: texts))
            case .settlement, .outcome, .joined: continue
            }
        }
        return trace.calls.isEmpty && trace.contexts.isEmpty && trace.events.isEmpty ? nil : trace
    }
}

extension CallQuery {
    fileprivate func admits(_ time: Timestamp) -> Bool {
        if let from, time < from { return false }
        if let to, time >= to { return false }
        return true
    }
}
