/// Takes the cells of one column as they are read and keeps them as numbers until most of them are words.
///
/// A value, and not an object, so that a cell costs no check of who else looks at it.
struct ColumnBuilder {
    /// The name of the column.
    let name: String
    /// What stands before the fraction of a number, `.` or `,`.
    private let decimal: UInt8
    private var numbers: [Double] = []
    private var codes: [Int32] = []
    private var words = WordList()
    private var holdsWords = false
    private var wordCells = 0

    /// Words among numbers that are taken before asking whether the column holds words.
    private static let patience = 32

    init(name: String, decimal: UInt8 = 0x2E) {
        self.name = name
        self.decimal = decimal
    }

    /// Rows so far.
    var count: Int { holdsWords ? codes.count : numbers.count }

    /// Takes the bytes of a cell: missing, a number or a word.
    mutating func append(_ bytes: UnsafePointer<UInt8>, count: Int) {
        if holdsWords {
            appendWord(bytes, count)
        } else if let number = DecimalNumber.read(bytes, count: count, decimal: decimal) {
            numbers.append(number)
        } else {
            appendWord(bytes, count)
        }
    }

    /// Takes a number; NaN is missing.
    mutating func append(_ number: Double) {
        guard holdsWords else {
            numbers.append(number.isNaN ? .nan : number)
            return
        }
        if number.isNaN { return codes.append(-1) }
        var text = FigureText.exact(number)
        codes.append(
            text.withUTF8 { $0.baseAddress.map { [count = $0.count] in words.code(of: $0, count: count) } ?? -1 })
    }

    /// Takes a cell without a value.
    mutating func appendMissing() {
        if holdsWords { codes.append(-1) } else { numbers.append(.nan) }
    }

    /// Fills up with missing cells to this number of rows.
    mutating func pad(to rows: Int) {
        while count < rows { appendMissing() }
    }

    /// The finished column; the builder is empty afterwards.
    mutating func column() -> TableColumn {
        defer { (numbers, codes, words) = ([], [], WordList()) }
        return TableColumn(name: name, content: holdsWords ? .words(codes, words) : .numbers(numbers, words: words))
    }

    private mutating func appendWord(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
        var start = 0
        var end = count
        while start < end, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
        while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        if MissingWords.contains(bytes + start, count: end - start) { return appendMissing() }
        let code = code(bytes + start, end - start)
        if holdsWords { return codes.append(code) }
        numbers.append(WordAmongNumbers.number(code))
        wordCells += 1
        if wordCells > Self.patience, wordCells * 2 > numbers.count { becomeWords() }
    }

    private mutating func code(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
        let buffer = UnsafeBufferPointer(start: bytes, count: count)
        // A byte beyond ASCII that starts no UTF-8 is Windows-1252, in which every byte has a meaning.
        if buffer.contains(where: { $0 >= 0x80 }), String(validating: buffer, as: UTF8.self) == nil {
            let text = Windows1252Text.utf8(buffer)
            return text.withUnsafeBufferPointer { text in
                text.baseAddress.map { words.code(of: $0, count: text.count) } ?? -1
            }
        }
        return words.code(of: bytes, count: count)
    }

    private mutating func becomeWords() {
        codes.reserveCapacity(numbers.count)
        holdsWords = true
        for number in numbers {
            if let code = WordAmongNumbers.code(number) { codes.append(code) } else { append(number) }
        }
        numbers = []
    }
}
