import DequeModule
package import Storage
package import Telemetry

/// Gathers batches that come at the same time into one commit: a commit costs two waits for the disk, however much it
/// brings.
///
/// There is no task of its own. The first batch that finds nobody committing commits for everybody who waits, then hands
/// the work to the next who waits. So a batch is acknowledged by the commit that made it durable, and a failed commit
/// fails those whose batches were in it, no others.
package actor CommitQueue {
    private enum Wake: Sendable {
        case done([AppendResult])
        case failed(IntakeError)
        /// The batch is not committed yet: its sender commits now, for itself and all who wait.
        case lead
    }

    private struct Waiting {
        let entries: [LogEntry]
        let since: Timestamp
        let wake: CheckedContinuation<Wake, Never>
    }

    private let store: any CallStore
    private let clock: any WallClock
    private let limits: IntakeLimits
    private var waiting: Deque<Waiting> = []
    private var committingSince: Timestamp?

    /// How many commits were tried.
    package private(set) var commits = 0
    /// Why the last commit failed; `nil` after one that succeeded.
    package private(set) var lastFailure: StorageError?

    /// A queue in front of a store.
    package init(store: any CallStore, clock: any WallClock, limits: IntakeLimits) {
        self.store = store
        self.clock = clock
        self.limits = limits
    }

    /// Makes entries durable.
    ///
    /// - Parameter isUrgent: true for work of our own, such as settling, that is never turned away.
    /// - Returns: one result per entry.
    /// - Throws: ``IntakeError``; nothing of these entries was stored.
    package func commit(_ entries: [LogEntry], isUrgent: Bool = false) async throws(IntakeError) -> [AppendResult] {
        guard !entries.isEmpty else { return [] }
        let now = clock.now()
        guard let committing = committingSince else { return try await lead(entries, since: now) }
        if !isUrgent {
            let oldest = waiting.first.map { min($0.since, committing) } ?? committing
            guard now.nanoseconds(since: oldest) <= limits.longestWaitSeconds * 1_000_000_000,
                waiting.count < limits.waitingBatches
            else { throw IntakeError(.busy, "The store is behind. Send the batch again in 2 seconds.") }
        }
        let woken = await withCheckedContinuation { wake in
            waiting.append(Waiting(entries: entries, since: now, wake: wake))
        }
        switch woken {
        case .done(let results): return results
        case .failed(let error): throw error
        case .lead: return try await lead(entries, since: now)
        }
    }

    /// Makes entries of our own durable, such as settlements; they are never turned away.
    package func store(_ entries: [LogEntry]) async throws(StorageError) {
        do throws(IntakeError) {
            _ = try await commit(entries, isUrgent: true)
        } catch {
            throw error.cause as? StorageError ?? StorageError(.busy, error.message, cause: error)
        }
    }

    private func lead(_ own: [LogEntry], since: Timestamp) async throws(IntakeError) -> [AppendResult] {
        committingSince = since
        var followers: [Waiting] = []
        var entries = own
        while let next = waiting.first, entries.count + next.entries.count <= limits.commitEntries {
            waiting.removeFirst()
            followers.append(next)
            entries += next.entries
        }
        commits += 1
        let outcome: Result<[AppendResult], StorageError>
        do throws(StorageError) {
            let results = try await store.append(entries, arrived: clock.now())
            outcome =
                results.count == entries.count
                ? .success(results)
                : .failure(StorageError(.fault, "The store answered for another number of entries."))
        } catch {
            outcome = .failure(error)
        }
        handOver()
        switch outcome {
        case .success(let results):
            lastFailure = nil
            var start = own.count
            for follower in followers {
                follower.wake.resume(returning: .done(Array(results[start..<(start + follower.entries.count)])))
                start += follower.entries.count
            }
            return Array(results[..<own.count])
        case .failure(let error):
            lastFailure = error
            let told = IntakeError(error)
            for follower in followers { follower.wake.resume(returning: .failed(told)) }
            throw told
        }
    }

    /// Lets the next who waits commit. `committingSince` stays set, so that nobody overtakes him.
    private func handOver() {
        if let next = waiting.popFirst() {
            committingSince = next.since
            next.wake.resume(returning: .lead)
        } else {
            committingSince = nil
        }
    }
}
