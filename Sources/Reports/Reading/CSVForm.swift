/// How a CSV file is written, found by its first rows.
struct CSVForm: Equatable {
    /// What stands between cells.
    var delimiter: UInt8
    /// What stands before the fraction of a number.
    var decimal: UInt8

    /// Finds the delimiter with which most rows have as many cells as the header; the wider one of two that agree as well.
    ///
    /// - Parameter sample: the first bytes of the content, without a byte-order mark.
    init(sample: UnsafeRawBufferPointer, isWhole: Bool) {
        var best = (score: 0.0, delimiter: UInt8(ascii: ","))
        for delimiter in [",", ";", "\t", "|"].map({ UInt8(ascii: $0) }) {
            let widths = Self.widths(sample, delimiter, isWhole: isWhole)
            guard let header = widths.first, header > 1 else { continue }
            let rows = widths.dropFirst()
            let same = rows.isEmpty ? 1 : Double(rows.count { $0 == header }) / Double(rows.count)
            let score = same * same * (1 + 0.001 * Double(min(header, 100)))
            if score > best.score { best = (score, delimiter) }
        }
        delimiter = best.delimiter
        decimal = 0x2E
        if delimiter == UInt8(ascii: ";"), Self.writesDecimalCommas(sample) { decimal = 0x2C }
    }

    private static func widths(_ sample: UnsafeRawBufferPointer, _ delimiter: UInt8, isWhole: Bool) -> [Int] {
        var cutter = CSVRowCutter(delimiter: delimiter)
        var widths: [Int] = []
        var position = 0
        while widths.count < 200, position < sample.count {
            switch cutter.cut(sample, from: position, isLast: isWhole) {
            case .row(let next):
                if !cutter.isBlank { widths.append(cutter.cells.count) }
                position = next
            case .incomplete, .open: return widths
            }
        }
        return widths
    }

    /// Numbers like `1,5` between semicolons, and none like `1.5`.
    private static func writesDecimalCommas(_ sample: UnsafeRawBufferPointer) -> Bool {
        var cutter = CSVRowCutter(delimiter: UInt8(ascii: ";"))
        var position = 0
        var commas = 0
        guard let base = sample.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return false }
        for _ in 0..<500 where position < sample.count {
            guard case .row(let next) = cutter.cut(sample, from: position, isLast: true) else { break }
            for cell in cutter.cells {
                let text = UnsafeBufferPointer(start: base + cell.start, count: cell.count)
                if text.contains(0x2E), DecimalNumber.read(base + cell.start, count: cell.count) != nil { return false }
                if text.contains(0x2C), DecimalNumber.read(base + cell.start, count: cell.count, decimal: 0x2C) != nil {
                    commas += 1
                }
            }
            position = next
        }
        return commas > 0
    }
}
