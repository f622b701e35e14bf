public import Telemetry

/// What people call a system that nobody has given a title.
public enum SystemTitle {
    /// `Support answers` for `support-answers`; names that are no plain words stay as they are.
    public static func of(_ system: SystemSlug) -> String {
        let words = inSentence(system)
        return words == system.text ? words : words.prefix(1).uppercased() + words.dropFirst()
    }

    /// The same within a sentence: `support answers`.
    public static func inSentence(_ system: SystemSlug) -> String {
        let words = system.text.split(separator: "-")
        let isPlain = words.count > 1 && words.allSatisfy { $0.count > 1 && $0.allSatisfy(\.isLetter) }
        return isPlain ? words.joined(separator: " ") : system.text
    }
}
