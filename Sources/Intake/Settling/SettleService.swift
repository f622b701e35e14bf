import Logging
import Storage
import Telemetry

/// Settles traces when their time has come and joins outcomes that waited: the one owner of what is pending.
///
/// It does nothing by itself: every ``tick(now:)`` does what is due. What fails is done again at the next tick; nothing is
/// counted twice, since settlements and joins are known by their keys.
actor SettleService {
    /// Traces that are settled with one commit.
    static let tracesPerCommit = 256
    /// Awaited outcomes of earlier runs that one tick tries to join.
    static let recheckedPerTick = 1_000

    private let store: any CallStore
    private let control: ControlStore
    private let queue: CommitQueue
    private let desk: SettlementDesk
    private let verdicts: VerdictTimes
    private let policies: TextPolicies
    private let prices: PriceShelf
    private let limits: IntakeLimits
    private let logger: Logger

    private var settler: Settler
    private var unfinished: [Settler.Due] = []
    private var arrivals: [CallIdentity] = []
    private var joins: [Outcome] = []
    private var found: [Change] = []
    private var recheck: [Outcome] = []
    private var isTicking = false
    private var nextForgetting: Timestamp?
    private(set) var counts = SettlingCounts()

    init(
        store: any CallStore, control: ControlStore, queue: CommitQueue, desk: SettlementDesk, verdicts: VerdictTimes,
        policies: TextPolicies, prices: PriceShelf, limits: IntakeLimits, logger: Logger
    ) {
        self.store = store
        self.control = control
        self.queue = queue
        self.desk = desk
        self.verdicts = verdicts
        self.policies = policies
        self.prices = prices
        self.limits = limits
        self.logger = logger
        settler = Settler(limits: limits.settling)
    }

    private var rule: VerdictRule { .live(lateSeconds: limits.lateSeconds) }
    private var joiner: Joiner { Joiner(store: store, queue: queue, rule: rule) }

    /// Takes note of records of traces that are durable now.
    func received(_ records: [TraceRecord], at time: Timestamp) {
        for record in records { unfinished += settler.receive(record, at: time) }
    }

    /// Takes note of calls that are durable and settled: outcomes may have waited for them.
    func settled(_ identities: [CallIdentity]) {
        arrivals += identities
    }

    /// Takes note of changes that could not be entered into the ledger yet.
    func found(_ changes: [Change]) {
        found += changes
    }

    /// Takes note of outcomes that are durable and whose join failed for reasons of the store.
    func joinLater(_ outcomes: [Outcome]) {
        joins += outcomes
    }

    /// Takes up what an earlier run left: calls that had not settled, outcomes that wait.
    func takeUp(_ unsettled: Unsettled, awaited: [Outcome]) {
        var records: [(time: Timestamp, record: TraceRecord)] = []
        for stored in unsettled.calls {
            if let record = TraceRecord(stored.call) { records.append((stored.arrived, record)) }
        }
        for stored in unsettled.contexts { records.append((stored.arrived, TraceRecord(stored.span))) }
        for stored in unsettled.events { records.append((stored.arrived, TraceRecord(stored.event))) }
        records.sort { $0.time < $1.time }
        for (time, record) in records { unfinished += settler.receive(record, at: time) }
        recheck += awaited
    }

    /// The numbers for the sources page.
    func snapshot() -> SettlingCounts {
        var snapshot = counts
        snapshot.pendingTraces = settler.pendingTraces
        snapshot.settledEarly = settler.counts.settledEarly
        snapshot.lateContext = settler.counts.lateContext
        snapshot.orphanLogs = settler.counts.orphanLogs
        snapshot.contextWithoutCall = settler.counts.contextWithoutCall
        return snapshot
    }

    /// Does what is due. A tick that finds another one at work does nothing.
    func tick(now: Timestamp) async {
        guard !isTicking else { return }
        isTicking = true
        defer { isTicking = false }
        do throws(StorageError) {
            try await settleDue(now: now)
            try await joinArrivals(now: now)
            try await joinWaiting(now: now)
            try await recordFound(now: now)
            try await desk.decideKinds(early: false)
            await forgetAwaited(now: now)
            counts.lastFailure = nil
        } catch {
            counts.lastFailure = error.description
            logger.warning("Settling waits for the store", metadata: ["cause": "\(error)"])
        }
    }

    private func settleDue(now: Timestamp) async throws(StorageError) {
        unfinished += settler.due(at: now)
        while !unfinished.isEmpty {
            let round = Array(unfinished.prefix(Self.tracesPerCommit))
            let time = verdicts.begin(at: now)
            defer { verdicts.finish(time) }
            let reader = TraceReader(store: store, prices: prices, rule: rule, isReference: false)
            var ready = TraceReader.Ready()
            for due in round {
                guard let one = try await read(due, by: reader, settles: time) else { continue }
                ready.candidates += one.candidates
                ready.identities += one.identities
                ready.lateDuplicates += one.lateDuplicates
                ready.lateCalls += one.lateCalls
                ready.unmatchedEvents += one.unmatchedEvents
            }
            let written = try await desk.settle(ready.candidates)
            found += written.changes
            try await commit(written.settlements)
            unfinished.removeFirst(round.count)
            arrivals += ready.identities
            counts.settled += written.settlements.count
            counts.lateDuplicates += ready.lateDuplicates
            counts.lateCalls += ready.lateCalls
            counts.unmatchedEvents += ready.unmatchedEvents
        }
    }

    /// A trace that the store cannot hand out is left unsettled and counted: it must not hold up the others.
    private func read(
        _ due: Settler.Due, by reader: TraceReader, settles time: Timestamp
    ) async throws(StorageError) -> TraceReader.Ready? {
        do throws(StorageError) {
            return try await reader.read(due.trace, calls: due.calls, settles: time)
        } catch {
            switch error.code {
            case .busy, .full, .readOnly, .unreachable, .locked, .closed, .newerVersion: throw error
            case .damaged, .unknown, .contradiction, .fault:
                counts.unreadableTraces += 1
                logger.error("A trace cannot be read and stays unsettled", metadata: ["cause": "\(error)"])
                return nil
            }
        }
    }

    private func commit(_ settlements: [Settlement]) async throws(StorageError) {
        let entries = settlements.map { settlement in
            LogEntry.settlement(settlement, texts: policies.retention(of: settlement.system))
        }
        try await queue.store(entries)
    }

    private func joinArrivals(now: Timestamp) async throws(StorageError) {
        while !arrivals.isEmpty {
            let round = Array(arrivals.prefix(1_000))
            let time = verdicts.begin(at: now)
            defer { verdicts.finish(time) }
            counts.joined += try await joiner.join(waitingFor: round, at: time)
            arrivals.removeFirst(round.count)
        }
    }

    private func joinWaiting(now: Timestamp) async throws(StorageError) {
        let pending = joins
        try await join(pending, at: now)
        joins.removeFirst(pending.count)
        let round = Array(recheck.prefix(Self.recheckedPerTick))
        try await join(round, at: now)
        recheck.removeFirst(round.count)
    }

    /// Joins outcomes whose calls have settled; the others go on waiting.
    ///
    /// - Returns: how many were joined.
    @discardableResult
    func join(_ outcomes: [Outcome], at now: Timestamp) async throws(StorageError) -> Int {
        guard !outcomes.isEmpty else { return 0 }
        let time = verdicts.begin(at: now)
        defer { verdicts.finish(time) }
        let joined = try await joiner.join(all: outcomes, at: time)
        counts.joined += joined
        return joined
    }

    private func recordFound(now: Timestamp) async throws(StorageError) {
        guard !found.isEmpty else { return }
        let round = found
        try await control.record(round, at: now)
        found.removeFirst(round.count)
        counts.foundChanges += round.count
    }

    private func forgetAwaited(now: Timestamp) async {
        if let next = nextForgetting, now < next { return }
        nextForgetting = now.advanced(bySeconds: 3_600)
        counts.outcomesGivenUp += await store.forgetAwaited(
            arrivedBefore: now.advanced(bySeconds: -limits.awaitDays * 86_400))
    }
}
