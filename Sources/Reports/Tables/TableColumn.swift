/// One column of a table, as compact as its values allow.
public struct TableColumn: Sendable {
    /// What a column holds.
    enum Content: Sendable {
        /// Doubles. Missing is NaN; a word among numbers is a NaN that carries its code (``WordAmongNumbers``).
        case numbers([Double], words: WordList)
        /// Codes of words, -1 for missing.
        case words([Int32], WordList)
    }

    /// The name in the header; of two with the same name, the second carries a "(2)".
    public let name: String
    let content: Content

    init(name: String, content: Content) {
        self.name = name
        self.content = content
    }

    /// A column of numbers.
    ///
    /// - Parameters:
    ///   - name: of the column.
    ///   - numbers: one per row; NaN is missing, infinities are allowed.
    public init(name: String, numbers: [Double]) {
        self.init(name: name, content: .numbers(numbers.map { $0.isNaN ? .nan : $0 }, words: WordList()))
    }

    /// A column of words.
    ///
    /// - Parameters:
    ///   - name: of the column.
    ///   - words: one per row; nil is missing. What looks like a number is one.
    public init(name: String, words: [String?]) {
        var builder = ColumnBuilder(name: name)
        for word in words {
            if var word {
                word.withUTF8 { builder.append($0.baseAddress ?? Self.nothing, count: $0.count) }
            } else {
                builder.appendMissing()
            }
        }
        self = builder.column()
    }

    /// Rows.
    public var count: Int {
        switch content {
        case .numbers(let numbers, _): numbers.count
        case .words(let codes, _): codes.count
        }
    }

    /// An address for empty words, which need none.
    private static var nothing: UnsafePointer<UInt8> { StaticString("").utf8Start }
}

/// A word in a column of numbers: a NaN whose lower half is the code, so that a cell stays 8 bytes.
enum WordAmongNumbers {
    private static let tag: UInt64 = 0x7FF8_0001_0000_0000

    static func number(_ code: Int32) -> Double { Double(bitPattern: tag | UInt64(UInt32(bitPattern: code))) }

    /// The code that a cell carries; nil for numbers and missing ones.
    @inline(__always)
    static func code(_ cell: Double) -> Int32? {
        cell.bitPattern & 0xFFFF_FFFF_0000_0000 == tag ? Int32(truncatingIfNeeded: cell.bitPattern) : nil
    }
}
