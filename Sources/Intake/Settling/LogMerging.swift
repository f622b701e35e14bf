import Telemetry

/// Brings the content of log events to the calls they were logged under.
enum LogMerging {
    /// The event that holds input and output of a call; other events hold one message each.
    private static let wholeCall = "gen_ai.client.inference.operation.details"

    /// Merges what calls lack; events of one call in the order of their time.
    ///
    /// An event logged under a span that is no call belongs to the one child call that has the event's response id; of
    /// several, to the one without an output. Works on facts where texts are not at hand.
    ///
    /// - Returns: how many events found a context span and no call.
    static func merge(_ events: [ContentEvent], into calls: inout [ResolvedCall], contexts: [ContextSpan]) -> Int {
        guard !events.isEmpty else { return 0 }
        var bySpan: [SpanID: Int] = [:]
        for (index, resolved) in calls.enumerated() {
            if let span = resolved.call.spanID { bySpan[span] = index }
        }
        let lacksInput = calls.map { !$0.call.textFacts.hasInput }
        let lacksOutput = calls.map { !$0.call.textFacts.hasOutput }
        var unmatched = 0
        let ordered = events.sorted {
            if $0.time != $1.time { return $0.time < $1.time }
            return $0.name == $1.name ? $0.key < $1.key : $0.name < $1.name
        }
        for event in ordered {
            guard let index = bySpan[event.spanID] ?? child(of: event, in: calls) else {
                if contexts.contains(where: { $0.spanID == event.spanID }) { unmatched += 1 }
                continue
            }
            // Of several events that tell a whole call, the first counts; of message events all do.
            let whole = event.name == wholeCall
            let known = calls[index].call.textFacts
            var facts = event.textFacts
            if event.textFacts.hasInput {
                if lacksInput[index], !whole || !known.hasInput {
                    calls[index].lend(input: event.content.input)
                } else {
                    facts.forgetInput()
                }
            }
            if event.textFacts.hasOutput {
                if lacksOutput[index], !whole || !known.hasOutput {
                    calls[index].lend(output: event.content.output)
                } else {
                    facts.forgetOutput()
                }
            }
            if calls[index].call.finishReasons.isEmpty { calls[index].call.finishReasons = event.finishReasons }
            calls[index].call.responseID = calls[index].call.responseID ?? event.responseID
            calls[index].call.responseModel = calls[index].call.responseModel ?? event.responseModel
            calls[index].call.fingerprint = calls[index].call.fingerprint ?? event.fingerprint
            calls[index].call.prompt = calls[index].call.prompt ?? event.prompt
            calls[index].call.textFacts.fill(from: facts)
        }
        return unmatched
    }

    private static func child(of event: ContentEvent, in calls: [ResolvedCall]) -> Int? {
        guard let response = event.responseID else { return nil }
        var found = calls.indices.filter {
            calls[$0].call.responseID == response && calls[$0].call.parentSpanID == event.spanID
        }
        if found.count > 1 { found.removeAll { calls[$0].call.textFacts.hasOutput } }
        return found.count == 1 ? found[0] : nil
    }
}
