import Telemetry

/// Brings the content of log events to the calls they were logged under.
enum LogMerging {
    /// Merges what calls lack; events of one call in the order of their time.
    ///
    /// An event logged under a span that is no call belongs to the one child call that has the event's response id; of
    /// several, to the one without an output.
    ///
    /// - Returns: how many events found a context span and no call.
    static func merge(
        _ events: [ContentEvent], facts: [CallKey: CallFacts], into calls: inout [ResolvedCall],
        of records: TraceRecords
    ) -> Int {
        guard !events.isEmpty else { return 0 }
        var bySpan: [SpanID: Int] = [:]
        for (index, resolved) in calls.enumerated() {
            if let span = resolved.call.spanID { bySpan[span] = index }
        }
        var lacking: [Int: (input: Bool, output: Bool)] = [:]
        var unmatched = 0
        let ordered = events.sorted {
            if $0.time != $1.time { return $0.time < $1.time }
            return $0.name == $1.name ? $0.key < $1.key : $0.name < $1.name
        }
        for event in ordered {
            guard let index = bySpan[event.spanID] ?? child(of: event, in: calls) else {
                if records.contexts.contains(where: { $0.spanID == event.spanID }) { unmatched += 1 }
                continue
            }
            let lacks =
                lacking[index] ?? (calls[index].call.content.input.isEmpty, calls[index].call.content.output.isEmpty)
            lacking[index] = lacks
            // Structured events tell a whole call at once: of several such, the first counts. Message events are one
            // message each, and all of them count.
            let whole = event.name == wholeCall
            if lacks.input, !event.content.input.isEmpty, !whole || calls[index].call.content.input.isEmpty {
                calls[index].call.content.input += event.content.input
                calls[index].contentWasMerged = true
            }
            if lacks.output, !event.content.output.isEmpty, !whole || calls[index].call.content.output.isEmpty {
                calls[index].call.content.output += event.content.output
                calls[index].contentWasMerged = true
            }
            if calls[index].call.finishReasons.isEmpty { calls[index].call.finishReasons = event.finishReasons }
            if calls[index].call.responseID == nil { calls[index].call.responseID = event.responseID }
            if let known = facts[event.key] { calls[index].lentFacts.append(known) }
        }
        return unmatched
    }

    /// The event that holds input and output of a call.
    private static let wholeCall = "gen_ai.client.inference.operation.details"

    private static func child(of event: ContentEvent, in calls: [ResolvedCall]) -> Int? {
        guard let response = event.responseID else { return nil }
        var found = calls.indices.filter {
            calls[$0].call.responseID == response && calls[$0].call.parentSpanID == event.spanID
        }
        if found.count > 1 {
            found.removeAll {
                calls[$0].call.content.outputText?.isEmpty == false || !calls[$0].call.content.toolCalls.isEmpty
            }
        }
        return found.count == 1 ? found[0] : nil
    }
}
