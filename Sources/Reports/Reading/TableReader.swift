/// Reads a file into a table: finds its compression and format by its content, never by its name.
package enum TableReader {
    /// - Parameter progress: told the part of the file that was read, 0 to 1.
    /// - Throws: ``ReportError`` when the file cannot be read, is in no known format, or is too large.
    package static func read(_ path: String, progress: (Double) -> Void) throws(ReportError) -> Table {
        let window = try ByteWindow(TableByteStream(path: path))
        try window.more(atLeast: TableLimits.sniffed)
        if window.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { window.drop(3) }
        try refuseStrangers(window.bytes, path)
        let name = path.split(separator: "/").last.map(String.init) ?? path
        guard let first = window.bytes.first(where: { !isSpace($0) }) else {
            throw ReportError(
                .empty, what: "\(path) is empty.", why: "It was probably not written completely.",
                whatToDo: "Give a file with a header and at least one row.")
        }
        let table: Table
        switch first {
        case UInt8(ascii: "{"):
            let reader = try JSONLinesReader(path: path)
            table = try reader.table(name: name, from: window, progress: progress)
        case UInt8(ascii: "["):
            throw ReportError(
                .malformed, what: "\(path) is one JSON array.", why: "Tables are read line by line.",
                whatToDo: "Write one object a line, for example with: jq -c '.[]' \(name)")
        default:
            table = try CSVTableReader(path: path).table(name: name, from: window, progress: progress)
        }
        guard table.rows > 0 else {
            throw ReportError(
                .empty, what: "\(path) has no row that can be read.",
                why: table.firstRefusal ?? "It holds a header and nothing else.",
                whatToDo: "Give a file with a header and at least one row.")
        }
        return table
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private static func refuseStrangers(_ bytes: UnsafeRawBufferPointer, _ path: String) throws(ReportError) {
        for (magic, what) in strangers where bytes.starts(with: magic) {
            throw ReportError(
                .malformed, what: "\(path) is \(what).", why: "A report reads CSV and JSON lines, plain, gzip or zstd.",
                whatToDo: "Export it as CSV or JSON lines.")
        }
        if bytes.prefix(4096).contains(0) {
            throw ReportError(
                .malformed, what: "\(path) is no text: it holds zero bytes.",
                why: "It is probably a binary file.", whatToDo: "Export it as CSV or JSON lines.")
        }
    }

    private static let strangers: [([UInt8], String)] = [
        (Array("PAR1".utf8), "a Parquet file"), (Array("PK\u{3}\u{4}".utf8), "a ZIP archive or a workbook"),
        (Array("SQLite format 3".utf8), "an SQLite database"), (Array("Obj\u{1}".utf8), "an Avro file"),
        (Array("ARROW1".utf8), "an Arrow file"), (Array("ORC".utf8), "an ORC file"),
        (Array("%PDF".utf8), "a PDF"), (Array("BZh".utf8), "compressed with bzip2"),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], "compressed with xz"), ([0xFF, 0xFE], "in UTF-16"),
        ([0xFE, 0xFF], "in UTF-16"),
    ]
}
