package import Telemetry

/// What the folds see of an outcome that found its call.
package enum OutcomeRow {
    /// The call that an outcome counts for, as far as its row needs it.
    package struct Target: Sendable {
        /// The system that the call settled into.
        package var system: SystemSlug
        /// The call's kind.
        package var kind: CallKind
        /// The call's time: charts count the outcome there.
        package var time: Timestamp
        /// The call's slices.
        package var slices: [SliceValue]
        /// What a classic model answered.
        package var prediction: Prediction?
        /// True for calls of a named baseline.
        package var isReference: Bool
        /// True when the call has a time of its own.
        package var hasTime: Bool

        /// The target that a settled call is; `nil` for a call that counts nowhere.
        package init?(_ call: Call, _ settlement: Settlement) {
            guard let row = settlement.row else { return nil }
            system = row.system
            kind = row.kind
            time = row.callTime
            slices = row.slices
            prediction = call.prediction
            isReference = row.isReference
            hasTime = !call.timeAssumed
        }
    }

    /// The row of an outcome; `nil` when it measures nothing, as a comment does.
    ///
    /// - Parameter verdict: when verdict buckets count it; `nil` for charts only.
    package static func row(
        of outcome: Outcome, on target: Target, verdict: Timestamp?, withdraws: Bool = false
    ) -> SettledRow? {
        let measures = measures(of: outcome, on: target)
        guard !measures.isEmpty else { return nil }
        let isLate = verdict == nil && !target.isReference && target.hasTime && !withdraws
        return SettledRow(
            subject: .outcome, system: target.system, kind: target.kind, callTime: target.time, verdictTime: verdict,
            lateVerdictTime: isLate ? max(outcome.time, target.time) : nil, isReference: target.isReference,
            withdraws: withdraws, slices: target.slices, measures: measures)
    }

    /// * A label of a classifier: whether it equals the predicted class. Of a regressor: how far off it was.
    /// * A number: a score under the outcome's name. Yes or no: a share.
    /// * A category: the share of good ones, by the words that are known as good or bad; for a name of something bad
    ///   (`hallucination`) the share of bad ones. An unknown word: the share of that word, `name@word`.
    /// * Money: a measure of its own, `name.amount`.
    private static func measures(of outcome: Outcome, on target: Target) -> [Measure] {
        guard let signal = SignalName(outcome.name) else { return [] }
        var result: [Measure] = []
        if outcome.kind == .label, let truth = truth(of: outcome, for: target) {
            result.append(truth)
        } else {
            switch outcome.value {
            case .number(let number):
                if let measure = Measure(signal, score: number) { result.append(measure) }
            case .boolean(let flag):
                result.append(Measure(signal, flag))
            case .text(let word):
                if let measure = category(word, of: outcome, signal) { result.append(measure) }
            case nil:
                if let word = outcome.label, let measure = category(word, of: outcome, signal) {
                    result.append(measure)
                }
            }
        }
        if let amount = outcome.amountPicodollars, let money = SignalName(signal.text.prefix(56) + ".amount") {
            result.append(Measure(money, .money, amount))
        }
        return result
    }

    private static func truth(of outcome: Outcome, for target: Target) -> Measure? {
        switch target.kind {
        case .classifier:
            guard let predicted = target.prediction?.predictedClass, let truth = outcome.truthText else { return nil }
            return Measure(.labelAgreement, truth == predicted)
        case .regressor:
            guard let predicted = target.prediction?.value, let truth = outcome.truthNumber else { return nil }
            return Measure(.absoluteError, score: abs(predicted - truth))
        case .llm, .embedding, .ranker:
            return nil
        }
    }

    private static func category(_ word: String, of outcome: Outcome, _ signal: SignalName) -> Measure? {
        switch SignalName(word)?.text {
        case "yes", "true": return Measure(signal, true)
        case "no", "false": return Measure(signal, false)
        default: break
        }
        guard let isGood = OutcomeNames.isGood(label: word) else {
            return SignalName(signal.text.prefix(40) + "@" + word).map { Measure($0, true) }
        }
        let countsBad = (outcome.better ?? OutcomeNames.better(of: signal)) == .low
        return Measure(signal, isGood != countsBad)
    }
}

extension Outcome {
    /// The true class, as text.
    fileprivate var truthText: String? {
        if let label { return label }
        switch value {
        case .text(let text): return text
        case .boolean(let flag): return flag ? "true" : "false"
        case .number(let number): return Int64(exactly: number).map(String.init) ?? String(number)
        case nil: return nil
        }
    }

    /// The true value, as a number.
    fileprivate var truthNumber: Double? {
        switch value {
        case .number(let number): number
        case .text(let text): Double(text)
        case .boolean: nil
        case nil: label.flatMap(Double.init)
        }
    }
}
