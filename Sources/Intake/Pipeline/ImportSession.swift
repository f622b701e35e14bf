import Storage
import Synchronization
public import Telemetry

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

        func note(_ systems: [SystemSlug]) { ledger.note(systems, in: number) }
        func note(_ trail: IntakePipeline.Trail) { ledger.note(trail, in: number) }
    }

    private let pipeline: IntakePipeline
    private let place: Place
    private var isOver = false

    init(pipeline: IntakePipeline, number: Int, isReference: Bool) {
        self.pipeline = pipeline
        place = Place(number: number, isReference: isReference, ledger: pipeline.imports)
    }

    /// Stores a batch; durable when it returns. Nothing is refused for its age.
    ///
    /// - Throws: ``IntakeError``; append the same batch again later.
    public func append(_ batch: IntakeBatch) async throws(IntakeError) -> IntakeReceipt {
        guard !isOver else { throw IntakeError(.fault, "The import has ended.") }
        return try await pipeline.submit(batch, rule: .imported, session: place)
    }

    /// Settles what came as spans, joins the outcomes, and lets judging begin. May be called again after an error.
    ///
    /// - Returns: how many calls settled now, and how many outcomes found no call and wait.
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
                candidates += ready.candidates
                identities += ready.identities
            }
            // By their times, so that neighbours are neighbours whatever the order of the file.
            candidates.sort { ($0.call.time, $0.call.key) < ($1.call.time, $1.call.key) }
            let written = try await pipeline.desk.settle(candidates, session: place.number)
            place.note(written.settlements.map(\.system))
            try await append(
                written.settlements.map {
                    .settlement($0, texts: pipeline.policies.retention(of: $0.system))
                })
            await pipeline.settling.found(written.changes)
            place.ledger.note(IntakePipeline.Trail(births: identities), in: place.number)
            place.ledger.doneTraces(round, in: place.number)
            settled += written.settlements.count
        }
        return settled
    }

    private func joinOutcomes() async throws(StorageError) -> Int {
        let joiner = Joiner(store: pipeline.store, rule: .imported)
        var outcomes = place.ledger.outcomes(in: place.number)
        for round in place.ledger.births(in: place.number).rounds(of: 1_000) {
            outcomes += try await pipeline.store.awaitedOutcomes(for: round).map(\.outcome)
        }
        var seen: Set<CallKey> = []
        outcomes.removeAll { !seen.insert($0.key).inserted }
        var awaited = 0
        for round in outcomes.rounds(of: Self.perCommit) {
            var entries: [LogEntry] = []
            for outcome in round {
                if let joined = try await joiner.join(outcome, at: pipeline.clock.now()) {
                    entries.append(.joined(joined))
                } else {
                    awaited += 1
                }
            }
            try await append(entries)
        }
        return awaited
    }

    private func append(_ entries: [LogEntry]) async throws(StorageError) {
        do throws(IntakeError) {
            _ = try await pipeline.queue.commit(entries, isUrgent: true)
        } catch {
            throw error.cause as? StorageError ?? StorageError(.busy, error.message, cause: error)
        }
    }
}

extension Array {
    /// Its elements, so many at a time.
    fileprivate func rounds(of size: Int) -> [[Element]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}
