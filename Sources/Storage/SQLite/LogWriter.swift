import Foundation
import GRDB
import Telemetry

/// The one that writes the log: owns the open part and its texts.
actor LogWriter {
    /// The part that takes entries.
    private struct OpenPart {
        var name: PartName
        var part: PartCatalog.Part
        var file: SQLiteFile
        var texts: [TextRetention: TextWriter] = [:]
        var pagesAtCheckpoint = 0
    }

    private let thread = SerialThread(label: "tiltmeter.log")
    let catalog: PartCatalog
    let control: SQLiteFile
    let awaited: AwaitedIndex
    let limits: StorageLimits
    private var open: OpenPart?
    /// The highest that was ever given out.
    var highestOrdinal: Int64 = 0
    /// The latest name among parts that were set aside: no later part takes it again.
    var lastSetAside: PartName?
    private var isClosed = false
    /// Ranges of times per system in the parts before the open one; made when first asked for.
    private var earlierRanges: [String: [(times: ClosedRange<Int64>, ordinal: Int64)]]?

    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    init(catalog: PartCatalog, control: SQLiteFile, awaited: AwaitedIndex, limits: StorageLimits) {
        self.catalog = catalog
        self.control = control
        self.awaited = awaited
        self.limits = limits
    }

    // Start and end.

    /// Opens a part for writing: one that was left open, or a new one.
    func reopen(_ name: PartName) throws {
        let file = try SQLiteFile(writing: catalog.folder.log(name.text), cacheKilobytes: 65_536, checkpointPages: 0)
        var summary = try file.pool.read { try LogPart.summary($0) }
        if summary == nil {
            let ordinal = highestOrdinal + 1
            try file.pool.write { try LogPart.make(ordinal: ordinal, name: name.text, $0) }
            summary = try file.pool.read { try LogPart.summary($0) }
        }
        guard let summary else { throw StorageError.damaged("a log part that cannot be begun") }
        highestOrdinal = max(highestOrdinal, summary.ordinal)
        let part = PartCatalog.Part(
            ordinal: summary.ordinal, name: name.text, isOpen: true, lastRow: summary.lastRow, calls: summary.calls,
            arrived: summary.arrived, systems: summary.systems, unsettled: summary.unsettled, awaited: summary.awaited)
        catalog.opened(part, file)
        open = OpenPart(name: name, part: part, file: file)
        for retention in TextRetention.allCases
        where FileManager.default.fileExists(atPath: catalog.folder.texts(name.text, retention)) {
            _ = try texts(retention).sweep(after: summary.lastRow)
        }
    }

    /// Begins the next part.
    private func beginPart(on day: CivilDate) throws {
        let last = [catalog.parts.last.flatMap { PartName($0.name) }, lastSetAside].compactMap(\.self).max()
        var name = PartName(day: day, number: 1)
        if let last, last >= name { name = PartName(day: last.day, number: last.number + 1) }
        try reopen(name)
    }

    /// Closes the open part: its file is final from now on, its summary and filters go to `control.db`.
    func closePart() throws {
        guard let open else { return }
        try open.file.finish()
        for texts in open.texts.values { try texts.file.finish() }
        let filters = try open.file.pool.read { try LogPart.filters($0) }
        var part = open.part
        part.isOpen = false
        try control.pool.write { [part] in try PartCatalog.save(part, filters, $0) }
        catalog.closed(part, filters)
        earlierRanges = nil
        self.open = nil
    }

    /// Lets go of every file. The open part stays open for the next start.
    func close() throws(StorageError) {
        guard !isClosed else { return }
        isClosed = true
        do {
            if let open {
                try open.file.finish()
                for texts in open.texts.values { try texts.file.finish() }
            }
            open = nil
            catalog.close()
        } catch {
            throw StorageError(error)
        }
    }

    // Writing.

    /// What an append will have changed once it is committed.
    private struct Pending {
        var part: PartCatalog.Part
        var results: [AppendResult] = []
        var texts: [TextRetention: [(row: Int64, owner: UInt64, text: [UInt8])]] = [:]
        var touched: Set<String> = []
        var waiting: [(target: UInt64, item: AwaitedIndex.Item)] = []
        var joined: [(target: UInt64, at: LogPosition)] = []
    }

    func append(_ drafts: [EntryDraft], arrived: Timestamp) throws(StorageError) -> [AppendResult] {
        guard !isClosed else { throw StorageError(.closed, "The store was closed.") }
        do {
            try makeRoom(for: arrived)
            guard let open else { throw StorageError(.fault, "There is no open part.") }
            let pending = try open.file.pool.writeWithoutTransaction { database in
                var pending = Pending(part: open.part)
                try database.inTransaction(.immediate) {
                    try write(drafts, arrived: arrived, into: &pending, open, database)
                    // Texts first: what a crash leaves between the two commits is a text without an entry.
                    for (retention, items) in pending.texts { try texts(retention).write(items) }
                    return .commit
                }
                return pending
            }
            self.open?.part = pending.part
            catalog.committed(pending.part)
            awaited.update(adding: pending.waiting, removing: pending.joined)
            return pending.results
        } catch {
            throw StorageError(error)
        }
    }

    /// Closes a part that is full or of another day, begins the next, and moves write-ahead logs that have grown.
    private func makeRoom(for arrived: Timestamp) throws {
        let day = CivilDate(arrived)
        if let open, open.name.day < day || open.part.calls >= limits.callsPerPart { try closePart() }
        guard let open else {
            try beginPart(on: day)
            return
        }
        let pages = open.file.pool.writeWithoutTransaction { open.file.pagesWritten($0) }
        if pages - open.pagesAtCheckpoint >= limits.checkpointPages {
            self.open?.pagesAtCheckpoint = pages
            try open.file.checkpoint()
            for texts in open.texts.values { try texts.file.checkpoint() }
        }
    }

    private func texts(_ retention: TextRetention) throws -> TextWriter {
        if let known = open?.texts[retention] { return known }
        guard let open else { throw StorageError(.fault, "There is no open part.") }
        var previous: SQLiteFile?
        for part in catalog.parts.reversed() where part.ordinal < open.part.ordinal {
            if let found = try catalog.texts(part.ordinal, retention) {
                previous = found.file
                break
            }
        }
        let made = try TextWriter(
            path: catalog.folder.texts(open.name.text, retention), ordinal: open.part.ordinal, retention: retention,
            previous: previous)
        self.open?.texts[retention] = made
        catalog.opened(made)
        return made
    }

    private func write(
        _ drafts: [EntryDraft], arrived: Timestamp, into pending: inout Pending, _ open: OpenPart, _ database: Database
    ) throws {
        var insert = try RawStatement(
            """
            INSERT INTO entry (seq, kind, key, hash, arrived, system, link, response, session, texts, time, settled,
                settlement, record)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, database)
        var finder = try LogPart.Finder(database)
        for draft in drafts {
            if let known = try known(draft, arrived: arrived, &finder, pending.part) {
                pending.results.append(known)
                continue
            }
            let row = pending.part.lastRow + 1
            var system: Int64?
            switch draft.kind {
            case .call:
                system = try number(of: draft, &pending)
                if draft.settlement == nil { try note(unsettled: row, &pending, database) }
            case .context, .event:
                _ = try number(of: draft, &pending)
            case .settlement:
                switch try settle(draft, &finder, &pending, database) {
                case .refused(let result):
                    pending.results.append(result)
                    continue
                case .settled(let callSystem):
                    // A call is listed where its system is known: in its own row, or here when it inherits.
                    if callSystem != draft.system?.text { system = try number(of: draft, &pending) }
                }
            case .outcome:
                if let target = draft.target {
                    try note(awaited: row, target: target, arrived: arrived, &pending, database)
                }
            case .joined:
                if let refused = try join(draft, &finder, &pending, database) {
                    pending.results.append(refused)
                    continue
                }
            }
            insert.bind(row)
            insert.bind(draft.kind.rawValue)
            insert.bind(draft.key)
            insert.bind(draft.hash)
            insert.bind(arrived.nanoseconds)
            insert.bind(system)
            insert.bind(draft.link.map { EntryKey(.span, $0) })
            insert.bind(draft.response)
            insert.bind(draft.session)
            insert.bind(Int64(draft.retention.rawValue))
            insert.bind(draft.time?.nanoseconds)
            insert.bind(draft.settled)
            insert.bind(draft.settlement)
            insert.bind(draft.record)
            try insert.run()
            if let content = draft.content {
                pending.texts[draft.retention, default: []].append((row, TextFile.owner(draft.key), content))
            }
            pending.part.lastRow = row
            pending.part.arrived =
                min(
                    pending.part.arrived?.lowerBound ?? arrived, arrived)...max(
                    pending.part.arrived?.upperBound ?? arrived, arrived)
            pending.results.append(.stored(LogPosition(part: pending.part.ordinal, row: row)))
        }
        try saveSystems(pending, database)
    }

    // Is it known?

    private func known(
        _ draft: EntryDraft, arrived: Timestamp, _ finder: inout LogPart.Finder, _ part: PartCatalog.Part
    ) throws -> AppendResult? {
        if let found = try finder.find(draft.key) { return found.result(for: draft) }
        let candidates = candidates(for: draft, arrived: arrived, before: part.ordinal)
        guard !candidates.isEmpty else { return nil }
        let hash = KeyFilter.hash(draft.key)
        let filter = draft.kind == .outcome ? PartFilters.Name.outcomes : .keys
        for ordinal in candidates {
            if let found = try find(draft.key, hash, in: filter, ordinal) { return found.result(for: draft) }
        }
        return nil
    }

    /// Looks a key up in a closed part.
    private func find(
        _ key: EntryKey, _ hash: UInt64, in filter: PartFilters.Name, _ ordinal: Int64
    ) throws -> LogPart.Found? {
        guard try catalog.mayHold(hash, in: filter, ordinal), let file = try catalog.file(ordinal) else { return nil }
        return try file.pool.read { try LogPart.find(key, $0) }
    }

    /// Earlier parts that may hold the same entry.
    private func candidates(for draft: EntryDraft, arrived: Timestamp, before ordinal: Int64) -> [Int64] {
        switch draft.kind {
        case .outcome:
            return catalog.parts.filter { $0.ordinal < ordinal }.map(\.ordinal)
        case .call, .context, .event:
            guard let time = draft.time?.nanoseconds else {
                let since = arrived.advanced(bySeconds: -2 * 86_400)
                return catalog.parts.filter { $0.ordinal < ordinal && ($0.arrived?.upperBound ?? since) >= since }
                    .map(\.ordinal)
            }
            let ranges = earlierRanges ?? ranges(before: ordinal)
            earlierRanges = ranges
            return ranges[draft.system?.text ?? ""]?.filter { $0.times.contains(time) }.map(\.ordinal) ?? []
        case .settlement, .joined:
            // Found by way of their call or outcome.
            return []
        }
    }

    private func ranges(before ordinal: Int64) -> [String: [(times: ClosedRange<Int64>, ordinal: Int64)]] {
        var ranges: [String: [(times: ClosedRange<Int64>, ordinal: Int64)]] = [:]
        for part in catalog.parts where part.ordinal < ordinal {
            for (slug, range) in part.systems where range.first <= range.last {
                ranges[slug, default: []].append((range.first...range.last, part.ordinal))
            }
        }
        return ranges
    }

    // Systems: numbers within the part, and the ranges of time by which later parts find this one.

    private func number(of draft: EntryDraft, _ pending: inout Pending) throws -> Int64? {
        let slug = draft.system?.text ?? ""
        let time = draft.time?.nanoseconds
        var range: LogPart.SystemRange
        if let known = pending.part.systems[slug] {
            range = known
        } else {
            range = LogPart.SystemRange(
                id: Int64(pending.part.systems.count) + 1, calls: 0, first: .max, last: .min)
            pending.touched.insert(slug)
        }
        switch draft.kind {
        case .call, .context, .event:
            if let time, time < range.first || time > range.last {
                range.first = min(range.first, time)
                range.last = max(range.last, time)
                pending.touched.insert(slug)
            }
        case .settlement, .outcome, .joined: break
        }
        if draft.kind == .call {
            range.calls += 1
            pending.part.calls += 1
            pending.touched.insert(slug)
        }
        pending.part.systems[slug] = range
        return draft.system == nil ? nil : range.id
    }

    private func saveSystems(_ pending: Pending, _ database: Database) throws {
        guard !pending.touched.isEmpty else { return }
        var save = try RawStatement(
            "INSERT OR REPLACE INTO system (id, slug, calls, first, last) VALUES (?, ?, ?, ?, ?)", database)
        for slug in pending.touched {
            guard let range = pending.part.systems[slug] else { continue }
            save.bind(range.id)
            save.bind(slug)
            save.bind(range.calls)
            save.bind(range.first)
            save.bind(range.last)
            try save.run()
        }
    }

    // What is not final yet.

    private func note(unsettled row: Int64, _ pending: inout Pending, _ database: Database) throws {
        var insert = try RawStatement("INSERT INTO unsettled (seq) VALUES (?)", database)
        insert.bind(row)
        try insert.run()
        pending.part.unsettled += 1
    }

    private func note(
        awaited row: Int64, target: UInt64, arrived: Timestamp, _ pending: inout Pending, _ database: Database
    ) throws {
        var insert = try RawStatement("INSERT INTO awaited (seq, target) VALUES (?, ?)", database)
        insert.bind(row)
        insert.bind(target)
        try insert.run()
        pending.part.awaited += 1
        let position = LogPosition(part: pending.part.ordinal, row: row)
        pending.waiting.append((target, AwaitedIndex.Item(position: position, arrived: arrived)))
    }

    private enum Settling {
        /// The call's own system, empty without.
        case settled(callSystem: String)
        /// It is settled already, or there is no such call.
        case refused(AppendResult)
    }

    /// Settles the call of a settlement whose key the open part does not hold.
    private func settle(
        _ draft: EntryDraft, _ finder: inout LogPart.Finder, _ pending: inout Pending, _ database: Database
    ) throws -> Settling {
        let key = EntryKey(.span, draft.key.key)
        if let call = try finder.find(key) {
            var delete = try RawStatement("DELETE FROM unsettled WHERE seq = ?", database)
            delete.bind(call.row)
            try delete.run()
            // A call that was settled at birth stays as it is; a context span is none.
            guard database.changesCount == 1 else { return .refused(.conflict) }
            pending.part.unsettled -= 1
            return .settled(callSystem: pending.part.systems.first { $0.value.id == call.system }?.key ?? "")
        }
        guard let (call, position) = try findEarlier(key, in: .keys, before: pending.part.ordinal) else {
            return .refused(.conflict)
        }
        if let known = try findFinal(draft, in: .keys, from: position.part, before: pending.part.ordinal) {
            return .refused(known.result(for: draft))
        }
        guard try isListed(position, in: "unsettled") else { return .refused(.conflict) }
        try note(elsewhere: position, draft.key, database)
        let system = catalog.part(position.part)?.systems.first { $0.value.id == call.system }?.key
        return .settled(callSystem: system ?? "")
    }

    /// Ends the waiting of the outcome that is joined.
    /// - Returns: `nil` when that was done; else why not: it is joined already, or there is no such outcome.
    private func join(
        _ draft: EntryDraft, _ finder: inout LogPart.Finder, _ pending: inout Pending, _ database: Database
    ) throws -> AppendResult? {
        let key = EntryKey(.outcome, draft.key.key)
        if let outcome = try finder.find(key) {
            guard let target = try Self.target(row: outcome.row, database) else { return .conflict }
            var delete = try RawStatement("DELETE FROM awaited WHERE seq = ?", database)
            delete.bind(outcome.row)
            try delete.run()
            pending.part.awaited -= 1
            pending.joined.append((target, LogPosition(part: pending.part.ordinal, row: outcome.row)))
            return nil
        }
        guard let (outcome, position) = try findEarlier(key, in: .outcomes, before: pending.part.ordinal) else {
            return .conflict
        }
        if let known = try findFinal(draft, in: .outcomes, from: position.part, before: pending.part.ordinal) {
            return known.result(for: draft)
        }
        let target = try catalog.file(position.part)?.pool.read { try Self.target(row: outcome.row, $0) }
        guard let target = target ?? nil else { return .conflict }
        try note(elsewhere: position, draft.key, database)
        pending.joined.append((target, position))
        return nil
    }

    private static func target(row: Int64, _ database: Database) throws -> UInt64? {
        var statement = try RawStatement("SELECT target FROM awaited WHERE seq = ?", database)
        statement.bind(row)
        defer { statement.reset() }
        return try statement.step() ? UInt64(bitPattern: statement.integer(0)) : nil
    }

    /// Finds a call or an outcome in the closed parts, newest first.
    private func findEarlier(
        _ key: EntryKey, in filter: PartFilters.Name, before ordinal: Int64
    ) throws -> (LogPart.Found, LogPosition)? {
        let hash = KeyFilter.hash(key)
        for part in catalog.parts.reversed() where part.ordinal < ordinal {
            if let found = try find(key, hash, in: filter, part.ordinal) {
                return (found, LogPosition(part: part.ordinal, row: found.row))
            }
        }
        return nil
    }

    /// Finds a settlement or joining in the part of its call or outcome, and in the closed parts behind it.
    private func findFinal(
        _ draft: EntryDraft, in filter: PartFilters.Name, from first: Int64, before ordinal: Int64
    ) throws -> LogPart.Found? {
        if let file = try catalog.file(first), let found = try file.pool.read({ try LogPart.find(draft.key, $0) }) {
            return found
        }
        let hash = KeyFilter.hash(draft.key)
        for part in catalog.parts where part.ordinal > first && part.ordinal < ordinal {
            if let found = try find(draft.key, hash, in: filter, part.ordinal) { return found }
        }
        return nil
    }

    private func isListed(_ position: LogPosition, in table: String) throws -> Bool {
        guard let file = try catalog.file(position.part) else { return false }
        return try file.pool.read { database in
            try Int.fetchOne(database, sql: "SELECT 1 FROM \(table) WHERE seq = ?", arguments: [position.row]) != nil
        }
    }

    /// Something of an earlier part became final here: closed parts are not written.
    private func note(elsewhere position: LogPosition, _ key: EntryKey, _ database: Database) throws {
        var insert = try RawStatement("INSERT INTO elsewhere (part, seq, key) VALUES (?, ?, ?)", database)
        insert.bind(position.part)
        insert.bind(position.row)
        insert.bind(key)
        try insert.run()
    }

    // Retention.

    /// Removes what is due; see ``CallStore/retain(now:logBefore:)``.
    func retain(
        now: Timestamp, logBefore: Timestamp, folded: LogPosition
    ) throws(StorageError) -> RetentionReport {
        guard !isClosed else { throw StorageError(.closed, "The store was closed.") }
        var report = RetentionReport()
        do {
            if let open, open.name.day < CivilDate(now) { try closePart() }
            for part in catalog.parts where !part.isOpen {
                let last = part.arrived?.upperBound ?? part.day?.start ?? now
                if last < logBefore {
                    guard part.lastRow == 0 || folded >= part.end else {
                        report.waiting += 1
                        continue
                    }
                    try remove(part, at: now, &report)
                } else {
                    try removeTexts(of: part, last: last, now: now, folded: folded, &report)
                }
            }
        } catch {
            throw StorageError(error)
        }
        return report
    }

    private func remove(_ part: PartCatalog.Part, at now: Timestamp, _ report: inout RetentionReport) throws {
        try control.pool.write { database in
            try database.execute(
                sql: "UPDATE log_part SET removed = ?, keys = NULL, outcomes = NULL, links = NULL WHERE ordinal = ?",
                arguments: [now.nanoseconds, part.ordinal])
        }
        withdraw(part)
        let log = catalog.folder.log(part.name)
        report.bytes += catalog.folder.size(log)
        for retention in TextRetention.allCases { try removeTexts(part.name, retention, &report) }
        try catalog.folder.unlink(log)
        report.parts.append(part.name)
        report.calls += part.calls
    }

    /// Nobody finds a part any more; its files stay where they are.
    func withdraw(_ part: PartCatalog.Part) {
        if open?.part.ordinal == part.ordinal { open = nil }
        catalog.forget(part.ordinal)
        earlierRanges = nil
        _ = awaited.keep { $0.position.part != part.ordinal }
    }

    private func removeTexts(
        of part: PartCatalog.Part, last: Timestamp, now: Timestamp, folded: LogPosition,
        _ report: inout RetentionReport
    ) throws {
        for retention in TextRetention.allCases where last.advanced(bySeconds: Int64(retention.days) * 86_400) < now {
            guard FileManager.default.fileExists(atPath: catalog.folder.texts(part.name, retention)) else { continue }
            guard folded >= part.end else {
                report.waiting += 1
                continue
            }
            try removeTexts(part.name, retention, &report)
        }
    }

    private func removeTexts(_ name: String, _ retention: TextRetention, _ report: inout RetentionReport) throws {
        let path = catalog.folder.texts(name, retention)
        guard FileManager.default.fileExists(atPath: path) else { return }
        catalog.forgetTexts(name, retention)
        report.bytes += catalog.folder.size(path)
        report.textFiles += 1
        try catalog.folder.unlink(path)
    }
}
