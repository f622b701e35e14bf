/// How a file writes its rows, as it was found or as somebody set it.
public struct CSVDialect: Sendable, Hashable, Codable {
    /// What stands between cells: `,`, `;`, tab or `|`.
    public var delimiter: UInt8
    /// What cells are quoted with: `"` or `'`.
    public var quote: UInt8
    /// True when `\` protects the character after it inside quotes.
    public var backslashEscapes: Bool
    /// True when numbers are written as `1,5`.
    public var decimalComma: Bool

    /// RFC 4180.
    public static let standard = CSVDialect(
        delimiter: UInt8(ascii: ","), quote: UInt8(ascii: "\""), backslashEscapes: false, decimalComma: false)

    /// The delimiters that are tried, in this order.
    static let delimiters = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|")]

    /// A dialect that is known.
    public init(delimiter: UInt8, quote: UInt8, backslashEscapes: Bool, decimalComma: Bool) {
        self.delimiter = delimiter
        self.quote = quote
        self.backslashEscapes = backslashEscapes
        self.decimalComma = decimalComma
    }

    /// In words: `comma, double quotes`.
    public var text: String {
        let name =
            switch delimiter {
            case UInt8(ascii: ";"): "semicolon"
            case UInt8(ascii: "\t"): "tab"
            case UInt8(ascii: "|"): "bar"
            default: "comma"
            }
        return name + (quote == UInt8(ascii: "'") ? ", single quotes" : "")
            + (backslashEscapes ? ", backslash escapes" : "") + (decimalComma ? ", decimal comma" : "")
    }
}
