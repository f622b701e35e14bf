/// How the columns of a file become members of calls and outcomes, and why.
public struct FieldMapping: Sendable, Hashable, Codable {
    /// One rule with the reason for it.
    public struct Choice: Sendable, Hashable, Codable {
        /// Who chose.
        public enum Origin: String, Sendable, Hashable, Codable {
            /// `--map` says so.
            case hand
            /// The column's name, confirmed by its values.
            case name
            /// The values alone, or the absence of anything better.
            case values
        }

        /// The rule.
        public var rule: MappingRule
        /// Who chose.
        public var origin: Origin
        /// Why, for people.
        public var reason: String
        /// Up to three values of the column.
        public var examples: [String]
    }

    /// The rules, in the order of the file's columns.
    public var choices: [Choice]
    /// What could have been decided otherwise, for people.
    public var notes: [String]
    /// True when the lines are items of our own API, or of OpenTelemetry, and are taken as they are.
    public var isPlain: Bool

    /// Lines that are taken as they are.
    public static let plain = FieldMapping(choices: [], notes: [], isPlain: true)

    /// The rules alone.
    public var rules: [MappingRule] { choices.map(\.rule) }

    /// The text of `--map` that says the same without inferring anything.
    public var text: String { MappingRequest(isAutomatic: false, rules: rules).text }

    /// The rule for a member, however it is written.
    func rule(for member: CallMember) -> MappingRule? {
        rules.first { rule in
            if case .member(let other) = rule.target { other.group == member.group } else { false }
        }
    }

    /// The mapping as a table for a terminal: target, source, examples, reason.
    public var table: [[String]] {
        choices.map { choice in
            let examples = choice.examples.map { $0.count > 24 ? $0.prefix(23) + "…" : $0 }.joined(separator: " · ")
            let source = choice.rule.source.text + (choice.rule.pattern.map { "~\($0)" } ?? "")
            return [choice.rule.target.text, source, examples.replacing("\n", with: " "), choice.reason]
        }
    }
}
