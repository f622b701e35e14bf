import Synchronization
import Telemetry

/// Which outcomes wait for what, in memory: looked at whenever a call settles, so it must cost next to nothing. Rebuilt at
/// start from the `awaited` tables of the parts.
final class AwaitedIndex: Sendable {
    struct Item: Sendable, Hashable {
        var position: LogPosition
        var arrived: Timestamp
    }

    private struct State {
        var byTarget: [UInt64: [Item]] = [:]
        var count = 0
    }

    private let limit: Int
    private let state = Mutex(State())

    /// - Parameter limit: at most so many wait; beyond it the oldest tenth is forgotten.
    init(limit: Int) {
        self.limit = limit
    }

    var count: Int { state.withLock { $0.count } }

    /// Outcomes begin and cease to wait.
    func update(adding added: [(target: UInt64, item: Item)], removing removed: [(target: UInt64, at: LogPosition)]) {
        guard !added.isEmpty || !removed.isEmpty else { return }
        state.withLock { state in
            for (target, item) in added {
                state.byTarget[target, default: []].append(item)
                state.count += 1
            }
            for (target, position) in removed {
                guard var items = state.byTarget[target] else { continue }
                let before = items.count
                items.removeAll { $0.position == position }
                state.count -= before - items.count
                state.byTarget[target] = items.isEmpty ? nil : items
            }
            if state.count > limit {
                let positions = state.byTarget.values.flatMap { $0.map(\.position) }.sorted()
                let cut = positions[positions.count / 10]
                Self.keep(&state) { $0.position > cut }
            }
        }
    }

    /// Those that wait for one of the targets, each once, in storage order.
    func items(for targets: [UInt64]) -> [LogPosition] {
        let found = state.withLock { state in targets.flatMap { state.byTarget[$0] ?? [] } }
        guard found.count > 1 else { return found.map(\.position) }
        return Set(found.map(\.position)).sorted()
    }

    /// Those that arrived before a time, oldest first.
    func items(arrivedBefore time: Timestamp, limit: Int) -> [LogPosition] {
        let found = state.withLock { state in
            state.byTarget.values.flatMap { items in items.filter { $0.arrived < time }.map(\.position) }
        }
        return Array(found.sorted().prefix(limit))
    }

    /// Forgets what does not satisfy a condition.
    /// - Returns: how many were forgotten.
    func keep(where condition: (Item) -> Bool) -> Int {
        state.withLock { Self.keep(&$0, where: condition) }
    }

    @discardableResult
    private static func keep(_ state: inout State, where condition: (Item) -> Bool) -> Int {
        let before = state.count
        state.byTarget = state.byTarget.compactMapValues { items in
            let kept = items.filter(condition)
            return kept.isEmpty ? nil : kept
        }
        state.count = state.byTarget.values.reduce(0) { $0 + $1.count }
        return before - state.count
    }
}
