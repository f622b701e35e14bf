import DequeModule
import Storage
import Synchronization
import Telemetry

/// What imports under way have brought: ids, and the latest calls, since outcomes come soon after them.
final class ImportLedger: Sendable {
    private struct Import {
        var systems: Set<SystemSlug> = []
        var traces: Set<TraceID> = []
        var later: [Outcome] = []
        var latest: [CallKey: StoredCall] = [:]
        var order: Deque<CallKey> = []
    }

    /// How many of the latest calls of an import are at hand; others are read from the log.
    private static let latestCalls = 16_384

    private struct State {
        var last = 0
        var imports: [Int: Import] = [:]
    }

    private let state = Mutex(State())

    /// Systems of all imports.
    var systems: Set<SystemSlug> {
        state.withLock { $0.imports.values.reduce(into: []) { $0.formUnion($1.systems) } }
    }

    func begin(_ systems: Set<SystemSlug>) -> Int {
        state.withLock { state in
            state.last += 1
            state.imports[state.last] = Import(systems: systems)
            return state.last
        }
    }

    func note(_ systems: [SystemSlug], in number: Int) {
        state.withLock { $0.imports[number]?.systems.formUnion(systems) }
    }

    func note(traces: [TraceID], in number: Int) {
        state.withLock { $0.imports[number]?.traces.formUnion(traces) }
    }

    func note(later outcomes: [Outcome], in number: Int) {
        state.withLock { $0.imports[number]?.later += outcomes }
    }

    func nextTraces(_ count: Int, in number: Int) -> [TraceID] {
        state.withLock { Array(($0.imports[number]?.traces ?? []).prefix(count)) }
    }

    func doneTraces(_ traces: [TraceID], in number: Int) {
        state.withLock { $0.imports[number]?.traces.subtract(traces) }
    }

    func laterOutcomes(in number: Int) -> [Outcome] { state.withLock { $0.imports[number]?.later ?? [] } }

    func note(settled calls: [StoredCall], in number: Int) {
        state.withLock { state in
            for call in calls {
                guard state.imports[number]?.latest.updateValue(call, forKey: call.call.key) == nil else { continue }
                state.imports[number]?.order.append(call.call.key)
            }
            while let count = state.imports[number]?.order.count, count > Self.latestCalls,
                let oldest = state.imports[number]?.order.popFirst()
            {
                state.imports[number]?.latest[oldest] = nil
            }
        }
    }

    /// Those of the calls that are at hand.
    func settled(_ keys: [CallKey], in number: Int) -> [StoredCall] {
        state.withLock { state in
            let latest = state.imports[number]?.latest ?? [:]
            return keys.compactMap { latest[$0] }
        }
    }

    func end(_ number: Int) {
        state.withLock { $0.imports[number] = nil }
    }
}
