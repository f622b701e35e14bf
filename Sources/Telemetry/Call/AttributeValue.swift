/// The value of one attribute or field: a scalar, nothing, or a short list of text.
public enum AttributeValue: Sendable, Hashable {
    /// Text, as it came.
    case text(String)
    /// A whole number.
    case integer(Int64)
    /// Any other number; always finite.
    case real(Double)
    /// True or false.
    case boolean(Bool)
    /// Several texts, such as tags.
    case list([String])
    /// Present without a value.
    case null

    /// The value as slices and pages show it: `true`, `12`, text as it is; `nil` for lists and nothing.
    public var sliceText: String? {
        switch self {
        case .text(let text): text
        case .integer(let number): String(number)
        case .boolean(let flag): flag ? "true" : "false"
        case .real, .list, .null: nil
        }
    }

    /// The value as a number: numbers, and text that reads as one. Booleans are not numbers.
    public var number: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .real(let number): number
        case .text(let text): Double(text).flatMap { $0.isFinite ? $0 : nil }
        case .boolean, .list, .null: nil
        }
    }
}
