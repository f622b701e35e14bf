import GRDB
public import Telemetry

extension SQLiteCallStore {
    /// See ``CallStore/unsettled(arrivedSince:)``.
    public func unsettled(arrivedSince: Timestamp) async throws(StorageError) -> Unsettled {
        var found = Unsettled(calls: [], contexts: [], events: [])
        var settled: Set<LogPosition> = []
        var rows: [EntryRow] = []
        let parts = catalog.parts
        // Every later part may hold the settlement of a call that its own part lists as unsettled.
        let first = parts.first { $0.unsettled > 0 }?.ordinal ?? .max
        for part in parts.reversed() {
            let isRecent = (part.arrived?.upperBound).map { $0 >= arrivedSince } ?? false
            guard part.ordinal >= first || isRecent || part.isOpen, let file = try catalog.file(part.ordinal) else {
                continue
            }
            let (calls, recent, elsewhere) = try await file.read { database in
                (
                    try EntryRow.fetch("seq IN (SELECT seq FROM unsettled)", part: part.ordinal, database) { _ in },
                    isRecent
                        ? try EntryRow.fetch("kind IN (2, 3) AND arrived >= ?", part: part.ordinal, database) {
                            $0.bind(arrivedSince.nanoseconds)
                        } : [],
                    try Row.fetchAll(database, sql: "SELECT part, seq FROM elsewhere").map {
                        LogPosition(part: $0[0], row: $0[1])
                    }
                )
            }
            rows += calls.filter { !settled.contains($0.position) } + recent
            // Newest part first: what was settled elsewhere is known before its own part is read.
            settled.formUnion(elsewhere)
        }
        var seen = Set(rows.map(\.position))
        for trace in Set(rows.filter { $0.kind == .call }.compactMap(\.link)) {
            for row in try await self.rows(link: trace) where row.kind == .context || row.kind == .event {
                if seen.insert(row.position).inserted { rows.append(row) }
            }
        }
        for row in rows.sorted(by: { $0.position < $1.position }) {
            switch row.kind {
            case .call:
                found.calls.append(
                    StoredCall(
                        position: row.position, arrived: row.arrived, call: try row.call(), texts: textState(row),
                        settlement: nil, settledAt: nil))
            case .context: found.contexts.append(try await stored(context: row, texts: false))
            case .event: found.events.append(try await stored(event: row, texts: false))
            case .settlement, .outcome, .joined: continue
            }
        }
        return found
    }

    /// See ``CallStore/calls(meantBy:limit:)``.
    public func calls(meantBy target: OutcomeTarget, limit: Int) async throws(StorageError) -> [StoredCall] {
        switch target {
        case .call(let key): return try await calls([key], texts: false)
        case .span(let trace, let span): return try await calls([CallKey(trace: trace, span: span)], texts: false)
        case .trace(let trace):
            var found: [StoredCall] = []
            for row in try await rows(link: EntryDraft.link(trace)).reversed() where row.kind == .call {
                guard found.count < limit else { break }
                found.append(try await stored(call: row, texts: false))
            }
            return found
        case .response(let id, let system, let trace):
            return try await calls(
                where: "response", EntryDraft.response(id), .response, limit: limit
            ) { call in
                call.call.responseID == id && (system == nil || call.system == nil || call.system == system)
                    && (trace == nil || call.call.traceID == nil || call.call.traceID == trace)
            }
        case .session(let key):
            return try await calls(where: "session", EntryDraft.session(key), .session, limit: limit) { call in
                (call.settlement?.session ?? call.call.session) == key
            }
        }
    }

    /// Calls of rows with a hash, newest first, each once.
    private func calls(
        where column: String, _ hash: UInt64, _ topic: KeyFilter.Topic, limit: Int,
        _ condition: (StoredCall) -> Bool
    ) async throws(StorageError) -> [StoredCall] {
        let parts = try await catalog.parts(
            mayHold: KeyFilter.hash(hash, topic), in: .links, among: catalog.parts.reversed())
        var found: [StoredCall] = []
        var seen: Set<CallKey> = []
        for part in parts {
            guard let file = try catalog.file(part.ordinal) else { continue }
            // A session may have many calls, and a call two rows: its own and its settlement's.
            let rows = try await file.read { database in
                try EntryRow.fetch(
                    "\(column) = ? ORDER BY seq DESC LIMIT ?", part: part.ordinal, database
                ) {
                    $0.bind(hash)
                    $0.bind(Int64(2 * limit + 8))
                }
            }
            for row in rows where seen.insert(row.key.key).inserted {
                var call: StoredCall?
                switch row.kind {
                case .call: call = try await stored(call: row, texts: false)
                case .settlement: call = try await calls([row.key.key], texts: false).first
                case .context, .event, .outcome, .joined: continue
                }
                guard let call, condition(call) else { continue }
                found.append(call)
                if found.count == limit { return found }
            }
        }
        return found
    }

    /// See ``CallStore/outcomes(_:texts:)``.
    public func outcomes(_ keys: [CallKey], texts: Bool) async throws(StorageError) -> [StoredOutcome] {
        var found: [StoredOutcome] = []
        for key in keys {
            guard let row = try await entry(EntryKey(.outcome, key), in: .outcomes) else { continue }
            found.append(try await stored(outcome: row, texts: texts))
        }
        return found
    }

    /// See ``CallStore/awaitedOutcomes(for:)``.
    public func awaitedOutcomes(for calls: [CallIdentity]) async throws(StorageError) -> [StoredOutcome] {
        try await outcomes(at: awaited.items(for: calls.flatMap(\.targets)))
    }

    /// See ``CallStore/awaitedOutcomes(arrivedBefore:limit:)``.
    public func awaitedOutcomes(
        arrivedBefore: Timestamp, limit: Int
    ) async throws(StorageError) -> [StoredOutcome] {
        try await outcomes(at: awaited.items(arrivedBefore: arrivedBefore, limit: limit))
    }

    /// See ``CallStore/awaitedCount()``.
    public func awaitedCount() async -> Int { awaited.count }

    /// See ``CallStore/forgetAwaited(arrivedBefore:)``.
    public func forgetAwaited(arrivedBefore: Timestamp) async -> Int {
        awaited.keep { $0.arrived >= arrivedBefore }
    }

    private func outcomes(at positions: [LogPosition]) async throws(StorageError) -> [StoredOutcome] {
        var found: [StoredOutcome] = []
        for position in positions {
            guard let row = try await entry(at: position), row.kind == .outcome else { continue }
            found.append(
                StoredOutcome(
                    position: row.position, arrived: row.arrived, outcome: try row.outcome(), texts: textState(row),
                    joined: nil))
        }
        return found
    }
}
