import OTLP
import Storage
import Telemetry

extension IntakePipeline {
    /// What was stored, for what follows.
    private struct Trail {
        var records: [TraceRecord] = []
        var births: [CallIdentity] = []
        var outcomes: [Outcome] = []
    }

    func submit(
        _ batch: IntakeBatch, rule: VerdictRule, session: ImportSession.Place?
    ) async throws(IntakeError) -> IntakeReceipt {
        do throws(IntakeError) {
            return try await take(batch, rule: rule, session: session)
        } catch {
            turnedAway(batch.source)
            throw error
        }
    }

    /// Counts a batch that was not stored.
    func turnedAway(_ source: IntakeSource) {
        counters.add(to: source) { $0.turnedAway += 1 }
    }

    private func take(
        _ batch: IntakeBatch, rule: VerdictRule, session: ImportSession.Place?
    ) async throws(IntakeError) -> IntakeReceipt {
        let staged = try await stage(batch, rule: rule, session: session)
        defer { verdicts.finish(staged.verdict) }
        return await follow(try await write(staged))
    }

    /// Measures a batch and settles its calls. Batches of one session are staged one after the other.
    ///
    /// - Returns: what ``write(_:)`` stores; its verdict time is under way until it is given back.
    func stage(
        _ batch: IntakeBatch, rule: VerdictRule, session: ImportSession.Place?
    ) async throws(IntakeError) -> StagedBatch {
        let now = clock.now()
        var prepared = PreparedBatch(
            batch, window: window(rule, at: now), rule: rule, policies: policies, hash: textHash)
        try await enter(prepared.changes, into: &prepared, at: now)
        let verdict = verdicts.begin(at: now)
        do throws(IntakeError) {
            let (entries, changes) = try await entries(
                of: prepared, rule: rule, session: session, time: verdict, now: now)
            await record(changes, at: now)
            return StagedBatch(
                source: batch.source, prepared: prepared, entries: entries, rule: rule, session: session,
                verdict: verdict, time: now)
        } catch {
            verdicts.finish(verdict)
            throw error
        }
    }

    /// Makes a staged batch durable.
    func write(_ staged: StagedBatch) async throws(IntakeError) -> StagedBatch {
        var written = staged
        written.results = try await queue.commit(staged.entries)
        for (item, result) in zip(staged.prepared.items, written.results) {
            written.prepared.results[item.index] = IntakeReceipt.Result(result)
        }
        return written
    }

    /// Does what follows once a batch is durable: traces wait for more, outcomes are joined.
    func follow(_ written: StagedBatch) async -> IntakeReceipt {
        written.session?.note(settled: written.settledCalls)
        let prepared = written.prepared
        let awaited = await follow(
            prepared, written.results, rule: written.rule, session: written.session, now: written.time)
        let receipt = IntakeReceipt(results: prepared.results.map { $0 ?? .known }, awaited: awaited)
        counters.add(to: written.source) { counts in
            counts.received += prepared.counts.received
            counts.stored += receipt.stored
            counts.known += receipt.known
            counts.conflicts += receipt.conflicts
            counts.refused.merge(prepared.counts.refused, uniquingKeysWith: +)
            counts.timeAssumed += prepared.counts.timeAssumed
            counts.skewed += prepared.counts.skewed
            counts.late += prepared.counts.late
        }
        return receipt
    }

    /// From when on, and until when, what happened is accepted: of live traffic as far back as calls are kept.
    private func window(_ rule: VerdictRule, at now: Timestamp) -> AcceptanceWindow {
        guard rule != .imported else { return AcceptanceWindow(importedAt: now) }
        return AcceptanceWindow(received: now, oldest: now.advanced(bySeconds: -limits.keepDays * 86_400))
    }

    /// Enters changes that were sent into the ledger.
    private func enter(
        _ changes: [(index: Int, change: Change)], into prepared: inout PreparedBatch, at now: Timestamp
    ) async throws(IntakeError) {
        guard !changes.isEmpty else { return }
        do throws(StorageError) {
            let recorded = try await control.record(changes.map(\.change), at: now)
            for (sent, answer) in zip(changes, recorded) {
                let same = answer.stored.change == sent.change
                prepared.results[sent.index] = answer.isNew ? .stored : same ? .known : .conflict
            }
        } catch {
            throw IntakeError(error)
        }
    }

    /// One entry per item, calls of our own JSON with their settlements, and the changes that those show.
    private func entries(
        of prepared: PreparedBatch, rule: VerdictRule, session: ImportSession.Place?, time: Timestamp, now: Timestamp
    ) async throws(IntakeError) -> ([LogEntry], [Change]) {
        var candidates: [SettlementDesk.Candidate] = []
        for item in prepared.items {
            guard case .birth(let call) = item.content else { continue }
            candidates.append(
                SettlementDesk.Candidate(
                    call: call, standing: .counts, name: call.system ?? SystemNaming.ofService(call.service),
                    contentWasMerged: false, price: prices.price(of: call),
                    time: rule.settled(callTime: call.time, settles: time),
                    verdict: verdict(of: call, rule, session, settles: time, now: now),
                    isReference: session?.isReference ?? false))
        }
        do throws(StorageError) {
            let written =
                candidates.isEmpty
                ? SettlementDesk.Written() : try await desk.settle(candidates, session: session?.number)
            var settlements = written.settlements.makeIterator()
            var entries: [LogEntry] = []
            entries.reserveCapacity(prepared.items.count)
            let joiner = try await Joiner(store: store, queue: queue, rule: rule, place: session).reading(
                targetsOf: prepared.items.compactMap { item in
                    if case .outcome(let outcome) = item.content, outcome.hasTexts { outcome } else { nil }
                })
            for item in prepared.items {
                switch item.content {
                case .birth(let call):
                    entries.append(.call(call, settlement: settlements.next(), texts: item.texts))
                case .span(let call): entries.append(.call(call, settlement: nil, texts: item.texts))
                case .context(let context): entries.append(.context(context, texts: item.texts))
                case .event(let event): entries.append(.event(event, texts: item.texts))
                case .outcome(let outcome): entries.append(try await entry(outcome, joiner))
                }
            }
            session?.note(written.settlements.map(\.system))
            return (entries, written.changes)
        } catch {
            throw IntakeError(error)
        }
    }

    private func verdict(
        of call: Call, _ rule: VerdictRule, _ session: ImportSession.Place?, settles: Timestamp, now: Timestamp
    ) -> Timestamp? {
        let verdict = rule.verdict(callTime: call.time, arrived: now, settles: settles)
        guard let session else { return verdict }
        return session.verdict(
            verdict, of: call.system ?? SystemNaming.ofService(call.service), timeAssumed: call.timeAssumed)
    }

    /// An outcome's texts are kept as those of its call's system; by the strictest policy while that is unknown.
    private func entry(_ outcome: Outcome, _ joiner: Joiner) async throws(StorageError) -> LogEntry {
        guard outcome.hasTexts else { return .outcome(outcome, texts: .month) }
        let system: SystemSlug? =
            if case .response(_, let named?, _) = outcome.target {
                named
            } else {
                try await joiner.target(of: outcome)?.system
            }
        let texts = system.map(policies.retention) ?? policies.strictest
        guard texts == .drop else { return .outcome(outcome, texts: texts) }
        var bare = outcome
        bare.text = nil
        bare.rationale = nil
        return .outcome(bare, texts: .drop)
    }

    /// The ledger never holds up intake: what it cannot take now is entered with a later tick.
    private func record(_ changes: [Change], at now: Timestamp) async {
        guard !changes.isEmpty else { return }
        do throws(StorageError) {
            try await control.record(changes, at: now)
        } catch {
            await settling.found(changes)
        }
    }

    /// What follows once a batch is durable: traces wait for more, outcomes are joined.
    ///
    /// - Returns: how many outcomes wait for their call.
    private func follow(
        _ prepared: PreparedBatch, _ results: [AppendResult], rule: VerdictRule, session: ImportSession.Place?,
        now: Timestamp
    ) async -> Int {
        var trail = Trail()
        for (item, result) in zip(prepared.items, results) {
            // An import that goes on after a stop finds its items stored, and what was to follow undone.
            guard result.position != nil || session != nil else { continue }
            switch item.content {
            case .birth(let call): trail.births.append(CallIdentity(call))
            case .span(let call): if let record = TraceRecord(call) { trail.records.append(record) }
            case .context(let context): trail.records.append(TraceRecord(context))
            case .event(let event): trail.records.append(TraceRecord(event))
            case .outcome(let outcome): trail.outcomes.append(outcome)
            }
        }
        do throws(StorageError) {
            return try await follow(trail, rule: rule, session: session, now: now)
        } catch {
            await settling.joinLater(trail.outcomes)
            return trail.outcomes.count
        }
    }

    private func follow(
        _ trail: Trail, rule: VerdictRule, session: ImportSession.Place?, now: Timestamp
    ) async throws(StorageError) -> Int {
        guard let session else {
            if !trail.records.isEmpty { await settling.received(trail.records, at: now) }
            if !trail.births.isEmpty { await settling.settled(trail.births) }
            guard !trail.outcomes.isEmpty else { return 0 }
            return trail.outcomes.count - (try await settling.join(trail.outcomes, at: now))
        }
        session.note(traces: trail.records.map(\.trace))
        let joiner = Joiner(store: store, queue: queue, rule: rule, place: session)
        _ = try await joiner.join(waitingFor: trail.births, at: now)
        // What a trace or session is about is known when all of it has come.
        let direct = trail.outcomes.filter(\.target.isOneCall)
        session.note(later: trail.outcomes.filter { !$0.target.isOneCall })
        return trail.outcomes.count - (try await joiner.join(all: direct, at: now))
    }
}

extension Outcome {
    fileprivate var hasTexts: Bool { text != nil || rationale != nil }
}

extension OutcomeTarget {
    /// True when the target names a call, not something that calls belong to.
    fileprivate var isOneCall: Bool {
        switch self {
        case .call: true
        case .span, .trace, .response, .session: false
        }
    }
}

extension IntakeReceipt.Result {
    init(_ result: AppendResult) {
        switch result {
        case .stored: self = .stored
        case .known: self = .known
        case .conflict: self = .conflict
        }
    }
}
