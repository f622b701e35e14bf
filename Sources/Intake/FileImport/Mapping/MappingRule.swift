/// One line of a mapping: a target, where its value comes from, and which part of that counts.
public struct MappingRule: Sendable, Hashable, Codable {
    /// Where the value goes.
    public var target: MappingTarget
    /// Where it comes from.
    public var source: MappingSource
    /// A regular expression: its first group, else its whole match, is the value; for outcomes whether it matches.
    public var pattern: String?

    /// A rule.
    public init(_ target: MappingTarget, from source: MappingSource, pattern: String? = nil) {
        self.target = target
        self.source = source
        self.pattern = pattern
    }

    /// The form in which `--map` takes it: `system=model~^(gpt-4|gpt-3)`.
    public var text: String {
        "\(target.text)=\(source.text)" + (pattern.map { "~\($0)" } ?? "")
    }
}

/// Where a value comes from.
public enum MappingSource: Sendable, Hashable, Codable {
    /// A column, or a member of an object by its path (`usage.prompt_tokens`, `claims[].label`).
    case column(String)
    /// A date in one column and the hour or time of day in another.
    case dateAndTime(date: String, time: String)
    /// The same for every line.
    case constant(String)

    /// The columns that are read.
    public var columns: [String] {
        switch self {
        case .column(let name): [name]
        case .dateAndTime(let date, let time): [date, time]
        case .constant: []
        }
    }

    /// The form in which `--map` takes it; names with `,`, `~`, `+` or quotes in them stand in double quotes.
    public var text: String {
        switch self {
        case .column(let name): Self.quoted(name)
        case .dateAndTime(let date, let time): "\(Self.quoted(date))+\(Self.quoted(time))"
        case .constant(let value): "'\(value)'"
        }
    }

    private static func quoted(_ name: String) -> String {
        name.contains { ",~+\"'= ".contains($0) } ? "\"\(name)\"" : name
    }
}
