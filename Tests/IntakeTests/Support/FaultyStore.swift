import Storage
import Synchronization
import Telemetry

/// A real store whose appends fail, or wait, while a test says so. Everything else goes through.
final class FaultyStore: CallStore {
    /// What an append meets.
    enum Fault: Sendable {
        case none
        case fails(StorageError.Code)
    }

    private struct State {
        var fault = Fault.none
        var appends = 0
        var isHeld = false
        var held: [CheckedContinuation<Void, Never>] = []
        var arrived: [CheckedContinuation<Void, Never>] = []
    }

    let store: any CallStore
    private let state = Mutex(State())

    init(_ store: any CallStore) {
        self.store = store
    }

    var fault: Fault {
        get { state.withLock { $0.fault } }
        set { state.withLock { $0.fault = newValue } }
    }

    /// How many appends came.
    var appends: Int { state.withLock { $0.appends } }

    /// Appends wait from now on.
    func hold() { state.withLock { $0.isHeld = true } }

    /// Returns when an append waits.
    func appendIsHeld() async {
        await withCheckedContinuation { continuation in
            let now = state.withLock { state in
                if state.held.isEmpty { state.arrived.append(continuation) }
                return !state.held.isEmpty
            }
            if now { continuation.resume() }
        }
    }

    /// Lets the appends go on.
    func release() {
        let held = state.withLock { state in
            state.isHeld = false
            defer { state.held = [] }
            return state.held
        }
        for continuation in held { continuation.resume() }
    }

    func append(_ entries: [LogEntry], arrived: Timestamp) async throws(StorageError) -> [AppendResult] {
        await withCheckedContinuation { continuation in
            let (goesOn, waiting) = state.withLock { state in
                state.appends += 1
                guard state.isHeld else { return (true, [CheckedContinuation<Void, Never>]()) }
                state.held.append(continuation)
                defer { state.arrived = [] }
                return (false, state.arrived)
            }
            if goesOn { continuation.resume() }
            for one in waiting { one.resume() }
        }
        if case .fails(let code) = fault { throw StorageError(code, "as the test wants it") }
        return try await store.append(entries, arrived: arrived)
    }

    func end() async throws(StorageError) -> LogPosition { try await store.end() }
    func settledRows(after position: LogPosition, limit: Int) async throws(StorageError) -> SettledRows {
        try await store.settledRows(after: position, limit: limit)
    }
    func unsettled(arrivedSince: Timestamp) async throws(StorageError) -> Unsettled {
        try await store.unsettled(arrivedSince: arrivedSince)
    }
    func call(_ key: CallKey) async throws(StorageError) -> CallDossier? { try await store.call(key) }
    func calls(_ keys: [CallKey], texts: Bool) async throws(StorageError) -> [StoredCall] {
        try await store.calls(keys, texts: texts)
    }
    func latestCalls(_ query: CallQuery) async throws(StorageError) -> CallPage { try await store.latestCalls(query) }
    func trace(_ id: TraceID, texts: Bool) async throws(StorageError) -> StoredTrace? {
        try await store.trace(id, texts: texts)
    }
    func calls(meantBy target: OutcomeTarget, limit: Int) async throws(StorageError) -> [StoredCall] {
        try await store.calls(meantBy: target, limit: limit)
    }
    func outcomes(_ keys: [CallKey], texts: Bool) async throws(StorageError) -> [StoredOutcome] {
        try await store.outcomes(keys, texts: texts)
    }
    func awaitedOutcomes(for calls: [CallIdentity]) async throws(StorageError) -> [StoredOutcome] {
        try await store.awaitedOutcomes(for: calls)
    }
    func awaitedOutcomes(arrivedBefore: Timestamp, limit: Int) async throws(StorageError) -> [StoredOutcome] {
        try await store.awaitedOutcomes(arrivedBefore: arrivedBefore, limit: limit)
    }
    func awaitedCount() async -> Int { await store.awaitedCount() }
    func forgetAwaited(arrivedBefore: Timestamp) async -> Int {
        await store.forgetAwaited(arrivedBefore: arrivedBefore)
    }
    func parts() async throws(StorageError) -> [LogPartSummary] { try await store.parts() }
    func retain(now: Timestamp, logBefore: Timestamp) async throws(StorageError) -> RetentionReport {
        try await store.retain(now: now, logBefore: logBefore)
    }
}
