/// What kinds of cells a column has.
struct ColumnCounts: Sendable, Hashable {
    /// Rows.
    var rows = 0
    /// Without a value.
    var missing = 0
    /// Finite numbers and infinities.
    var numbers = 0
    /// Infinities.
    var infinite = 0
    /// Words, those that are no numbers.
    var words = 0

    init(_ column: TableColumn) {
        switch column.content {
        case .numbers(let cells, _):
            rows = cells.count
            cells.withUnsafeBufferPointer { cells in
                for cell in cells {
                    if cell.isFinite {
                        numbers &+= 1
                    } else if !cell.isNaN {
                        infinite &+= 1
                    } else if WordAmongNumbers.code(cell) != nil {
                        words &+= 1
                    }
                }
            }
            numbers += infinite
        case .words(let codes, let list):
            rows = codes.count
            let isNumber = (0..<list.count).map { code in
                list.withBytes(code) { bytes in
                    bytes.baseAddress.map { DecimalNumber.read($0, count: bytes.count) != nil } ?? false
                } ?? false
            }
            for code in codes where code >= 0 {
                if isNumber[Int(code)] { numbers += 1 } else { words += 1 }
            }
        }
        missing = rows - numbers - words
    }

    /// Rows with a value.
    var present: Int { rows - missing }
}

extension TableColumn {
    /// The numbers of a column, NaN for everything else.
    package var numbers: [Double] {
        switch content {
        case .numbers(let cells, _): return cells
        case .words(let codes, let list):
            let values = (0..<list.count).map { code in
                list.withBytes(code) { bytes in
                    bytes.baseAddress.flatMap { DecimalNumber.read($0, count: bytes.count) } ?? .nan
                } ?? .nan
            }
            return codes.map { $0 < 0 ? .nan : values[Int($0)] }
        }
    }

    /// The words of a column, numbers as the shortest text; nil for missing ones and for texts dropped for memory.
    package var texts: [String?] {
        switch content {
        case .numbers(let cells, let list):
            return cells.map { cell in
                if let code = WordAmongNumbers.code(cell) { return list.word(Int(code)) }
                return cell.isNaN ? nil : FigureText.exact(cell)
            }
        case .words(let codes, let list): return codes.map { $0 < 0 ? nil : list.word(Int($0)) }
        }
    }

    /// The times of a column in seconds, NaN for everything else.
    var times: [Double] {
        switch content {
        case .numbers(let cells, _): return cells
        case .words(let codes, let list):
            let values = (0..<list.count).map { code in
                list.withBytes(code) { ISOTime.seconds($0) ?? .nan } ?? .nan
            }
            return codes.map { $0 < 0 ? .nan : values[Int($0)] }
        }
    }
}
