internal import OTLP

/// What stands in a column of one record.
enum SourceValue {
    /// Nothing: an empty cell, `null`, a member that is missing.
    case absent
    /// The text of a CSV cell, or what a regular expression took out.
    case text(String)
    /// A JSON value that is not null.
    case json(JSONValue)
    /// Several values, from a path with `[]`.
    case several([SourceValue])

    /// What files write for nothing in columns of numbers, truths and times.
    static let voids: Set<String> = ["NA", "N/A", "NaN", "nan", "null", "NULL", "None", "none", "\\N", "-", "#N/A"]

    private static let yes: Set<String> = ["true", "yes", "y", "t", "1", "1.0"]
    private static let no: Set<String> = ["false", "no", "n", "f", "0", "0.0"]

    /// The value as text: numbers and truths as they are written; `nil` for nothing and for objects and lists.
    var text: String? {
        switch self {
        case .absent, .several: nil
        case .text(let text): text
        case .json(let value):
            switch value.kind {
            case .string: value.string
            case .integer, .real, .boolean: value.json
            case .null, .array, .object: nil
            }
        }
    }

    /// The value as a number.
    ///
    /// - Parameter decimalComma: `1,5` is one and a half.
    func number(decimalComma: Bool) -> Double? {
        switch self {
        case .absent, .several: return nil
        case .json(let value) where value.kind != .string: return value.number
        case .text, .json:
            guard var text = text?.trimmed else { return nil }
            if decimalComma, text.hasDecimalComma { text = text.replacing(",", with: ".") }
            return Double(text).flatMap { $0.isFinite ? $0 : nil }
        }
    }

    /// The value as a whole number, exact.
    var integer: Int64? {
        switch self {
        case .absent, .several: nil
        case .json(let value) where value.kind != .string: value.integer
        case .text, .json: text.flatMap { Int64($0.trimmed) }
        }
    }

    /// Yes or no, in the usual words or as 1 and 0.
    var boolean: Bool? {
        switch self {
        case .absent, .several: return nil
        case .json(let value) where value.kind == .boolean: return value.boolean
        case .text, .json:
            guard let word = text?.trimmed.lowercased() else { return nil }
            return Self.yes.contains(word) ? true : Self.no.contains(word) ? false : nil
        }
    }

    /// True for nothing, and for what files write for nothing.
    var isVoid: Bool {
        switch self {
        case .absent: true
        case .text(let text): text.isEmpty || Self.voids.contains(text.trimmed)
        case .json, .several: false
        }
    }
}
