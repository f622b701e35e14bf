import Foundation
import GRDB
import Telemetry

extension LogWriter {
    /// Takes stock of the folder: sets aside what is damaged, closes parts that a crash left unclosed, opens the last one,
    /// sweeps texts without an entry, and notes which outcomes wait.
    /// - Parameter now: outcomes wait since then minus their limit.
    func start(now: Timestamp) throws(StorageError) {
        do {
            let saved = try control.pool.read { try PartCatalog.saved($0) }
            highestOrdinal = saved.highest
            try finishSettingAside()
            catalog.set(Array(saved.parts.values))
            for part in catalog.parts {
                guard let fault = FileHeader.fault(path: catalog.folder.log(part.name)) else { continue }
                try setAside(part.name, part, reason: fault, at: now)
            }
            // Parts without a summary: the last one, and what a crash between closing and opening left.
            let names = try catalog.folder.partNames().filter { saved.parts[$0.text] == nil }
            for (index, name) in names.enumerated() {
                try guarding(name, at: now) {
                    try reopen(name)
                    if index < names.count - 1 { try closePart() }
                }
            }
            let parts = catalog.parts
            for (part, next) in zip(parts, parts.dropFirst()) {
                guard let name = PartName(part.name), let nextName = PartName(next.name), name >= nextName else {
                    continue
                }
                throw StorageError.damaged("log parts \(part.name) and \(next.name) in the wrong order")
            }
            try findAwaited(now: now)
        } catch {
            throw StorageError(error)
        }
    }

    /// Sets a part aside when doing something with it shows that it is damaged.
    private func guarding(_ name: PartName, at now: Timestamp, _ body: () throws -> Void) throws {
        do {
            try body()
        } catch {
            let error = StorageError(error)
            guard error.code == .damaged else { throw error }
            try setAside(
                name.text, catalog.parts.first { $0.name == name.text }, reason: "its file is damaged", at: now)
        }
    }

    private func findAwaited(now: Timestamp) throws {
        let since = now.advanced(bySeconds: -limits.awaitedSeconds)
        var joined: Set<LogPosition> = []
        var found: [(target: UInt64, item: AwaitedIndex.Item)] = []
        for part in catalog.parts.reversed() {
            guard let last = part.arrived?.upperBound, last >= since, let name = PartName(part.name) else { continue }
            try guarding(name, at: now) {
                let waiting = try waiting(in: part, since: since, joined: &joined)
                found += waiting
            }
        }
        awaited.update(adding: found.reversed(), removing: [])
    }

    /// Outcomes of a part that wait for their call, newest part first: what was joined elsewhere is known before its own
    /// part is read.
    private func waiting(
        in part: PartCatalog.Part, since: Timestamp, joined: inout Set<LogPosition>
    ) throws -> [(target: UInt64, item: AwaitedIndex.Item)] {
        guard let file = try catalog.file(part.ordinal) else { return [] }
        let known = joined
        let (found, elsewhere) = try file.pool.read { database in
            var found: [(target: UInt64, item: AwaitedIndex.Item)] = []
            var elsewhere: [LogPosition] = []
            var statement = try RawStatement(
                """
                SELECT awaited.seq, target, arrived FROM awaited JOIN entry ON entry.seq = awaited.seq
                WHERE arrived >= ?
                """, database)
            statement.bind(since.nanoseconds)
            while try statement.step() {
                let position = LogPosition(part: part.ordinal, row: statement.integer(0))
                guard !known.contains(position) else { continue }
                let item = AwaitedIndex.Item(position: position, arrived: Timestamp(nanoseconds: statement.integer(2)))
                found.append((UInt64(bitPattern: statement.integer(1)), item))
            }
            statement.reset()
            statement = try RawStatement("SELECT part, seq FROM elsewhere", database)
            while try statement.step() {
                elsewhere.append(LogPosition(part: statement.integer(0), row: statement.integer(1)))
            }
            statement.reset()
            return (found, elsewhere)
        }
        joined.formUnion(elsewhere)
        return found
    }

    // Parts that are set aside.

    /// Takes a part out of service: nobody finds it any more, its files are kept in `damaged/`, and a record says so.
    /// - Parameter part: what is known of it; `nil` for one that never opened.
    func setAside(_ name: String, _ part: PartCatalog.Part?, reason: String, at now: Timestamp) throws {
        let ordinal = part?.ordinal ?? highestOrdinal + 1
        highestOrdinal = max(highestOrdinal, ordinal)
        if let name = PartName(name) { lastSetAside = max(lastSetAside ?? name, name) }
        if let part { withdraw(part) }
        // The record first: what a crash leaves between the two is finished by the next start.
        try control.pool.write { database in
            let folded = try SQLiteRollupStore.checkpoint(database)?.position ?? .start
            let record = SetAsidePart(
                name: name, happened: now, reason: reason, calls: part?.calls,
                isFolded: part.map { !$0.isOpen && folded >= $0.end } ?? false)
            try PartCatalog.setAside(record, ordinal: ordinal, database)
        }
        try catalog.folder.setAside(name)
    }

    /// Takes a part out of service that somebody found damaged.
    func setAside(_ part: PartCatalog.Part, reason: String, at now: Timestamp) throws(StorageError) {
        do {
            try setAside(part.name, part, reason: reason, at: now)
        } catch {
            throw StorageError(error)
        }
    }

    /// Moves what was recorded as set aside, and still lies where it was.
    private func finishSettingAside() throws {
        for part in try control.pool.read({ try PartCatalog.setAsideParts($0) }) {
            try catalog.folder.setAside(part.name)
            if let name = PartName(part.name) { lastSetAside = max(lastSetAside ?? name, name) }
        }
    }
}
