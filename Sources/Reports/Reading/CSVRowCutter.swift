/// Cuts the cells of one row out of bytes: RFC 4180 and what people write instead.
///
/// * Rows end in LF, CR LF or CR; line ends inside quotes belong to the cell.
/// * A cell is quoted when its first character is `"`, blanks before it left aside. It ends at a quote with nothing but
///   blanks between it and the delimiter or the row's end; a quote elsewhere inside is taken as it stands. Doubled quotes are
///   one.
/// * A quote inside an unquoted cell is a character like any other (`5" pipe`).
struct CSVRowCutter {
    /// Where a cell lies.
    struct Cell {
        var start: Int
        var count: Int
        /// Doubled quotes inside stand for one.
        var hasDoubledQuotes: Bool
    }

    /// What a cut gave.
    enum Cut: Equatable {
        /// A row; the next begins at `next`.
        case row(next: Int)
        /// The bytes end before the row does.
        case incomplete
        /// A quote is not closed before the end of the file.
        case open
    }

    let delimiter: UInt8
    /// The cells of the row that was cut last.
    private(set) var cells: [Cell] = []

    private static let quote = UInt8(ascii: "\"")

    init(delimiter: UInt8) {
        self.delimiter = delimiter
    }

    /// True when the row is an empty line.
    var isBlank: Bool { cells.count == 1 && cells[0].count == 0 }

    /// Cuts the row that begins at `from`.
    ///
    /// - Parameter isLast: nothing comes after these bytes.
    mutating func cut(_ bytes: UnsafeRawBufferPointer, from: Int, isLast: Bool) -> Cut {
        cells.removeAll(keepingCapacity: true)
        guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return .incomplete }
        let end = bytes.count
        var position = from
        while true {
            var first = position
            while first < end, base[first] == 0x20 { first += 1 }
            if first < end, base[first] == Self.quote {
                switch quoted(base, first, end, isLast) {
                case .delimiter(let next):
                    position = next
                    continue
                case .rowEnd(let next): return .row(next: next)
                case .incomplete: return .incomplete
                case .open: return isLast ? .open : .incomplete
                }
            }
            let start = position
            while position < end {
                let byte = base[position]
                if byte == delimiter || byte == 0x0A || byte == 0x0D { break }
                position += 1
            }
            if position == end, !isLast { return .incomplete }
            cells.append(Cell(start: start, count: position - start, hasDoubledQuotes: false))
            if position < end, base[position] == delimiter {
                position += 1
                continue
            }
            guard let next = Self.afterRowEnd(base, position, end, isLast) else { return .incomplete }
            return .row(next: next)
        }
    }

    private enum Follower {
        case delimiter(Int)
        case rowEnd(Int)
        case incomplete
        case open
    }

    private mutating func quoted(
        _ base: UnsafePointer<UInt8>, _ quote: Int, _ end: Int, _ isLast: Bool
    ) -> Follower {
        var position = quote + 1
        var hasDoubledQuotes = false
        while position < end {
            guard base[position] == Self.quote else {
                position += 1
                continue
            }
            var after = position + 1
            if after < end, base[after] == Self.quote {
                hasDoubledQuotes = true
                position += 2
                continue
            }
            while after < end, base[after] == 0x20 { after += 1 }
            if after == end, !isLast { return .incomplete }
            guard after == end || base[after] == delimiter || base[after] == 0x0A || base[after] == 0x0D else {
                position += 1
                continue
            }
            cells.append(Cell(start: quote + 1, count: position - quote - 1, hasDoubledQuotes: hasDoubledQuotes))
            if after < end, base[after] == delimiter { return .delimiter(after + 1) }
            guard let next = Self.afterRowEnd(base, after, end, isLast) else { return .incomplete }
            return .rowEnd(next)
        }
        return .open
    }

    /// Where the next row begins; nil when a CR may be followed by an LF that is not there yet.
    private static func afterRowEnd(
        _ base: UnsafePointer<UInt8>, _ position: Int, _ end: Int, _ isLast: Bool
    ) -> Int? {
        guard position < end else { return end }
        guard base[position] == 0x0D else { return position + 1 }
        guard position + 1 < end else { return isLast ? end : nil }
        return base[position + 1] == 0x0A ? position + 2 : position + 1
    }
}
