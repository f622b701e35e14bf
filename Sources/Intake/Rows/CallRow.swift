package import Telemetry

/// What the folds see of a settled call.
package enum CallRow {
    /// How many classes of one system get a signal of their own.
    package static let classes = 50

    /// The row of a call that counts.
    ///
    /// Latency and time to first token are those of successful calls: a failure is fast or slow for reasons of its own.
    /// Tokens and cost count whenever they are known. A fact that is not measurable brings no measure.
    ///
    /// **Shares of classes.** A classifier's call brings one `class_share:<label>` of 1, for the class it predicted and
    /// for no other; a class that was not predicted brings nothing. So the signal's own count and sum both are how often
    /// the class was predicted, and its share is that sum divided by the system's successful calls, the sum of
    /// ``SignalName/success`` over the same bucket and slice. Nothing about a row depends on which classes were seen
    /// before; classes beyond the first ``classes`` of a system share `class_share:(other)`.
    ///
    /// - Parameters:
    ///   - call: with what its trace lent it.
    ///   - facts: completed by its neighbours.
    ///   - verdict: when verdict buckets count it; `nil` for charts only.
    ///   - knownClass: whether a label is among the first classes of its system.
    package static func row(
        of call: Call, system: SystemSlug, facts: CallFacts, price: CallPrice, verdict: Timestamp?, isReference: Bool,
        knownClass: (String) -> Bool
    ) -> SettledRow {
        var measures: [Measure] = []
        measures.reserveCapacity(12)
        measures.append(Measure(.success, !call.failed))
        if !call.failed {
            if let latency = call.latencyMicroseconds { measures.append(Measure(.latency, .duration, latency)) }
            if let first = call.timeToFirstTokenMicroseconds {
                measures.append(Measure(.timeToFirstToken, .duration, first))
            }
        }
        if let input = call.tokens.input { measures.append(Measure(.inputTokens, .count, input)) }
        if let output = call.tokens.output { measures.append(Measure(.outputTokens, .count, output)) }
        if let cost = price.picodollars ?? call.clientCostPicodollars { measures.append(Measure(.cost, .money, cost)) }
        func add(_ signal: SignalName, _ fact: Bool?) {
            if let fact { measures.append(Measure(signal, fact)) }
        }
        add(.refused, facts.refused)
        add(.empty, facts.empty)
        add(.truncated, facts.truncated)
        add(.repeated, facts.repeated)
        add(.retriedCall, facts.retried)
        if let prediction = call.prediction, !call.failed {
            if let value = prediction.value, let measure = Measure(.predictionValue, score: value) {
                measures.append(measure)
            }
            if let score = prediction.score, let measure = Measure(.predictionScore, score: score) {
                measures.append(measure)
            }
            if call.kind == .classifier, let label = prediction.predictedClass {
                measures.append(Measure(.classShare(knownClass(label) ? label : SliceValue.other), true))
            }
        }
        return SettledRow(
            subject: .call, system: system, kind: call.kind, callTime: call.time, verdictTime: verdict,
            lateVerdictTime: verdict == nil && !isReference && !call.timeAssumed ? call.time : nil,
            isReference: isReference, slices: SliceRules.slices(of: call), measures: measures)
    }
}

extension Prediction {
    /// The class that was predicted: the label, else the likeliest class; of equally likely ones the first by name.
    package var predictedClass: String? {
        label ?? probabilities.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }
}
