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
        self.calls = calls
        self.rollups = rollups
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
                systems[item.row.system, default: SystemFold(system: item.row.system)].absorb(item.row)
            }
            try await commit(through: batch.end)
            folded += batch.items.count
        }
        return folded
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
            try reader.expect([1])
            for _ in 0..<(try reader.readCount(of: 8)) {
                let system = try SystemFold(reading: &reader)
                loaded[system.system] = system
            }
            systems = loaded
            position = checkpoint.position
        }
        isLoaded = true
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
        var state = ByteWriter()
        state.write(byte: 1)
        state.write(varint: UInt64(systems.count))
        for system in systems.values.sorted(by: { $0.system < $1.system }) { system.write(to: &state) }
        do {
            try await rollups.commit(
                FoldCommit(rows: written, checkpoint: FoldCheckpoint(position: end, state: state.bytes)))
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
