/// What `--map` asks for: rules set by hand, and whether the rest is to be inferred.
///
/// ```
/// auto
/// auto,system=model~^(gpt-4|gpt-3\.5-turbo),score:correct=correct
/// time=dteday+hr,prediction.value=forecast,label=cnt,system='bikes'
/// ```
/// A comma ends a rule only where another one begins, so expressions may hold commas.
public struct MappingRequest: Sendable, Hashable, Codable {
    /// True when columns without a rule are mapped by their names and values.
    public var isAutomatic: Bool
    /// Rules set by hand.
    public var rules: [MappingRule]

    /// Everything by itself.
    public static let automatic = MappingRequest(isAutomatic: true, rules: [])

    /// A request that was put together.
    public init(isAutomatic: Bool, rules: [MappingRule]) {
        self.isAutomatic = isAutomatic
        self.rules = rules
    }

    /// Reads the text of `--map`.
    ///
    /// - Throws: ``ImportError/Code/mappingInvalid`` with the part that cannot be read.
    public init(_ text: String) throws(ImportError) {
        self.init(isAutomatic: false, rules: [])
        for part in Self.parts(text) {
            let part = part.trimmed
            if part.isEmpty { continue }
            if part == "auto" {
                isAutomatic = true
            } else {
                rules.append(try Self.rule(part))
            }
        }
        var groups: Set<String> = []
        for rule in rules {
            guard let group = rule.target.group else { continue }
            guard groups.insert(group).inserted else {
                throw ImportError(.mappingInvalid, "The mapping names \(group) twice. Keep one of them.")
            }
        }
    }

    /// Several `--map` count as one.
    public init(_ texts: [String]) throws(ImportError) {
        try self.init(texts.joined(separator: ","))
    }

    /// The text of `--map` that says the same.
    public var text: String {
        ((isAutomatic ? ["auto"] : []) + rules.map(\.text)).joined(separator: ",")
    }

    /// Splits at commas behind which a rule begins: `target=`, `auto` or the end.
    private static func parts(_ text: String) -> [String] {
        var parts: [String] = []
        for piece in text.split(separator: ",", omittingEmptySubsequences: false) {
            let head = piece.prefix { $0 != "=" }
            let begins =
                piece.trimmingBlanks == "auto" || piece.trimmingBlanks.isEmpty
                || (head.endIndex != piece.endIndex && looksLikeTarget(head))
            if begins || parts.isEmpty {
                parts.append(String(piece))
            } else {
                parts[parts.count - 1] += "," + piece
            }
        }
        return parts
    }

    private static func looksLikeTarget(_ head: Substring) -> Bool {
        MappingTarget(head.trimmingBlanks) != nil
            || head.trimmingBlanks.utf8.allSatisfy { (97...122).contains($0) || $0 == 95 || $0 == 46 || $0 == 58 }
    }

    private static func rule(_ text: String) throws(ImportError) -> MappingRule {
        guard let equals = text.firstIndex(of: "=") else {
            throw ImportError(
                .mappingInvalid, "“\(text)” in the mapping is no rule. Write key=column, such as time=created_at.")
        }
        let key = text[..<equals].trimmingBlanks
        guard let target = MappingTarget(key) else {
            throw ImportError(
                .mappingInvalid, "“\(key)” in the mapping is no member of a call. \(Self.suggestion(key))")
        }
        var rest = Substring(text[text.index(after: equals)...].trimmingBlanks)
        let first = try Self.name(&rest, of: key)
        var source = MappingSource.column(first.text)
        if first.isConstant {
            source = .constant(first.text)
        } else if rest.first == "+" {
            rest = rest.dropFirst()
            let second = try Self.name(&rest, of: key)
            guard case .member(let member) = target, member.isTime, !second.isConstant else {
                throw ImportError(.mappingInvalid, "Only time is put together from two columns, not \(key).")
            }
            source = .dateAndTime(date: first.text, time: second.text)
        }
        guard rest.first == "~" else {
            guard rest.isEmpty else {
                throw ImportError(.mappingInvalid, "“\(rest)” after \(key) in the mapping is not understood.")
            }
            return MappingRule(target, from: source)
        }
        let pattern = String(rest.dropFirst())
        do {
            _ = try Regex(pattern)
        } catch {
            throw ImportError(.mappingInvalid, "The expression “\(pattern)” for \(key) cannot be read: \(error).")
        }
        return MappingRule(target, from: source, pattern: pattern)
    }

    /// A name in double quotes, a fixed value in single ones, or plain text up to `~` or `+`.
    private static func name(
        _ rest: inout Substring, of key: String
    ) throws(ImportError) -> (text: String, isConstant: Bool) {
        if let quote = rest.first, quote == "\"" || quote == "'" {
            let body = rest.dropFirst()
            guard let end = body.firstIndex(of: quote) else {
                throw ImportError(.mappingInvalid, "A quote after \(key)= in the mapping is not closed.")
            }
            rest = body[body.index(after: end)...]
            return (String(body[..<end]), quote == "'")
        }
        let name = rest.prefix { $0 != "~" && $0 != "+" }
        guard !name.isEmpty else { throw ImportError(.mappingInvalid, "A column is missing after \(key)=.") }
        rest = rest[name.endIndex...]
        return (name.trimmingBlanks, false)
    }

    private static func suggestion(_ key: String) -> String {
        let normal = ColumnName.normalised(key)
        if MappingSynonyms.latencies.contains(normal) { return "Did you mean latency_ms or latency_s?" }
        if MappingSynonyms.firstTokens.contains(normal) { return "Did you mean ttft_ms or ttft_s?" }
        if let member = MappingSynonyms.member(normal) { return "Did you mean \(member.rawValue)?" }
        return
            "Other columns go to attributes.NAME or fields.NAME; ratings to score:NAME or feedback:NAME; truth to label."
    }
}

extension StringProtocol {
    /// Without blanks at both ends.
    var trimmingBlanks: String { String(self).trimmed }
}
