import Telemetry

/// What the records of a trace say together: log events merged into their calls, several reports of one call made one,
/// values inherited. A pure function of the set of records, so that the order of arrival changes nothing.
package enum TraceResolution {
    /// The outcome of a resolution.
    package struct Result: Sendable {
        /// Calls that had not settled, sorted by time, then span.
        package var calls: [ResolvedCall]
        /// Log events under a context span for which no single call could be found.
        package var unmatchedEvents: Int
    }

    /// - Complexity: O(n²) in the calls of one trace for finding duplicates, bounded by overlapping in time.
    package static func resolve(_ records: TraceRecords) -> Result {
        var calls = records.calls.map(ResolvedCall.init).sorted(by: Self.inOrder)
        let unmatched = LogMerging.merge(records.events, into: &calls, contexts: records.contexts)
        Duplicates.mark(&calls, settled: Set(records.settled.keys))
        Inheritance.apply(to: &calls, contexts: records.contexts)
        calls.removeAll { records.settled[$0.call.key] != nil }
        return Result(calls: calls, unmatchedEvents: unmatched)
    }

    private static func inOrder(_ left: ResolvedCall, _ right: ResolvedCall) -> Bool {
        let (l, r) = (left.call, right.call)
        if l.time != r.time { return l.time < r.time }
        if l.end != r.end { return l.end < r.end }
        if let first = l.spanID, let second = r.spanID, first != second { return first.hex < second.hex }
        return l.key < r.key
    }
}
