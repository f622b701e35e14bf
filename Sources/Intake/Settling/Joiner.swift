import Storage
import Telemetry

/// Finds the calls that outcomes are about.
struct Joiner: Sendable {
    /// How many calls of a session or response are looked at, newest first.
    static let lookedAt = 100

    let store: any CallStore
    let queue: CommitQueue
    let rule: VerdictRule
    /// The import that joins; `nil` for live traffic.
    var place: ImportSession.Place?
    /// Calls that were read together, by key; `nil` for those that are not kept.
    private var read: [CallKey: StoredCall?] = [:]

    init(store: any CallStore, queue: CommitQueue, rule: VerdictRule, place: ImportSession.Place? = nil) {
        self.store = store
        self.queue = queue
        self.rule = rule
        self.place = place
    }

    /// A joiner that has the calls at hand which outcomes name by key: one read for all of them.
    func reading(targetsOf outcomes: [Outcome]) async throws(StorageError) -> Joiner {
        var keys: [CallKey] = []
        for outcome in outcomes {
            switch outcome.target {
            case .call(let key): keys.append(key)
            case .span(let trace, let span): keys.append(CallKey(trace: trace, span: span))
            case .trace, .response, .session: break
            }
        }
        var joiner = self
        for key in keys { joiner.read[key] = .some(nil) }
        for call in place?.settled(keys) ?? [] {
            joiner.read[call.call.key] = call
        }
        let others = keys.filter { joiner.read[$0] == .some(nil) }
        for call in try await store.calls(others, texts: false) { joiner.read[call.call.key] = call }
        return joiner
    }

    private func call(_ key: CallKey) async throws(StorageError) -> StoredCall? {
        if let known = read[key] { return known }
        return try await store.calls([key], texts: false).first
    }

    /// Joins outcomes whose calls have settled, with one commit; the others go on waiting.
    ///
    /// - Parameter time: by which verdict buckets count them, but for imports.
    /// - Returns: how many were joined.
    func join(all outcomes: [Outcome], at time: Timestamp) async throws(StorageError) -> Int {
        var entries: [LogEntry] = []
        var rows: [CallKey: SettledRow] = [:]
        var joined = 0
        let joiner = try await reading(targetsOf: outcomes)
        for outcome in outcomes {
            guard let found = try await joiner.join(outcome, at: time) else { continue }
            entries.append(.joined(found))
            joined += 1
            rows[outcome.key] = found.row
            if let old = outcome.supersedes {
                entries += try await withdrawal(of: old, by: outcome, found, rows: rows)
            }
        }
        try await queue.store(entries)
        return joined
    }

    /// Takes back from the charts what a superseded outcome had brought; detectors have judged it already.
    ///
    /// It stands in the log as an outcome of its own, without a value, named by the one that it takes back, so that a
    /// repetition changes nothing.
    private func withdrawal(
        of old: CallKey, by outcome: Outcome, _ joined: JoinedOutcome, rows: [CallKey: SettledRow]
    ) async throws(StorageError) -> [LogEntry] {
        let stored = try await store.outcomes([old], texts: false).first
        guard var row = rows[old] ?? stored?.joined?.row, !row.withdraws, old != outcome.key else { return [] }
        row.withdraws = true
        row.verdictTime = nil
        row.lateVerdictTime = nil
        var taken = Outcome(
            key: CallKey(hashing: Array("withdrawn\u{0}".utf8) + old.bytes), target: outcome.target, kind: outcome.kind,
            name: stored?.outcome.name ?? outcome.name, rater: outcome.rater, time: outcome.time)
        taken.label = "withdrawn"
        taken.supersedes = old
        return [
            .outcome(taken, texts: .month),
            .joined(JoinedOutcome(outcome: taken.key, call: stored?.joined?.call ?? joined.call, row: row)),
        ]
    }

    /// Joins what waited for calls that have settled now.
    func join(waitingFor calls: [CallIdentity], at time: Timestamp) async throws(StorageError) -> Int {
        guard !calls.isEmpty else { return 0 }
        return try await join(all: try await store.awaitedOutcomes(for: calls).map(\.outcome), at: time)
    }

    /// The join of an outcome; `nil` while its call has not come, or has not settled.
    private func join(_ outcome: Outcome, at time: Timestamp) async throws(StorageError) -> JoinedOutcome? {
        guard let found = try await target(of: outcome), let settlement = found.settlement else { return nil }
        let target = OutcomeRow.Target(found.call, settlement)
        let row = target.flatMap { target in
            OutcomeRow.row(
                of: outcome, on: target, verdict: verdict(of: outcome, on: target, found.call, joins: time))
        }
        return JoinedOutcome(outcome: outcome.key, call: found.call.key, row: row)
    }

    private func verdict(
        of outcome: Outcome, on target: OutcomeRow.Target, _ call: Call, joins time: Timestamp
    ) -> Timestamp? {
        let verdict = rule.verdict(outcomeTime: outcome.time, callTime: target.time, joins: time)
        return place.map { $0.verdict(verdict, of: target.system, timeAssumed: call.timeAssumed) } ?? verdict
    }

    /// The settled call that an outcome counts for.
    func target(of outcome: Outcome) async throws(StorageError) -> StoredCall? {
        switch outcome.target {
        case .call(let key):
            return try await counting(try await call(key))
        case .span(let trace, let span):
            if let call = try await call(CallKey(trace: trace, span: span)) { return try await counting(call) }
            guard let stored = try await store.trace(trace, texts: false) else { return nil }
            // A prediction with an id of its own is known by that, not by its span.
            if let call = stored.calls.first(where: { $0.call.spanID == span }) { return try await counting(call) }
            // A span that is no call stands for its trace.
            return stored.contexts.contains { $0.span.spanID == span } ? last(of: stored) : nil
        case .trace(let trace):
            return try await store.trace(trace, texts: false).flatMap(last)
        case .response(_, let system, let trace):
            return try await response(outcome, system: system, trace: trace)
        case .session:
            let calls = try await store.calls(meantBy: outcome.target, limit: Self.lookedAt)
            return shown(calls.filter { $0.call.time <= outcome.time }) ?? shown(calls)
        }
    }

    private func response(
        _ outcome: Outcome, system: SystemSlug?, trace: TraceID?
    ) async throws(StorageError) -> StoredCall? {
        var calls = try await store.calls(meantBy: outcome.target, limit: Self.lookedAt)
        if let trace { calls.removeAll { $0.call.traceID != trace } }
        if let system { calls.removeAll { $0.system != system } }
        guard calls.allSatisfy({ $0.settlement != nil }) else { return nil }
        let counted = calls.filter { $0.settlement?.row != nil }
        if counted.count == 1 { return counted[0] }
        if let trace, counted.count != 1 {
            if let span = outcome.loggedUnder,
                let call = try await call(CallKey(trace: trace, span: span))
            {
                return try await counting(call)
            }
            return try await store.trace(trace, texts: false).flatMap(last)
        }
        return shown(counted)
    }

    /// The call itself, or the one that it repeats; `nil` while it settles.
    private func counting(_ call: StoredCall?) async throws(StorageError) -> StoredCall? {
        guard let call, let settlement = call.settlement else { return nil }
        guard let kept = settlement.duplicateOf else { return call }
        return try await self.call(kept).flatMap { $0.settlement == nil ? nil : $0 } ?? call
    }

    /// What a person saw of a trace: its last call with an output; `nil` while a call of it settles.
    private func last(of trace: StoredTrace) -> StoredCall? {
        guard trace.calls.allSatisfy({ $0.settlement != nil }) else { return nil }
        return shown(trace.calls)
    }

    private func shown(_ calls: [StoredCall]) -> StoredCall? {
        let counted = calls.filter { $0.settlement?.row != nil }
        let withOutput = counted.filter { $0.settlement?.facts.hasOutput == true || $0.call.prediction != nil }
        return (withOutput.isEmpty ? counted : withOutput).max {
            ($0.call.time, $0.call.key) < ($1.call.time, $1.call.key)
        }
    }
}
