public import Storage
import Telemetry

extension IntakePipeline {
    /// Calls that are read again at start, the newest of each system, to know the neighbours of what comes; shared out
    /// over the systems so that a start stays quick, at most 2,000 each.
    static let learntCalls = 20_000
    /// Outcomes that wait and are looked at again after a start.
    static let recheckedOutcomes = 50_000

    /// Takes up what an earlier run left: calls that had not settled wait again, outcomes are looked at again, and what
    /// was remembered between calls is learnt from the latest of the log. Once, before anything is submitted.
    ///
    /// - Parameter importsResume: true when an import that was stopped will go on: its traces then settle at its end, not
    ///   as late calls of today.
    /// - Throws: when the log cannot be read.
    public func takeUp(importsResume: Bool = false) async throws(StorageError) {
        let now = clock.now()
        let systems = try await control.systems()
        for system in systems {
            let share = min(2_000, Self.learntCalls / systems.count)
            let latest = try await store.latestCalls(CallQuery(system: system.slug, limit: share, effort: 2 * share))
            await desk.learn(from: latest.calls.reversed())
        }
        var unsettled = try await store.unsettled(
            arrivedSince: now.advanced(bySeconds: -limits.settling.lateSeconds))
        if importsResume {
            let late = limits.lateSeconds * 1_000_000_000
            unsettled.calls.removeAll { $0.arrived.nanoseconds(since: $0.call.time) > late }
        }
        let awaited = try await store.awaitedOutcomes(
            arrivedBefore: now.advanced(bySeconds: 1), limit: Self.recheckedOutcomes)
        await settling.takeUp(unsettled, awaited: awaited.map(\.outcome))
    }
}
