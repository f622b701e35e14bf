import Storage
import Telemetry

/// What settling remembers of one system between calls.
struct SystemProfile: Sendable {
    /// How many calls decide what kind of system it is, and from when on a new value is a change.
    static let firstCalls = 50
    /// Different values of one kind that are remembered; with more, the value is no version and nothing is found.
    static let rememberedValues = 200

    /// As it is registered.
    var registered: WatchedSystem
    /// How many calls have settled, at most ``firstCalls``.
    private(set) var calls = 0
    private var kinds: [CallKind: Int] = [:]
    private var classes: Set<String> = []
    private var seen: [FoundChange.Kind: Set<String>] = [:]
    private var last: [FoundChange.Kind: String] = [:]

    init(_ registered: WatchedSystem) {
        self.registered = registered
    }

    /// Whether a predicted class is among the first of the system; remembers it while there is room.
    mutating func knows(class label: String) -> Bool {
        if classes.contains(label) { return true }
        guard classes.count < CallRow.classes else { return false }
        classes.insert(label)
        return true
    }

    /// Takes note of a call that counts.
    ///
    /// - Returns: what it shows that the system's calls had not shown before.
    mutating func note(_ call: Call) -> [FoundChange] {
        calls = min(calls + 1, Self.firstCalls + 1)
        if registered.mainKind == nil { kinds[call.kind, default: 0] += 1 }
        var found: [FoundChange] = []
        for (kind, value) in FoundChange.values(of: call) {
            guard seen[kind]?.contains(value) != true else { continue }
            guard seen[kind, default: []].count < Self.rememberedValues else { continue }
            seen[kind, default: []].insert(value)
            let before = last.updateValue(value, forKey: kind)
            guard calls > Self.firstCalls else { continue }
            found.append(
                FoundChange(system: registered.slug, kind: kind, value: value, before: before, time: call.time))
        }
        return found
    }

    /// The kind of call that quality is made of, once enough calls have settled: the commonest, embeddings only where
    /// there is nothing else.
    func mainKind(early: Bool) -> CallKind? {
        guard registered.mainKind == nil, calls >= Self.firstCalls || early else { return nil }
        let kind =
            kinds.filter { $0.key != .embedding }.max { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }?.key
            ?? kinds.first?.key
        return kind
    }
}

extension CallKind {
    /// The kind of system that mostly does this.
    var systemKind: WatchedSystem.Kind {
        switch self {
        case .llm, .embedding: .llm
        case .classifier: .classifier
        case .regressor: .regressor
        case .ranker: .ranker
        }
    }
}
