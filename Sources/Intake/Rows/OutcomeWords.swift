package import Telemetry

/// Words by which outcomes say good or bad: data.
package enum OutcomeWords {
    /// What a category says.
    package enum Meaning: Sendable {
        /// That something is so, or not: the name says whether that is good.
        case yes, no
        /// That it went well, or not.
        case good, bad
    }

    private static let meanings: [String: Meaning] = [
        "yes": .yes, "true": .yes, "no": .no, "false": .no,
        "pass": .good, "passed": .good, "correct": .good, "relevant": .good, "supported": .good, "grounded": .good,
        "positive": .good, "good": .good, "thumbs_up": .good,
        "fail": .bad, "failed": .bad, "incorrect": .bad, "not_relevant": .bad, "irrelevant": .bad, "unsupported": .bad,
        "hallucinated": .bad, "negative": .bad, "bad": .bad, "thumbs_down": .bad,
    ]

    private static let badNames = [
        "thumbs_down", "dislike", "edited", "edit_", "retried", "regenerated", "abandoned", "escalated", "handoff",
        "overridden", "verified_elsewhere", "complaint", "refund", "chargeback", "hallucinat", "toxic", "bias", "harm",
        "hate", "violence", "self_harm", "sexual", "pii", "leak", "jailbreak", "injection", "refus", "error",
    ]

    /// What a word says, whatever its case; `nil` for unknown ones.
    package static func meaning(of word: String) -> Meaning? { SignalName(word).flatMap { meanings[$0.text] } }

    /// True for names of something that nobody wants.
    package static func isBad(name: SignalName) -> Bool { badNames.contains { name.text.hasPrefix($0) } }
}
