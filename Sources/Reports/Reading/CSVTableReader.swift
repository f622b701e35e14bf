/// Reads CSV into columns.
struct CSVTableReader {
    private let path: String
    private var refusals = Refusals()

    init(path: String) {
        self.path = path
    }

    /// - Throws: ``ReportError`` when the header is none, or the file cannot be read.
    consuming func table(
        name: String, from window: ByteWindow, progress: (Double) -> Void
    ) throws(ReportError) -> Table {
        let form = CSVForm(sample: window.bytes, isWhole: window.isLast)
        var cutter = CSVRowCutter(delimiter: form.delimiter)
        var columns: [ColumnBuilder] = []
        var line = 0
        var rows = 0
        var isAtEnd = false
        while !isAtEnd {
            var position = 0
            let bytes = window.bytes
            scan: while position < bytes.count {
                let next: Int
                switch cutter.cut(bytes, from: position, isLast: window.isLast) {
                case .row(let end): next = end
                case .incomplete where bytes.count - position <= TableLimits.rowBytes: break scan
                case .incomplete, .open:
                    // The quote that swallows everything after it spoils its own line only.
                    refusals.add(line + 1, "a quoted cell is not closed")
                    line += 1
                    guard let end = Self.nextLine(bytes, after: position) else {
                        position = bytes.count
                        break scan
                    }
                    position = end
                    continue
                }
                line += 1
                if !cutter.isBlank || columns.count == 1 {
                    if columns.isEmpty {
                        columns = try header(cutter.cells, bytes, form)
                    } else {
                        rows += take(cutter.cells, bytes, &columns, line) ? 1 : 0
                    }
                }
                position = next
            }
            if rows * columns.count > TableLimits.cells { throw TableLimits.tooLarge(path) }
            window.drop(position)
            progress(window.fraction)
            if window.isLast {
                isAtEnd = true
            } else {
                try window.more(atLeast: TableLimits.piece)
                isAtEnd = window.isLast && window.bytes.isEmpty
            }
        }
        return Table(
            name: name, columns: columns.indices.map { columns[$0].column() }, refusedRows: refusals.count,
            firstRefusal: refusals.first)
    }

    private func header(
        _ cells: [CSVRowCutter.Cell], _ bytes: UnsafeRawBufferPointer, _ form: CSVForm
    ) throws(ReportError) -> [ColumnBuilder] {
        guard cells.count <= TableLimits.columns else {
            throw ReportError(
                .tooLarge, what: "\(path) has \(FigureText.whole(cells.count)) columns.",
                why: "At most \(FigureText.whole(TableLimits.columns)) are compared.",
                whatToDo: "Keep the columns that matter.")
        }
        var names = UniqueNames()
        return cells.enumerated().map { index, cell in
            let text = String(decoding: Self.content(cell, bytes), as: UTF8.self)
            return ColumnBuilder(name: names.name(text, position: index + 1), decimal: form.decimal)
        }
    }

    private mutating func take(
        _ cells: [CSVRowCutter.Cell], _ bytes: UnsafeRawBufferPointer, _ columns: inout [ColumnBuilder], _ line: Int
    ) -> Bool {
        guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return false }
        // One delimiter too many at the end of every row is a common breach.
        guard
            cells.count == columns.count || (cells.count == columns.count + 1 && cells[columns.count].count == 0)
        else {
            refusals.add(line, "the row has \(cells.count) cells, the header \(columns.count)")
            return false
        }
        columns.withUnsafeMutableBufferPointer { columns in
            for index in columns.indices {
                let cell = cells[index]
                if cell.hasDoubledQuotes {
                    Self.content(cell, bytes).withUnsafeBufferPointer { text in
                        if let start = text.baseAddress { columns[index].append(start, count: text.count) }
                    }
                } else {
                    columns[index].append(base + cell.start, count: cell.count)
                }
            }
        }
        return true
    }

    /// A cell's bytes with doubled quotes made one.
    private static func content(_ cell: CSVRowCutter.Cell, _ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        var content: [UInt8] = []
        content.reserveCapacity(cell.count)
        var position = cell.start
        let end = cell.start + cell.count
        while position < end {
            content.append(bytes[position])
            let isDoubled =
                cell.hasDoubledQuotes && bytes[position] == 0x22 && position + 1 < end && bytes[position + 1] == 0x22
            position += isDoubled ? 2 : 1
        }
        return content
    }

    private static func nextLine(_ bytes: UnsafeRawBufferPointer, after position: Int) -> Int? {
        var position = position
        while position < bytes.count {
            if bytes[position] == 0x0A { return position + 1 }
            position += 1
        }
        return nil
    }
}
