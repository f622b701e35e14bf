public import Telemetry

/// Keeps calls and everything that belongs to them: the log that everything else is a fold over.
///
/// Every method may be called at any time from any task. Reads see everything that an append that has returned stored.
public protocol CallStore: Sendable {
    /// Stores entries once, all of them or none. When this returns, they survive a power cut.
    ///
    /// An entry whose key is known is left alone, whenever it was stored. Callers gather concurrent requests into one
    /// append: it costs two waits for the disk however many entries it brings.
    ///
    /// - Parameter arrived: the present time; decides the log part. A clock that goes back stays in the present part.
    /// - Returns: one result per entry, in their order.
    /// - Throws: ``StorageError``; nothing was stored and a retry is safe.
    func append(_ entries: [LogEntry], arrived: Timestamp) async throws(StorageError) -> [AppendResult]

    /// The position of the last entry; ``LogPosition/start`` for an empty log.
    func end() async throws(StorageError) -> LogPosition

    /// Settled rows behind a position, over all parts, in storage order: the only source of the folds.
    /// - Parameter limit: at most so many rows.
    func settledRows(after position: LogPosition, limit: Int) async throws(StorageError) -> SettledRows

    /// What is not final yet: unsettled calls with the contexts and events of their traces, and contexts and events that
    /// arrived since a time.
    func unsettled(arrivedSince: Timestamp) async throws(StorageError) -> Unsettled

    /// A call with its texts, events and outcomes; `nil` when it is not kept.
    func call(_ key: CallKey) async throws(StorageError) -> CallDossier?

    /// Calls by key, in the order of the keys; those not kept are missing.
    /// - Parameter texts: whether their content is read.
    func calls(_ keys: [CallKey], texts: Bool) async throws(StorageError) -> [StoredCall]

    /// The latest calls, newest first. Never touches texts.
    func latestCalls(_ query: CallQuery) async throws(StorageError) -> CallPage

    /// Everything of one trace; `nil` when nothing of it is kept.
    /// - Parameter texts: whether contents are read.
    func trace(_ id: TraceID, texts: Bool) async throws(StorageError) -> StoredTrace?

    /// Calls that an outcome may mean, newest first and without texts: by key at most one, by response id, trace or
    /// session at most `limit`. A span's target finds the call of that span only.
    func calls(meantBy target: OutcomeTarget, limit: Int) async throws(StorageError) -> [StoredCall]

    /// Outcomes by key, in the order of the keys; those not kept are missing.
    /// - Parameter texts: whether text and rationale are read.
    func outcomes(_ keys: [CallKey], texts: Bool) async throws(StorageError) -> [StoredOutcome]

    /// Outcomes that wait for one of these calls, in storage order, each once.
    func awaitedOutcomes(for calls: [CallIdentity]) async throws(StorageError) -> [StoredOutcome]

    /// Outcomes that arrived before a time and still wait, oldest first.
    func awaitedOutcomes(arrivedBefore: Timestamp, limit: Int) async throws(StorageError) -> [StoredOutcome]

    /// How many outcomes wait for their call.
    func awaitedCount() async -> Int

    /// Stops waiting for outcomes that arrived before a time; they stay in the log.
    /// - Returns: how many.
    func forgetAwaited(arrivedBefore: Timestamp) async -> Int

    /// The parts of the log, oldest first.
    func parts() async throws(StorageError) -> [LogPartSummary]

    /// Closes the part of a day that has passed, removes parts whose last entry arrived before `logBefore`, and text
    /// files whose retention has passed; never what the fold has not read.
    func retain(now: Timestamp, logBefore: Timestamp) async throws(StorageError) -> RetentionReport
}
