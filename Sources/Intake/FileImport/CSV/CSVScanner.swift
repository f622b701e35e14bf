#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Finds cells and rows in bytes: RFC 4180 and what people write instead.
///
/// * Rows end in LF, CR LF or CR; line ends inside quotes belong to the cell.
/// * A cell is quoted when its first character is the quote, blanks before it left aside. It ends at a quote with nothing
///   but blanks between it and the delimiter or the end of the row: a quote elsewhere inside is taken as it stands, as in
///   `"she said "no" twice"`. Doubled quotes are one.
/// * A quote inside an unquoted cell is a character like any other (`5" pipe`).
struct CSVScanner {
    /// Where a row ends.
    enum Row: Equatable {
        /// The row is complete: its content ends at `end`, the next begins at `next`. It has `cells` cells.
        case complete(end: Int, next: Int, cells: Int)
        /// The bytes end before the row does.
        case incomplete
        /// A quoted cell that begins at `quote` was not closed before the bytes end.
        case open(quote: Int)
    }

    /// What a cell is followed by.
    private enum Follower { case delimiter, rowEnd(next: Int), incomplete, open }

    private struct Cell {
        var content: Range<Int>
        var isQuoted: Bool
        var follower: Follower
        var next: Int
    }

    let dialect: CSVDialect

    /// Finds the end of the row that begins at `start`.
    ///
    /// - Parameter isLast: nothing comes after these bytes.
    func row(in bytes: UnsafeRawBufferPointer, from start: Int, isLast: Bool) -> Row {
        if let plain = plainRow(in: bytes, from: start, isLast: isLast) { return plain }
        var position = start
        var cells = 0
        while true {
            let cell = cell(in: bytes, at: position, isLast: isLast)
            cells += 1
            switch cell.follower {
            case .delimiter: position = cell.next
            case .rowEnd(let next): return .complete(end: cell.next, next: next, cells: cells)
            case .incomplete: return .incomplete
            case .open: return isLast ? .open(quote: cell.content.lowerBound) : .incomplete
            }
        }
    }

    /// Splits a complete row, without its end, into its cells.
    func cells(_ row: UnsafeRawBufferPointer, into cells: inout [String]) {
        cells.removeAll(keepingCapacity: true)
        var position = 0
        while true {
            let cell = cell(in: row, at: position, isLast: true)
            cells.append(text(cell, in: row))
            guard case .delimiter = cell.follower else { return }
            position = cell.next
        }
    }

    /// A row without any quote ends at the next line end: found at the speed of memory.
    private func plainRow(in bytes: UnsafeRawBufferPointer, from start: Int, isLast: Bool) -> Row? {
        guard let base = bytes.baseAddress, start < bytes.count else { return nil }
        guard let feed = memchr(base + start, 0x0A, bytes.count - start) else { return nil }
        let end = UnsafeRawPointer(feed) - base
        if memchr(base + start, Int32(dialect.quote), end - start) != nil { return nil }
        if let carriage = memchr(base + start, 0x0D, end - start), UnsafeRawPointer(carriage) - base != end - 1 {
            return nil
        }
        var cells = 1
        for position in start..<end where bytes[position] == dialect.delimiter { cells += 1 }
        let hasCarriage = end > start && bytes[end - 1] == 0x0D
        return .complete(end: hasCarriage ? end - 1 : end, next: end + 1, cells: cells)
    }

    private func cell(in bytes: UnsafeRawBufferPointer, at start: Int, isLast: Bool) -> Cell {
        var position = start
        while position < bytes.count, bytes[position] == 0x20 { position += 1 }
        if position < bytes.count, bytes[position] == dialect.quote {
            return quotedCell(in: bytes, quote: position, isLast: isLast)
        }
        position = start
        while position < bytes.count {
            let byte = bytes[position]
            if byte == dialect.delimiter {
                return Cell(content: start..<position, isQuoted: false, follower: .delimiter, next: position + 1)
            }
            if byte == 0x0A || byte == 0x0D {
                let follower = rowEnd(in: bytes, at: position, isLast: isLast)
                return Cell(content: start..<position, isQuoted: false, follower: follower, next: position)
            }
            position += 1
        }
        let follower: Follower = isLast ? .rowEnd(next: bytes.count) : .incomplete
        return Cell(content: start..<position, isQuoted: false, follower: follower, next: position)
    }

    private func quotedCell(in bytes: UnsafeRawBufferPointer, quote: Int, isLast: Bool) -> Cell {
        var position = quote + 1
        while position < bytes.count {
            let byte = bytes[position]
            if dialect.backslashEscapes, byte == 0x5C {
                position += 2
                continue
            }
            guard byte == dialect.quote else {
                position += 1
                continue
            }
            var after = position + 1
            if after < bytes.count, bytes[after] == dialect.quote {
                position += 2
                continue
            }
            while after < bytes.count, bytes[after] == 0x20 { after += 1 }
            let content = quote + 1..<position
            guard after < bytes.count else {
                let follower: Follower = isLast ? .rowEnd(next: bytes.count) : .incomplete
                return Cell(content: content, isQuoted: true, follower: follower, next: after)
            }
            if bytes[after] == dialect.delimiter {
                return Cell(content: content, isQuoted: true, follower: .delimiter, next: after + 1)
            }
            if bytes[after] == 0x0A || bytes[after] == 0x0D {
                let follower = rowEnd(in: bytes, at: after, isLast: isLast)
                return Cell(content: content, isQuoted: true, follower: follower, next: after)
            }
            position += 1
        }
        return Cell(content: quote..<bytes.count, isQuoted: true, follower: .open, next: bytes.count)
    }

    private func rowEnd(in bytes: UnsafeRawBufferPointer, at position: Int, isLast: Bool) -> Follower {
        guard bytes[position] == 0x0D else { return .rowEnd(next: position + 1) }
        guard position + 1 < bytes.count else { return isLast ? .rowEnd(next: position + 1) : .incomplete }
        return .rowEnd(next: bytes[position + 1] == 0x0A ? position + 2 : position + 1)
    }

    private func text(_ cell: Cell, in bytes: UnsafeRawBufferPointer) -> String {
        let content = UnsafeRawBufferPointer(rebasing: bytes[cell.content])
        guard cell.isQuoted, let base = content.baseAddress,
            memchr(base, Int32(dialect.quote), content.count) != nil
                || (dialect.backslashEscapes && memchr(base, 0x5C, content.count) != nil)
        else { return String(decoding: content, as: UTF8.self) }
        var plain: [UInt8] = []
        plain.reserveCapacity(content.count)
        var position = 0
        while position < content.count {
            let byte = content[position]
            if byte == dialect.quote, position + 1 < content.count, content[position + 1] == dialect.quote {
                position += 1
            } else if dialect.backslashEscapes, byte == 0x5C, position + 1 < content.count {
                position += 1
                switch content[position] {
                case UInt8(ascii: "n"): plain.append(0x0A)
                case UInt8(ascii: "t"): plain.append(0x09)
                case UInt8(ascii: "r"): plain.append(0x0D)
                default: plain.append(content[position])
                }
                position += 1
                continue
            }
            plain.append(content[position])
            position += 1
        }
        return String(decoding: plain, as: UTF8.self)
    }
}
