import Intake
import Telemetry
import Testing

@Suite("The row of an outcome")
struct OutcomeRowTests {
    private func measures(
        _ name: String = "thumbs", kind: Outcome.Kind = .feedback, value: Outcome.Value? = nil, label: String? = nil,
        amount: Int64? = nil, better: Outcome.Better? = nil, on callKind: CallKind = .llm,
        prediction: Prediction? = nil
    ) -> [Measure] {
        var outcome = Outcome(
            key: CallKey(hashing: [9]), target: .call(CallKey(hashing: [1])), kind: kind, name: name,
            rater: Rater(.user),
            time: Timestamp(seconds: 50))
        outcome.value = value
        outcome.label = label
        outcome.amountPicodollars = amount
        outcome.better = better
        return OutcomeRow.row(of: outcome, on: target(callKind, prediction), verdict: Timestamp(seconds: 60))?.measures
            ?? []
    }

    private func target(_ kind: CallKind, _ prediction: Prediction?) -> OutcomeRow.Target {
        var call = Call(key: CallKey(hashing: [1]), kind: kind, time: Timestamp(seconds: 10))
        call.prediction = prediction
        var settlement = Settlement(call: call.key, system: SystemSlug("bot")!, time: Timestamp(seconds: 12))
        settlement.row = SettledRow(
            subject: .call, system: settlement.system, kind: kind, callTime: call.time, verdictTime: settlement.time,
            slices: [SliceValue("language", "es")], measures: [])
        return OutcomeRow.Target(call, settlement)!
    }

    @Test("counts at its call's time, in its call's slices, and is judged when it was joined")
    func place() {
        var outcome = Outcome(
            key: CallKey(hashing: [9]), target: .call(CallKey(hashing: [1])), kind: .feedback, name: "Thumbs Up",
            rater: Rater(.user), time: Timestamp(seconds: 50))
        outcome.value = .boolean(true)
        let row = OutcomeRow.row(of: outcome, on: target(.llm, nil), verdict: Timestamp(seconds: 60))
        #expect(
            row
                == SettledRow(
                    subject: .outcome, system: SystemSlug("bot")!, kind: .llm, callTime: Timestamp(seconds: 10),
                    verdictTime: Timestamp(seconds: 60), slices: [SliceValue("language", "es")],
                    measures: [Measure(SignalName("thumbs_up")!, true)]))
    }

    @Test("is a score for a number, a share for yes or no")
    func values() {
        #expect(measures("rating", value: .number(4.5)) == [Measure(SignalName("rating")!, .score, 4_500_000)])
        #expect(measures(value: .boolean(false)) == [Measure(SignalName("thumbs")!, false)])
    }

    @Test("compares the label of a classifier with the predicted class")
    func agreement() {
        let predicted = Prediction(label: "fraud")
        #expect(
            measures("label", kind: .label, label: "fraud", on: .classifier, prediction: predicted)
                == [Measure(.labelAgreement, true)])
        #expect(
            measures("label", kind: .label, label: "legit", on: .classifier, prediction: predicted)
                == [Measure(.labelAgreement, false)])
        #expect(
            measures("label", kind: .label, value: .number(1), on: .classifier, prediction: Prediction(label: "1"))
                == [Measure(.labelAgreement, true)])
    }

    @Test("measures how far a regressor was off")
    func error() {
        #expect(
            measures("label", kind: .label, value: .number(40), on: .regressor, prediction: Prediction(value: 42.5))
                == [Measure(.absoluteError, .score, 2_500_000)])
    }

    @Test("knows good and bad words; for the name of something bad, the bad ones are what is counted")
    func categories() {
        let grounded = SignalName("groundedness")!
        #expect(measures("groundedness", kind: .score, label: "grounded") == [Measure(grounded, true)])
        #expect(measures("groundedness", kind: .score, label: "Not Relevant") == [Measure(grounded, false)])
        let hallucination = SignalName("hallucination")!
        #expect(measures("hallucination", kind: .score, label: "hallucinated") == [Measure(hallucination, true)])
        #expect(measures("hallucination", kind: .score, label: "pass") == [Measure(hallucination, false)])
        #expect(measures("hallucination", kind: .score, label: "yes") == [Measure(hallucination, true)])
        #expect(measures("doubt", kind: .score, label: "pass", better: .low) == [Measure(SignalName("doubt")!, false)])
    }

    @Test("is the share of a word that nobody knows as good or bad")
    func unknownWord() {
        #expect(measures("tone", kind: .score, label: "warm") == [Measure(SignalName("tone@warm")!, true)])
    }

    @Test("measures money beside what was said")
    func money() {
        #expect(
            measures("resolved", kind: .business, value: .boolean(true), amount: 14_200_000_000_000)
                == [
                    Measure(SignalName("resolved")!, true),
                    Measure(SignalName("resolved.amount")!, .money, 14_200_000_000_000),
                ])
    }

    @Test("is none for a comment")
    func comment() {
        #expect(measures().isEmpty)
    }
}
