import Telemetry

/// Finds the calls of a trace that count once although several spans report them.
///
/// a. Parent and child of the same scope and kind: the parent sums its children up and is no call of its own.
/// b. Two scopes, overlapping in time, siblings or parent and child, that share a response id, or of which one has none
///    (parent and child), or that both failed (siblings): one call. The richer report stays.
/// c. A parent with two or more different calls of another scope below it: as a.
///
/// Equal response ids alone prove nothing: test servers and caches repeat them. Retries do not overlap and all count.
enum Duplicates {
    /// Marks what does not count. What has settled stays as it is: a later report of it is a late duplicate.
    ///
    /// - Parameter calls: sorted by time, end and span, so that ties are broken alike whatever the order of arrival.
    static func mark(_ calls: inout [ResolvedCall], settled: Set<CallKey>) {
        markAggregates(&calls, settled: settled)
        markRepeated(&calls, settled: settled)
    }

    private static func markAggregates(_ calls: inout [ResolvedCall], settled: Set<CallKey>) {
        var bySpan: [SpanID: Int] = [:]
        for (index, resolved) in calls.enumerated() where resolved.canRepeat {
            if let span = resolved.call.spanID { bySpan[span] = index }
        }
        var children: [Int: [Int]] = [:]
        for (index, resolved) in calls.enumerated() where resolved.canRepeat {
            guard let parent = resolved.call.parentSpanID.flatMap({ bySpan[$0] }), parent != index,
                calls[parent].call.kind == resolved.call.kind
            else { continue }
            children[parent, default: []].append(index)
        }
        for (parent, below) in children.sorted(by: { $0.key < $1.key }) {
            let sameScope = below.contains { calls[$0].call.scope == calls[parent].call.scope }
            let different = Set(below.map { calls[$0].call.responseID ?? calls[$0].call.spanID?.hex ?? "" })
            guard sameScope || (below.count > 1 && different.count > 1) else { continue }
            if settled.contains(calls[parent].call.key) {
                for child in below where !settled.contains(calls[child].call.key) {
                    calls[child].standing = .duplicate(of: calls[parent].call.key)
                    calls[child].cameLate = true
                }
            } else {
                calls[parent].standing = .aggregate
                if below.count == 1, !settled.contains(calls[below[0]].call.key) {
                    calls[below[0]].fill(from: calls[parent])
                }
            }
        }
    }

    private static func markRepeated(_ calls: inout [ResolvedCall], settled: Set<CallKey>) {
        for first in calls.indices where calls[first].canRepeat {
            for second in calls.indices[(first + 1)...] where calls[second].canRepeat {
                guard calls[first].standing == .counts else { break }
                guard calls[second].call.time < calls[first].call.end else { break }
                guard calls[second].standing == .counts, isSame(calls[first].call, calls[second].call) else { continue }
                let (kept, repeated) = choose(first, second, of: calls, settled: settled)
                guard !settled.contains(calls[repeated].call.key) else { continue }
                calls[repeated].standing = .duplicate(of: calls[kept].call.key)
                if settled.contains(calls[kept].call.key) {
                    calls[repeated].cameLate = true
                } else {
                    calls[kept].fill(from: calls[repeated])
                }
            }
        }
    }

    private static func isSame(_ left: Call, _ right: Call) -> Bool {
        guard left.scope != right.scope, left.time < right.end, right.time < left.end else { return false }
        let siblings = left.parentSpanID == right.parentSpanID
        let nested = left.parentSpanID == right.spanID || right.parentSpanID == left.spanID
        if let one = left.responseID, let other = right.responseID {
            return one == other && (siblings || nested) || bothFailed(left, right) && siblings
        }
        return nested || siblings && bothFailed(left, right)
    }

    private static func bothFailed(_ left: Call, _ right: Call) -> Bool { left.failed && right.failed }

    private static func choose(
        _ first: Int, _ second: Int, of calls: [ResolvedCall], settled: Set<CallKey>
    ) -> (kept: Int, repeated: Int) {
        switch (settled.contains(calls[first].call.key), settled.contains(calls[second].call.key)) {
        case (true, false): return (first, second)
        case (false, true): return (second, first)
        case (true, true), (false, false):
            func rank(_ index: Int) -> (Int, Int) {
                (calls[index].call.hasText ? 1 : 0, calls[index].call.knownValues)
            }
            return rank(first) >= rank(second) ? (first, second) : (second, first)
        }
    }
}
