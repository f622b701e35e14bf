import Synchronization
import Telemetry

/// What imports under way have brought: ids only.
final class ImportLedger: Sendable {
    private struct Import {
        var systems: Set<SystemSlug> = []
        var traces: Set<TraceID> = []
        var later: [Outcome] = []
    }

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

    func end(_ number: Int) {
        state.withLock { $0.imports[number] = nil }
    }
}
