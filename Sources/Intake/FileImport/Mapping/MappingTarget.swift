public import Telemetry

/// Where a column goes.
public enum MappingTarget: Sendable, Hashable, Codable {
    /// A member of the call.
    case member(CallMember)
    /// The probability of one class.
    case probability(String)
    /// A slice dimension.
    case attribute(String)
    /// An input column of a model.
    case field(String)
    /// A parameter of the request, such as `temperature`.
    case parameter(String)
    /// An outcome that is known at once.
    case outcome(MappedOutcome)
    /// Nowhere.
    case ignore

    /// The form in which `--map` takes it: `tokens.input`, `score:relevance[1..5]`.
    public var text: String {
        switch self {
        case .member(let member): member.rawValue
        case .probability(let name): "prediction.probabilities.\(name)"
        case .attribute(let name): "attributes.\(name)"
        case .field(let name): "fields.\(name)"
        case .parameter(let name): "params.\(name)"
        case .outcome(let outcome): outcome.text
        case .ignore: "ignore"
        }
    }

    /// Reads that form; `nil` when it names no target.
    public init?(_ text: some StringProtocol) {
        let text = String(text)
        if text == "ignore" {
            self = .ignore
        } else if let member = CallMember(rawValue: text) {
            self = .member(member)
        } else if let name = Self.suffix(of: text, after: "prediction.probabilities.") {
            self = .probability(name)
        } else if let name = Self.suffix(of: text, after: "attributes.") {
            self = .attribute(name)
        } else if let name = Self.suffix(of: text, after: "fields.") {
            self = .field(name)
        } else if let name = Self.suffix(of: text, after: "params.") {
            self = .parameter(name)
        } else if let outcome = MappedOutcome(text) {
            self = .outcome(outcome)
        } else {
            return nil
        }
    }

    /// What may be named once: the group of a member, else the target itself. `nil` for ``ignore``.
    var group: String? {
        switch self {
        case .member(let member): member.group
        case .outcome(let outcome): "\(outcome.kind.rawValue):\(outcome.name)"
        case .ignore: nil
        case .probability, .attribute, .field, .parameter: text
        }
    }

    private static func suffix(of text: String, after prefix: String) -> String? {
        guard text.hasPrefix(prefix), text.utf8.count > prefix.utf8.count else { return nil }
        return String(text.dropFirst(prefix.count))
    }
}

/// An outcome that stands in the same line as its call.
public struct MappedOutcome: Sendable, Hashable, Codable {
    /// What it is.
    public var kind: Outcome.Kind
    /// Its name; `label` is the usual one for ground truth.
    public var name: String
    /// Its scale, where declared.
    public var range: ClosedRange<Double>?
    /// Which way is better, where declared.
    public var better: Outcome.Better?

    /// An outcome of that kind and name.
    public init(_ kind: Outcome.Kind, name: String, range: ClosedRange<Double>? = nil, better: Outcome.Better? = nil) {
        self.kind = kind
        self.name = name
        self.range = range
        self.better = better
    }

    /// `score:relevance[1..5 high]`, `feedback:thumbs`, `label`.
    public var text: String {
        let plain = kind == .label && name == "label" ? "label" : "\(kind.rawValue):\(name)"
        var notes: [String] = []
        if let range { notes.append("\(Self.short(range.lowerBound))..\(Self.short(range.upperBound))") }
        if let better { notes.append(better.rawValue) }
        return notes.isEmpty ? plain : "\(plain)[\(notes.joined(separator: " "))]"
    }

    /// Reads that form; `nil` when it is none.
    init?(_ text: String) {
        var head = text
        if text.hasSuffix("]"), let open = text.firstIndex(of: "[") {
            head = String(text[..<open])
            for note in text[text.index(after: open)...].dropLast().split(separator: " ") {
                if let better = Outcome.Better(rawValue: String(note)) {
                    self.better = better
                } else {
                    let ends = note.split(separator: "..", maxSplits: 1).map { Double($0) }
                    guard ends.count == 2, let low = ends[0], let high = ends[1], low < high, low.isFinite,
                        high.isFinite
                    else { return nil }
                    range = low...high
                }
            }
        }
        if head == "label" { head = "label:label" }
        let parts = head.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, let kind = Outcome.Kind(rawValue: String(parts[0])) else { return nil }
        self.kind = kind
        name = String(parts[1])
    }

    private static func short(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
    }
}
