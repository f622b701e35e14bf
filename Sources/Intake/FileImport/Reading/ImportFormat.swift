/// What a file holds, found by its content.
public enum ImportFormat: Sendable, Hashable, Codable {
    /// One JSON object per line.
    case jsonLines
    /// One JSON array of objects, or objects that go over several lines.
    case jsonValues
    /// Rows under a header.
    case csv(CSVDialect)
    /// One OTLP/JSON request per line, as the Collector's file exporter writes it.
    case otlpLines
    /// One OTLP/JSON request that goes over several lines.
    case otlpValues

    /// In words, for the plan.
    public var text: String {
        switch self {
        case .jsonLines: "JSON lines"
        case .jsonValues: "JSON"
        case .csv(let dialect): "CSV (\(dialect.text))"
        case .otlpLines: "OTLP/JSON lines"
        case .otlpValues: "OTLP/JSON"
        }
    }

    /// True for exports of OpenTelemetry, which need no mapping.
    public var isOTLP: Bool {
        switch self {
        case .otlpLines, .otlpValues: true
        case .jsonLines, .jsonValues, .csv: false
        }
    }

    /// Finds the format of the content that begins with these bytes.
    ///
    /// - Parameter isWhole: nothing comes after the sample.
    /// - Throws: ``ImportError/Code/formatUnknown`` with what it looks like instead.
    static func sniffed(_ sample: [UInt8], isWhole: Bool, path: String) throws(ImportError) -> ImportFormat {
        for (magic, what) in strangers where sample.starts(with: magic) {
            throw ImportError(.formatUnknown, "\(path) is \(what). Export it as JSON lines or CSV.")
        }
        let content = sample.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(sample.dropFirst(3)) : sample
        guard let first = content.first(where: { !isSpace($0) }) else {
            throw ImportError(.formatUnknown, "\(path) is empty.")
        }
        guard !content.contains(0) else {
            throw ImportError(
                .formatUnknown, "\(path) is neither JSON nor CSV: it holds zero bytes. Export it as JSON lines or CSV.")
        }
        switch first {
        case UInt8(ascii: "["): return .jsonValues
        case UInt8(ascii: "{"):
            let goesOverLines = goesOverLines(content)
            guard isOTLP(content, isWhole: isWhole) else { return goesOverLines ? .jsonValues : .jsonLines }
            return goesOverLines ? .otlpValues : .otlpLines
        default: return .csv(CSVDialect.sniffed(content, isWhole: isWhole))
        }
    }

    private static let strangers: [([UInt8], String)] = [
        (Array("PAR1".utf8), "a Parquet file"), (Array("PK\u{3}\u{4}".utf8), "a ZIP archive or a workbook"),
        (Array("SQLite format 3".utf8), "an SQLite database"), (Array("Obj\u{1}".utf8), "an Avro file"),
        (Array("ARROW1".utf8), "an Arrow file"), (Array("ORC".utf8), "an ORC file"), (Array("%PDF".utf8), "a PDF"),
        (Array("BZh".utf8), "compressed with bzip2, which is not read"),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], "compressed with xz, which is not read"),
        ([0xFF, 0xFE], "in UTF-16"), ([0xFE, 0xFF], "in UTF-16"),
    ]

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    /// True when the first object is still open at the end of its line and the next line goes on with it: a broken first
    /// line of JSON lines is followed by another `{`.
    private static func goesOverLines(_ content: [UInt8]) -> Bool {
        guard let start = content.firstIndex(where: { !isSpace($0) }),
            let end = content[start...].firstIndex(of: 0x0A)
        else { return false }
        var scan = JSONExtent()
        for byte in content[start..<end] where scan.take(byte) { return false }
        return content[end...].first { !isSpace($0) } != UInt8(ascii: "{")
    }

    private static func isOTLP(_ content: [UInt8], isWhole: Bool) -> Bool {
        // The name stands at the very front, whatever client wrote it.
        let front = String(decoding: content.prefix(200), as: UTF8.self).filter { !$0.isWhitespace }
        return ["resourceSpans", "resourceLogs", "resourceMetrics"].contains { front.hasPrefix("{\"\($0)\":") }
    }
}
