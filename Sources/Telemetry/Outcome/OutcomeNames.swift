/// Names of outcomes whose direction and scale are known without anybody declaring them, and words that say good or bad.
///
/// Data. What is not here is watched in both directions until a person says which way is worse.
public enum OutcomeNames {
    /// The scale of a name.
    public enum Scale: Sendable, Hashable {
        /// Yes or no.
        case boolean
        /// From a low to a high end.
        case range(ClosedRange<Double>)
        /// The narrowest usual scale that holds what was seen: 0 to 1, 1 to 5, 0 to 100.
        case learnt
        /// Any number.
        case asReported
    }

    private struct Entry {
        let names: [String]
        let better: Outcome.Better
        let scale: Scale
    }

    // A name that ends in * stands for every name that begins so.
    private static let entries: [Entry] = [
        Entry(names: ["rating", "stars"], better: .high, scale: .range(1...5)),
        Entry(names: ["nps"], better: .high, scale: .range(0...10)),
        Entry(names: ["thumbs_down", "dislike"], better: .low, scale: .boolean),
        Entry(
            names: ["thumbs", "thumbs_up", "like", "user_feedback", "helpful*", "satisf*", "csat"], better: .high,
            scale: .boolean),
        Entry(
            names: [
                "accepted", "kept", "applied", "copied", "resolved", "converted", "conversion", "purchase", "pass*",
                "success*",
            ], better: .high, scale: .boolean),
        Entry(names: ["edited", "edit_*"], better: .low, scale: .range(0...1)),
        Entry(
            names: [
                "retried", "regenerated", "abandoned", "escalated", "handoff", "overridden", "verified_elsewhere",
                "complaint", "refund", "chargeback",
            ], better: .low, scale: .boolean),
        Entry(
            names: [
                "hallucinat*", "toxic*", "bias*", "harm*", "hate*", "violence", "self_harm", "sexual", "pii*", "leak*",
                "jailbreak", "injection", "refus*", "error*",
            ], better: .low, scale: .learnt),
        Entry(
            names: ["mae", "rmse", "mape", "log_loss", "brier", "wer", "latency*", "cost*", "absolute_error"],
            better: .low, scale: .asReported),
        Entry(
            names: [
                "correct*", "accura*", "relevan*", "grounded*", "faithful*", "support*", "complete*", "coheren*",
                "fluen*",
                "similar*", "precision", "recall", "f1", "auc", "bleu", "rouge*", "exact_match", "intent_resolution",
                "task_adherence", "quality", "score", "label_agreement",
            ], better: .high, scale: .learnt),
    ]

    private static func entry(_ name: SignalName) -> Entry? {
        entries.first { entry in
            entry.names.contains { pattern in
                pattern.hasSuffix("*") ? name.text.hasPrefix(pattern.dropLast()) : name.text == pattern
            }
        }
    }

    /// Which way is better; `nil` when the name does not say.
    public static func better(of name: SignalName) -> Outcome.Better? { entry(name)?.better }

    /// The scale of a name; `nil` when the name does not say.
    public static func scale(of name: SignalName) -> Scale? { entry(name)?.scale }

    /// True when the name is in the table.
    public static func isKnown(_ name: SignalName) -> Bool { entry(name) != nil }

    private static let goodLabels: Set<String> = [
        "pass", "correct", "relevant", "supported", "grounded", "positive", "good", "yes", "true", "thumbs_up",
    ]
    private static let badLabels: Set<String> = [
        "fail", "incorrect", "not_relevant", "irrelevant", "unsupported", "hallucinated", "negative", "bad", "no",
        "false", "thumbs_down",
    ]

    /// Whether a label says good (`true`) or bad (`false`); `nil` when it says neither. Case, spaces and `-` do not matter.
    public static func isGood(label: String) -> Bool? {
        guard let word = SignalName(label)?.text else { return nil }
        if goodLabels.contains(word) { return true }
        if badLabels.contains(word) { return false }
        return nil
    }
}
