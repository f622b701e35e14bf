import Storage
import Telemetry

/// An import of history: what it brings is judged by its own times, as if Tiltmeter had been there.
///
/// ``append(_:)`` stores batches in any order; calls that came as spans settle, and outcomes are joined, with ``finish()``.
/// Until then nothing of the systems it brought is judged. An import that was stopped goes on by appending the same items
/// again, in another session: what is stored is known and what was left undone is done at the end.
public actor ImportSession {
    /// Traces that are settled, or outcomes that are joined, with one commit.
    static let perCommit = 256

    /// What a session tells the pipeline, and what the pipeline notes for it.
    struct Place: Sendable {
        let number: Int
        let isReference: Bool
        let ledger: ImportLedger
        /// How far systems were judged before the import.
        let judged: [SystemSlug: Timestamp]

        /// By which time verdict buckets count a call or outcome of a system; `nil` for what only charts count: what has
        /// no time of its own, and what is older than what was judged already.
        func verdict(_ time: Timestamp?, of system: SystemSlug?, timeAssumed: Bool) -> Timestamp? {
            guard let time, !timeAssumed else { return nil }
            guard let system, let end = judged[system] else { return time }
            return time < end ? nil : time
        }

        func note(_ systems: [SystemSlug]) { ledger.note(systems, in: number) }
        func note(traces: [TraceID]) { ledger.note(traces: traces, in: number) }
        func note(later outcomes: [Outcome]) { ledger.note(later: outcomes, in: number) }
        func note(settled calls: [StoredCall]) { ledger.note(settled: calls, in: number) }
        func settled(_ keys: [CallKey]) -> [StoredCall] { ledger.settled(keys, in: number) }
    }

    private let pipeline: IntakePipeline
    private let place: Place
    private var isOver = false

    init(pipeline: IntakePipeline, number: Int, isReference: Bool, judged: [SystemSlug: Timestamp]) {
        self.pipeline = pipeline
        place = Place(number: number, isReference: isReference, ledger: pipeline.imports, judged: judged)
    }

    /// Stores a batch; durable when it returns. Nothing is refused for its age.
    ///
    /// - Throws: ``IntakeError``; append the same batch again later.
    public func append(_ batch: IntakeBatch) async throws(IntakeError) -> IntakeReceipt {
        await follow(try await write(try await stage(batch)))
    }

    /// Takes the first of the three steps that ``append(_:)`` consists of, so that a batch can be staged while the one
    /// before is written and the one before that followed up: each step of a batch after the same step of the one before.
    /// Texts of outcomes whose call is not written yet are kept by the strictest policy.
    package func stage(_ batch: IntakeBatch) async throws(IntakeError) -> StagedBatch {
        guard !isOver else { throw IntakeError(.fault, "The import has ended.") }
        do throws(IntakeError) {
            let staged = try await pipeline.stage(batch, rule: .imported, session: place)
            // Nothing of these systems is judged before the import ends, so nobody waits for this time.
            pipeline.verdicts.finish(staged.verdict)
            return staged
        } catch {
            pipeline.turnedAway(batch.source)
            throw error
        }
    }

    /// The second step: durable when it returns.
    package func write(_ staged: StagedBatch) async throws(IntakeError) -> StagedBatch {
        do throws(IntakeError) {
            return try await pipeline.write(staged)
        } catch {
            pipeline.turnedAway(staged.source)
            throw error
        }
    }

    /// The third step: outcomes find their calls.
    package func follow(_ written: StagedBatch) async -> IntakeReceipt { await pipeline.follow(written) }

    /// Settles what came as spans, joins the outcomes, and lets judging begin. May be called again after an error.
    ///
    /// - Returns: how many calls settled now, and how many outcomes of the whole log wait for a call.
    public func finish() async throws(IntakeError) -> (settled: Int, awaited: Int) {
        guard !isOver else { return (0, 0) }
        do throws(StorageError) {
            let settled = try await settleTraces()
            let awaited = try await joinOutcomes()
            try await pipeline.desk.decideKinds(early: true)
            await pipeline.desk.endImport(place.number)
            place.ledger.end(place.number)
            isOver = true
            return (settled, awaited)
        } catch {
            throw IntakeError(error)
        }
    }

    /// Ends the session without settling what it brought; a later session may.
    public func abandon() async {
        await pipeline.desk.endImport(place.number)
        place.ledger.end(place.number)
        isOver = true
    }

    private func settleTraces() async throws(StorageError) -> Int {
        let reader = TraceReader(
            store: pipeline.store, prices: pipeline.prices, rule: .imported, isReference: place.isReference)
        var settled = 0
        while case let round = place.ledger.nextTraces(Self.perCommit, in: place.number), !round.isEmpty {
            var candidates: [SettlementDesk.Candidate] = []
            var identities: [CallIdentity] = []
            for trace in round {
                let ready = try await reader.read(trace, calls: nil, settles: pipeline.clock.now())
                candidates += ready.candidates.map { candidate in
                    var candidate = candidate
                    candidate.verdict = place.verdict(
                        candidate.verdict, of: candidate.name, timeAssumed: candidate.call.timeAssumed)
                    return candidate
                }
                identities += ready.identities
            }
            // By their times, so that neighbours are neighbours whatever the order of the file.
            candidates.sort { ($0.call.time, $0.call.key) < ($1.call.time, $1.call.key) }
            let written = try await pipeline.desk.settle(candidates, session: place.number)
            place.note(written.settlements.map(\.system))
            try await pipeline.queue.store(
                written.settlements.map {
                    .settlement($0, texts: pipeline.policies.retention(of: $0.system))
                })
            await pipeline.settling.found(written.changes)
            _ = try await joiner.join(waitingFor: identities, at: pipeline.clock.now())
            place.ledger.doneTraces(round, in: place.number)
            settled += written.settlements.count
        }
        return settled
    }

    private func joinOutcomes() async throws(StorageError) -> Int {
        let later = place.ledger.laterOutcomes(in: place.number)
        for start in stride(from: 0, to: later.count, by: Self.perCommit) {
            let round = Array(later[start..<min(start + Self.perCommit, later.count)])
            _ = try await joiner.join(all: round, at: pipeline.clock.now())
        }
        return await pipeline.store.awaitedCount()
    }

    private var joiner: Joiner {
        Joiner(store: pipeline.store, queue: pipeline.queue, rule: .imported, place: place)
    }
}
