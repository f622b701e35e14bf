/// One line, row, element or request of a file, before anybody has read what it says.
public struct ImportRecord: Sendable {
    /// Why the bytes are no record.
    public enum Fault: Sendable, Hashable {
        /// Longer than the limit; only its beginning is kept.
        case tooLong
        /// A quoted cell that is not closed, or that swallowed the lines after it.
        case openQuote
        /// A CSV row with another number of cells than the header.
        case cells(Int, header: Int)
        /// The array or object does not end before the file does.
        case unfinished
        /// Something stands between or after the elements of an array.
        case stray

        /// In words, for the file of refused lines.
        public var message: String {
            switch self {
            case .tooLong: "The line is longer than the limit."
            case .openQuote: "A quoted cell is not closed on its line."
            case .cells(let count, let header): "The row has \(count) cells, the header \(header)."
            case .unfinished: "The file ends before this value does."
            case .stray: "Only objects may stand here, with commas between them."
            }
        }
    }

    /// The line it begins on; the first is 1.
    public var line: Int
    /// Where it begins in the content, inflated if it was compressed.
    public var offset: Int64
    /// What it says, without the line's end.
    public var bytes: [UInt8]
    /// `nil` when it can be read.
    public var fault: Fault?

    /// The bytes as UTF-8: as they are, else read as Windows-1252.
    var utf8: [UInt8] { Windows1252.isUTF8(bytes) ? bytes : Windows1252.utf8(bytes) }
}
