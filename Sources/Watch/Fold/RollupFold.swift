import Sketches
public import Storage
package import Telemetry

/// The fold of every system: reads settled rows in storage order and keeps the rollups, its checkpoint in the same
/// transaction.
///
/// The one owner of the open rollups. After a crash it goes on from the checkpoint; a rebuild from the start gives the same
/// bytes (docs/architecture.md, invariant 2).
public actor RollupFold {
    private let calls: any CallStore
    private let rollups: any RollupStore
    private let judgedAgain: [SystemSlug: LogPosition]
    private var systems: [SystemSlug: SystemFold] = [:]
    private var position = LogPosition.start
    private var isLoaded = false
    private var rows: [RollupKey: CellTable] = [:]
    /// One fold at a time: between two of its steps others may ask, and a row must be folded once.
    private var isAtWork = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// Rows that are read from the log and committed at once.
    public static let chunk = 20_000
    /// Decoded rows that are kept in memory, since the next chunk most often adds to them.
    private static let cachedRows = 4_096

    /// A fold over a log.
    public init(calls: any CallStore, rollups: any RollupStore) {
        self.init(calls: calls, rollups: rollups, judgedAgain: [:])
    }

    /// A fold that makes again what another made, whose decisions it needs to know.
    init(calls: any CallStore, rollups: any RollupStore, judgedAgain: [SystemSlug: LogPosition]) {
        self.calls = calls
        self.rollups = rollups
        self.judgedAgain = judgedAgain
    }

    /// Folds everything that has settled since the checkpoint.
    /// - Parameter limit: at most so many rows.
    /// - Returns: how many rows were folded.
    /// - Throws: ``StorageError``; what was committed stays, the rest is folded next time.
    @discardableResult
    public func catchUp(limit: Int = .max) async throws -> Int {
        await begin()
        defer { end() }
        try await load()
        var folded = 0
        while folded < limit {
            let batch = try await calls.settledRows(after: position, limit: min(Self.chunk, limit - folded))
            guard batch.end > position else { break }
            for item in batch.items {
                let system = item.row.system
                systems[system, default: SystemFold(system: system, judgedAgainThrough: judgedAgain[system])]
                    .absorb(item.row, at: item.position)
            }
            try await commit(through: batch.end)
            folded += batch.items.count
        }
        return folded
    }

    /// Makes the verdict blocks of a system anew from all rows of it that are kept: those that came too late to be judged
    /// count by their own times. From now on that is how they are made, also when all is folded again.
    /// - Throws: ``StorageError``; nothing changed then.
    package func renewVerdicts(of system: SystemSlug) async throws {
        await begin()
        defer { end() }
        try await load()
        guard systems[system] != nil else { return }
        var fresh = SystemFold(system: system, judgedAgainThrough: position)
        var tables: [RollupKey: CellTable] = [:]
        var read = LogPosition.start
        while read < position {
            let batch = try await calls.settledRows(after: read, limit: Self.chunk)
            guard batch.end > read else { break }
            for item in batch.items where item.row.system == system && item.position <= position {
                fresh.absorb(item.row, at: item.position)
            }
            var drained: [RollupKey: CellTable] = [:]
            fresh.drain(into: &drained)
            for (key, table) in drained where key.kind == .verdict { tables[key, default: CellTable()].merge(table) }
            read = batch.end
        }
        var after = systems
        after[system] = fresh
        try await rollups.commit(
            FoldCommit(
                rows: tables.map { RollupRow(key: $0.key, cells: $0.value.bytes) },
                checkpoint: FoldCheckpoint(position: position, state: Self.state(of: after)), renewed: system))
        systems = after
        rows = rows.filter { $0.key.system != system || $0.key.kind != .verdict }
    }

    /// Where the fold stands.
    public func checkpoint() async throws -> LogPosition {
        try await loadOnce()
        return position
    }

    /// The systems that have rows, with what the fold knows of them.
    package func known() async throws -> [SystemSlug: SystemFold] {
        try await loadOnce()
        return systems
    }

    private func loadOnce() async throws {
        guard !isLoaded else { return }
        await begin()
        defer { end() }
        try await load()
    }

    private func begin() async {
        guard isAtWork else {
            isAtWork = true
            return
        }
        // Whoever ends hands the work over to the next in line.
        await withCheckedContinuation { waiting.append($0) }
    }

    private func end() {
        if waiting.isEmpty { isAtWork = false } else { waiting.removeFirst().resume() }
    }

    private func load() async throws {
        guard !isLoaded else { return }
        if let checkpoint = try await rollups.checkpoint() {
            var reader = ByteReader(checkpoint.state)
            var loaded: [SystemSlug: SystemFold] = [:]
            let version = try reader.readByte()
            guard (1...Self.version).contains(version) else {
                throw SketchError(.malformed, "The fold's checkpoint is of a version that this program does not know.")
            }
            for _ in 0..<(try reader.readCount(of: 8)) {
                let system = try SystemFold(reading: &reader, version: version)
                loaded[system.system] = system
            }
            systems = loaded
            position = checkpoint.position
        }
        isLoaded = true
    }

    /// Of the stored state; on disk: what was written is read for ever. 2: since when late rows are judged.
    private static let version: UInt8 = 2

    private static func state(of systems: [SystemSlug: SystemFold]) -> [UInt8] {
        var state = ByteWriter()
        state.write(byte: version)
        state.write(varint: UInt64(systems.count))
        for system in systems.values.sorted(by: { $0.system < $1.system }) { system.write(to: &state) }
        return state.bytes
    }

    private func commit(through end: LogPosition) async throws {
        var changed: [RollupKey: CellTable] = [:]
        for system in systems.keys { systems[system]!.drain(into: &changed) }
        var written: [RollupRow] = []
        written.reserveCapacity(changed.count)
        for stored in try await rollups.rows(changed.keys.filter { rows[$0] == nil }) {
            rows[stored.key] = try CellTable(bytes: stored.cells)
        }
        for (key, added) in changed {
            if rows[key] == nil { rows[key] = added } else { rows[key]!.merge(added) }
            written.append(RollupRow(key: key, cells: rows[key]!.bytes))
        }
        do {
            try await rollups.commit(
                FoldCommit(rows: written, checkpoint: FoldCheckpoint(position: end, state: Self.state(of: systems))))
        } catch {
            // What was drained is not in the store: begin again from the checkpoint.
            isLoaded = false
            systems = [:]
            rows = [:]
            position = .start
            throw error
        }
        position = end
        if rows.count > Self.cachedRows {
            rows = rows.filter { changed[$0.key] != nil }
            if rows.count > Self.cachedRows { rows = [:] }
        }
    }
}
