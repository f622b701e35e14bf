import Storage
import Telemetry

/// The spans of a trace in the order in which people read them: parents before children, siblings by start.
struct TraceTree {
    private struct Node {
        let id: SpanID?
        let parent: SpanID?
        let name: String
        let time: Timestamp
        let durationMicroseconds: Int64?
        let isFailed: Bool
        let call: CallKey?
    }

    private let nodes: [Node]

    init(_ trace: StoredTrace) {
        let calls = trace.calls.map { stored in
            Node(
                id: stored.call.spanID, parent: stored.call.parentSpanID,
                name: stored.call.name ?? stored.call.operation ?? stored.call.kind.rawValue, time: stored.call.time,
                durationMicroseconds: stored.call.latencyMicroseconds, isFailed: stored.call.failed,
                call: stored.call.key)
        }
        let contexts = trace.contexts.map { stored in
            Node(
                id: stored.span.spanID, parent: stored.span.parentSpanID, name: stored.span.name,
                time: stored.span.time,
                durationMicroseconds: stored.span.durationMicroseconds, isFailed: stored.span.failed, call: nil)
        }
        nodes = (calls + contexts).sorted { ($0.time, $0.name) < ($1.time, $1.name) }
    }

    /// At most `limit` spans, each with its depth; spans of a circle, which no honest client sends, come last and flat.
    func spans(this: CallKey, limit: Int) -> [CallPage.Span] {
        guard let start = nodes.map(\.time).min() else { return [] }
        let known = Set(nodes.compactMap(\.id))
        var children: [SpanID: [Int]] = [:]
        var roots: [Int] = []
        for (index, node) in nodes.enumerated() {
            if let parent = node.parent, known.contains(parent), parent != node.id {
                children[parent, default: []].append(index)
            } else {
                roots.append(index)
            }
        }
        var ordered: [(index: Int, depth: Int)] = []
        var seen: Set<Int> = []
        var open = roots.reversed().map { ($0, 0) }
        while let (index, depth) = open.popLast() {
            guard seen.insert(index).inserted else { continue }
            ordered.append((index, depth))
            guard let id = nodes[index].id else { continue }
            open += (children[id] ?? []).reversed().map { ($0, depth + 1) }
        }
        ordered += nodes.indices.filter { !seen.contains($0) }.map { ($0, 0) }
        return ordered.prefix(limit).map { index, depth in
            let node = nodes[index]
            return CallPage.Span(
                name: node.name, depth: depth, start: node.time.seconds(since: start),
                duration: Double(node.durationMicroseconds ?? 0) / 1e6, isFailed: node.isFailed,
                isThis: node.call == this,
                call: node.call == this ? nil : node.call?.hex)
        }
    }
}
