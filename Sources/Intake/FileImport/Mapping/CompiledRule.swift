internal import OTLP

/// A rule made ready for one file: columns are numbers, expressions are compiled, and how values are written is known.
///
/// Used by one task at a time: it remembers what its expression said about values that come again and again.
final class CompiledRule {
    /// How values of a column are written.
    enum Typing { case text, number, truth }

    private enum Access {
        case cell(Int)
        case path(SourcePath)
        case pair(SourceAccess, SourceAccess)
        case constant(String)
    }

    private enum SourceAccess {
        case cell(Int)
        case path(SourcePath)
    }

    let rule: MappingRule
    let typing: Typing
    private let access: Access
    private let regex: Regex<AnyRegexOutput>?
    private var remembered: [String: String?] = [:]

    private static let rememberedLimit = 8_192

    /// - Throws: ``ImportError/Code/mappingInvalid`` when the file lacks the column.
    init(_ rule: MappingRule, columns: [String: Int]?, profile: ColumnProfile?) throws(ImportError) {
        self.rule = rule
        func source(_ name: String) throws(ImportError) -> SourceAccess {
            guard let columns else { return .path(SourcePath(name)) }
            guard let index = columns[name] else {
                throw ImportError(.mappingInvalid, "There is no column “\(name)” for \(rule.target.text).")
            }
            return .cell(index)
        }
        switch rule.source {
        case .constant(let value): access = .constant(value)
        case .column(let name):
            switch try source(name) {
            case .cell(let index): access = .cell(index)
            case .path(let path): access = .path(path)
            }
        case .dateAndTime(let date, let time): access = .pair(try source(date), try source(time))
        }
        if let pattern = rule.pattern {
            do {
                regex = try Regex(pattern)
            } catch {
                throw ImportError(.mappingInvalid, "The expression “\(pattern)” cannot be read.")
            }
        } else {
            regex = nil
        }
        if let profile, profile.isBoolean || profile.isBinary {
            typing = .truth
        } else if let profile, profile.isNumeric {
            typing = .number
        } else {
            typing = .text
        }
    }

    /// The value of a record, before any expression.
    func raw(_ record: RecordContent) -> SourceValue {
        switch access {
        case .constant(let value): .text(value)
        case .cell(let index): record.cell(index)
        case .path(let path): record.member(path)
        case .pair(let date, _): Self.value(date, record)
        }
    }

    /// The value of a record: the part that the expression names, where there is one.
    func value(_ record: RecordContent) -> SourceValue {
        let raw = raw(record)
        guard regex != nil else { return raw }
        guard let text = raw.text, let part = part(of: text) else { return .absent }
        return .text(part)
    }

    /// Date and time of day, where the rule reads two columns.
    func pair(_ record: RecordContent) -> (date: String, time: String)? {
        guard case .pair(let date, let time) = access, let day = Self.value(date, record).text,
            let clock = Self.value(time, record).text
        else { return nil }
        return (day, clock)
    }

    /// Whether the expression matches a text; `nil` without an expression.
    func matches(_ text: String) -> Bool? { regex == nil ? nil : part(of: text) != nil }

    private static func value(_ access: SourceAccess, _ record: RecordContent) -> SourceValue {
        switch access {
        case .cell(let index): record.cell(index)
        case .path(let path): record.member(path)
        }
    }

    private func part(of text: String) -> String? {
        if let known = remembered[text] { return known }
        let part = match(text)
        if remembered.count >= Self.rememberedLimit { remembered.removeAll(keepingCapacity: true) }
        remembered[text] = .some(part)
        return part
    }

    private func match(_ text: String) -> String? {
        // An expression that was compiled does not fail; what it cannot match has no part.
        guard let regex, let match = try? regex.firstMatch(in: text) else { return nil }
        for group in match.output.dropFirst() {
            if let part = group.substring { return String(part) }
        }
        return String(text[match.range])
    }
}
