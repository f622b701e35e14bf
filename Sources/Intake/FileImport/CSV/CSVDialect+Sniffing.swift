extension CSVDialect {
    /// Finds the dialect in which most rows have as many cells as the header, the wider one of two that agree as well.
    ///
    /// - Parameters:
    ///   - sample: the first bytes of the content, without a byte-order mark.
    ///   - isWhole: nothing comes after the sample; else its last row may be cut.
    static func sniffed(_ sample: [UInt8], isWhole: Bool) -> CSVDialect {
        var best = CSVDialect.standard
        var bestScore = 0.0
        for delimiter in delimiters {
            for quote in [UInt8(ascii: "\""), UInt8(ascii: "'")] {
                for backslash in [false, true] {
                    if backslash, !sample.contains(0x5C) { continue }
                    let dialect = CSVDialect(
                        delimiter: delimiter, quote: quote, backslashEscapes: backslash, decimalComma: false)
                    let score = agreement(sample, in: dialect, isWhole: isWhole)
                    // The margin lets the plainer dialect win where both explain the sample.
                    if score > bestScore * 1.000_1 { (best, bestScore) = (dialect, score) }
                }
            }
        }
        best.decimalComma =
            best.delimiter == UInt8(ascii: ";") && writesDecimalCommas(sample, in: best, isWhole: isWhole)
        return best
    }

    /// Rows of a sample; the header first.
    static func rows(_ sample: [UInt8], in dialect: CSVDialect, isWhole: Bool, limit: Int) -> [[String]] {
        let scanner = CSVScanner(dialect: dialect)
        var rows: [[String]] = []
        sample.withUnsafeBytes { bytes in
            var position = 0
            while position < bytes.count, rows.count < limit {
                guard case .complete(let end, let next, _) = scanner.row(in: bytes, from: position, isLast: isWhole)
                else {
                    return
                }
                if end > position {
                    var cells: [String] = []
                    scanner.cells(UnsafeRawBufferPointer(rebasing: bytes[position..<end]), into: &cells)
                    rows.append(cells)
                }
                position = next
            }
        }
        return rows
    }

    /// The share of rows as wide as the header, a little more for each column; 0 with a single column.
    private static func agreement(_ sample: [UInt8], in dialect: CSVDialect, isWhole: Bool) -> Double {
        let rows = rows(sample, in: dialect, isWhole: isWhole, limit: 200)
        guard let header = rows.first, header.count > 1 else { return 0 }
        let body = rows.dropFirst()
        let same = body.isEmpty ? 1 : Double(body.count { $0.count == header.count }) / Double(body.count)
        // Quotes that stay at the ends of cells were not understood as quotes.
        let cells = rows.lazy.flatMap { $0 }
        let total = max(1, rows.reduce(0) { $0 + $1.count })
        let quoted = cells.count { cell in
            guard let first = cell.first, let last = cell.last, cell.count > 1 else { return false }
            return first == last && (first == "\"" || first == "'")
        }
        return same * same * (1 - 0.5 * Double(quoted) / Double(total)) * (1 + 0.001 * Double(min(header.count, 100)))
    }

    private static func writesDecimalCommas(_ sample: [UInt8], in dialect: CSVDialect, isWhole: Bool) -> Bool {
        var commas = 0
        for row in rows(sample, in: dialect, isWhole: isWhole, limit: 500).dropFirst() {
            for cell in row {
                let text = cell.trimmed
                if text.contains("."), Double(text) != nil { return false }
                if text.hasDecimalComma { commas += 1 }
            }
        }
        return commas > 0
    }
}

extension String {
    /// Without blanks at both ends.
    var trimmed: String {
        guard let first = utf8.first, let last = utf8.last else { return self }
        if !Self.isBlank(first), !Self.isBlank(last) { return self }
        let start = utf8.firstIndex { !Self.isBlank($0) }
        guard let start, let end = utf8.lastIndex(where: { !Self.isBlank($0) }) else { return "" }
        return String(self[start...end])
    }

    /// `1,5` or `-0,25`: one comma between digits.
    var hasDecimalComma: Bool {
        let parts = split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 2, let whole = parts.first, let fraction = parts.last, !fraction.isEmpty else {
            return false
        }
        let digits = whole.hasPrefix("-") || whole.hasPrefix("+") ? whole.dropFirst() : whole
        return !digits.isEmpty && digits.utf8.allSatisfy { (48...57).contains($0) }
            && fraction.utf8.allSatisfy { (48...57).contains($0) }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
