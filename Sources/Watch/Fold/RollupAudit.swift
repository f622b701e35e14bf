public import Storage
import Synchronization
import Telemetry

/// Folds the whole log again and compares: the rollups of a folder must be what its log gives, whatever was killed between
/// (docs/architecture.md, invariant 2).
public struct RollupAudit: Sendable {
    /// What the comparison found.
    public struct Finding: Sendable, Hashable {
        /// Rollups that the log gives.
        public let rows: Int
        /// Rollups that are missing, too many or not the same, the first ones.
        public let differing: [RollupKey]
        /// A short text over all rollups that the log gives: equal rollups give equal texts.
        public let digest: String
    }

    private let calls: any CallStore
    private let rollups: any RollupStore

    private static let named = 20
    private static let readAtOnce = 1_000

    /// An audit of rollups by their log.
    public init(calls: any CallStore, rollups: any RollupStore) {
        self.calls = calls
        self.rollups = rollups
    }

    /// Compares. Takes as long as folding everything once, and the memory of all rollups.
    /// - Throws: `StorageError`.
    public func run() async throws -> Finding {
        let again = MemoryRollups()
        let decided = try await RollupFold(calls: calls, rollups: rollups).known().compactMapValues(
            \.judgedAgainThrough)
        try await RollupFold(calls: calls, rollups: again, judgedAgain: decided).catchUp()
        let rows = again.all
        var differing: [RollupKey] = []
        for key in try await rollups.keys(system: nil) where rows[key] == nil { differing.append(key) }
        var digest = StableDigest()
        let keys = rows.keys.sorted()
        for start in stride(from: 0, to: keys.count, by: Self.readAtOnce) {
            let some = Array(keys[start..<min(start + Self.readAtOnce, keys.count)])
            let stored = Dictionary(
                try await rollups.rows(some).map { ($0.key, $0.cells) }, uniquingKeysWith: { first, _ in first })
            for key in some {
                guard let cells = rows[key] else { continue }
                if stored[key] != cells { differing.append(key) }
                digest.add(key, cells)
            }
        }
        return Finding(rows: rows.count, differing: Array(differing.prefix(Self.named)), digest: digest.text)
    }
}

/// Rollups that are made for a comparison and forgotten.
private final class MemoryRollups: RollupStore {
    private struct State {
        var rows: [RollupKey: [UInt8]] = [:]
        var checkpoint: FoldCheckpoint?
    }

    private let state = Mutex(State())

    var all: [RollupKey: [UInt8]] { state.withLock { $0.rows } }

    func commit(_ commit: FoldCommit) async throws(StorageError) {
        state.withLock { state in
            if let renewed = commit.renewed {
                state.rows = state.rows.filter { $0.key.system != renewed || $0.key.kind != .verdict }
            }
            for row in commit.rows { state.rows[row.key] = row.cells }
            state.checkpoint = commit.checkpoint
        }
    }

    func checkpoint() async throws(StorageError) -> FoldCheckpoint? { state.withLock { $0.checkpoint } }

    func rows(_ keys: [RollupKey]) async throws(StorageError) -> [RollupRow] {
        state.withLock { state in
            keys.compactMap { key in state.rows[key].map { RollupRow(key: key, cells: $0) } }
        }
    }

    func rows(
        system: SystemSlug, kind: RollupKind, resolution: Int, starts: Range<Int64>, dimensions: [String]?
    ) async throws(StorageError) -> [RollupRow] {
        state.withLock { state in
            state.rows.filter { key, _ in
                key.system == system && key.kind == kind && key.resolution == resolution && starts.contains(key.start)
                    && dimensions?.contains(key.dimension) ?? true
            }
        }.map { RollupRow(key: $0.key, cells: $0.value) }.sorted { $0.key < $1.key }
    }

    func extent(
        system: SystemSlug, kind: RollupKind, resolution: Int
    ) async throws(StorageError) -> ClosedRange<Int64>? {
        let starts = state.withLock { state in
            state.rows.keys.filter { $0.system == system && $0.kind == kind && $0.resolution == resolution }.map(
                \.start)
        }
        guard let first = starts.min(), let last = starts.max() else { return nil }
        return first...last
    }

    func keys(system: SystemSlug?) async throws(StorageError) -> [RollupKey] {
        state.withLock { $0.rows.keys.filter { system == nil || $0.system == system } }.sorted()
    }

    func remove(
        kind: RollupKind, resolution: Int, startsBefore: Int64, limit: Int
    ) async throws(StorageError) -> Int {
        state.withLock { state in
            let gone = state.rows.keys.filter {
                $0.kind == kind && $0.resolution == resolution && $0.start < startsBefore
            }.prefix(limit)
            for key in gone { state.rows[key] = nil }
            return gone.count
        }
    }
}

/// FNV-1a over rollups, 64 bit: tells two sets of rollups apart, no more.
private struct StableDigest {
    private var value: UInt64 = 0xcbf2_9ce4_8422_2325

    var text: String { String(value, radix: 16) }

    mutating func add(_ key: RollupKey, _ cells: [UInt8]) {
        let name = "\(key.system.text)/\(key.kind.rawValue)/\(key.resolution)/\(key.start)/\(key.dimension)"
        for byte in Array(name.utf8) + [0] + cells { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }
}
