public import Telemetry

/// Keeps rollups, and the checkpoint of the fold that makes them.
public protocol RollupStore: Sendable {
    /// Writes rollups and their checkpoint together, or neither. Durable when it returns.
    /// - Throws: ``StorageError/Code/contradiction`` when the checkpoint would go back.
    func commit(_ commit: FoldCommit) async throws(StorageError)

    /// The checkpoint of the last commit; `nil` before the first.
    func checkpoint() async throws(StorageError) -> FoldCheckpoint?

    /// Rollups of buckets with a start in `starts` (seconds since 1970), by start, then dimension.
    /// - Parameter dimensions: `nil` for all, `[""]` for the overall rows.
    func rows(
        system: SystemSlug, kind: RollupKind, resolution: Int, starts: Range<Int64>, dimensions: [String]?
    ) async throws(StorageError) -> [RollupRow]

    /// Rollups by key, in any order; those that there are not are missing.
    func rows(_ keys: [RollupKey]) async throws(StorageError) -> [RollupRow]

    /// Start of the first and of the last bucket; `nil` without any.
    func extent(system: SystemSlug, kind: RollupKind, resolution: Int) async throws(StorageError) -> ClosedRange<Int64>?

    /// Every key, sorted; for one system or all.
    func keys(system: SystemSlug?) async throws(StorageError) -> [RollupKey]

    /// Removes buckets that start before a time.
    /// - Parameter limit: at most so many rows, so that a call never holds the writer for long.
    /// - Returns: how many rows were removed; call again while it is the limit.
    func remove(
        kind: RollupKind, resolution: Int, startsBefore: Int64, limit: Int
    ) async throws(StorageError) -> Int
}
