/// Cuts content into CSV rows under a header.
struct RowCutter {
    /// The names in the header, in order; unnamed columns are `column_N`.
    let header: [String]

    private let scanner: CSVScanner
    /// No quote that opens before this place of the content is closed: so no line looks for its end twice.
    private var openUntil: Int64 = 0

    /// Reads the header.
    ///
    /// - Throws: ``ImportError/Code/headerInvalid``.
    init(_ buffer: RecordBuffer, dialect: CSVDialect, path: String) throws(ImportError) {
        var cutter = RowCutter(scanner: CSVScanner(dialect: dialect), header: [])
        guard var row = try cutter.next(buffer), row.fault == nil else {
            throw ImportError(.headerInvalid, "\(path) has no header row that can be read.")
        }
        // A note on the delimiter that some spreadsheets write and read.
        if row.bytes.count == 5, String(decoding: row.bytes.prefix(4), as: UTF8.self).lowercased() == "sep=" {
            guard let second = try cutter.next(buffer), second.fault == nil else {
                throw ImportError(.headerInvalid, "\(path) has no header row.")
            }
            row = second
        }
        var cells: [String] = []
        row.utf8.withUnsafeBytes { cutter.scanner.cells($0, into: &cells) }
        let header = cells.enumerated().map { index, cell in cell.trimmed.isEmpty ? "column_\(index + 1)" : cell.trimmed
        }
        var seen: Set<String> = []
        for name in header where !seen.insert(name).inserted {
            throw ImportError(
                .headerInvalid, "The header of \(path) names the column \(name) twice. Rename one of them.")
        }
        if header.allSatisfy({ Double($0) != nil }) {
            throw ImportError(
                .headerInvalid, "\(path) has no header: its first row holds numbers only. Add a row of column names.")
        }
        self.init(scanner: cutter.scanner, header: header)
    }

    private init(scanner: CSVScanner, header: [String]) {
        self.scanner = scanner
        self.header = header
    }

    /// The next row that is not empty.
    mutating func next(_ buffer: RecordBuffer) throws(ImportError) -> ImportRecord? {
        while true {
            guard buffer.remaining > 0 else {
                guard try buffer.fill() else { return nil }
                continue
            }
            if buffer.offset < openUntil, let refused = try refuseIfOpen(buffer) { return refused }
            let row = buffer.bytes.withUnsafeBytes { scanner.row(in: $0, from: buffer.position, isLast: buffer.isLast) }
            switch row {
            case .complete(let end, let next, let cells):
                guard end > buffer.position else {
                    buffer.advance(to: next)
                    continue
                }
                return try complete(buffer, end: end, next: next, cells: cells)
            case .incomplete where buffer.remaining <= buffer.limit:
                _ = try buffer.fill()
            case .incomplete, .open:
                openUntil = buffer.offset + Int64(buffer.remaining)
                return try buffer.refuseLine(.openQuote)
            }
        }
    }

    private func complete(
        _ buffer: RecordBuffer, end: Int, next: Int, cells: Int
    ) throws(ImportError) -> ImportRecord {
        if end - buffer.position > buffer.limit { return try buffer.refuseLine(.tooLong) }
        guard !header.isEmpty, cells > header.count, !isPadded(buffer, to: end) else {
            // Fewer cells than the header: the others are absent.
            return buffer.take(to: end, next: next)
        }
        // A quote that was not meant to open swallows the lines after it: all but the first get another chance.
        let swallowed = buffer.bytes[buffer.position..<end].contains(0x0A)
        if swallowed { return try buffer.refuseLine(.openQuote) }
        return buffer.take(to: end, next: next, fault: .cells(cells, header: header.count))
    }

    /// More cells than the header are tolerated when they are empty: a trailing delimiter.
    private func isPadded(_ buffer: RecordBuffer, to end: Int) -> Bool {
        var cells: [String] = []
        buffer.bytes.withUnsafeBytes {
            scanner.cells(UnsafeRawBufferPointer(rebasing: $0[buffer.position..<end]), into: &cells)
        }
        return cells.dropFirst(header.count).allSatisfy { $0.trimmed.isEmpty }
    }

    private func refuseIfOpen(_ buffer: RecordBuffer) throws(ImportError) -> ImportRecord? {
        guard let end = buffer.feed(from: buffer.position) else { return nil }
        let line = buffer.bytes.withUnsafeBytes { bytes in
            scanner.row(
                in: UnsafeRawBufferPointer(rebasing: bytes[buffer.position..<end]), from: 0, isLast: true)
        }
        guard case .open = line else { return nil }
        return try buffer.refuseLine(.openQuote)
    }
}
