/// Cuts the content of a file into records, one after the other, in memory bounded by the longest record.
///
/// A record that cannot be read spoils itself only: reading goes on with the next one.
package final class ImportRecordReader {
    private enum Cutter {
        case lines(LineCutter)
        case values(ValueCutter)
        case rows(RowCutter)
    }

    private let buffer: RecordBuffer
    private var cutter: Cutter

    /// - Throws: ``ImportError`` when the file cannot be read, or its CSV header names nothing or a column twice.
    init(_ source: ImportSource, format: ImportFormat, limits: ImportLimits) throws(ImportError) {
        buffer = try RecordBuffer(
            ImportByteStream(source), limit: format.isOTLP ? limits.requestBytes : limits.recordBytes)
        switch format {
        case .jsonLines, .otlpLines: cutter = .lines(LineCutter())
        case .jsonValues, .otlpValues: cutter = .values(ValueCutter())
        case .csv(let dialect): cutter = .rows(try RowCutter(buffer, dialect: dialect, path: source.path))
        }
    }

    /// The names in a CSV header; empty for other formats.
    package var header: [String] {
        if case .rows(let rows) = cutter { rows.header } else { [] }
    }

    /// Bytes of the file, compressed as it is, that were read so far.
    var fileOffset: Int64 { buffer.fileOffset }

    /// The next record; `nil` at the end.
    ///
    /// - Throws: ``ImportError/Code/fileUnreadable``, ``ImportError/Code/compressionBroken``.
    package func next() throws(ImportError) -> ImportRecord? {
        switch cutter {
        case .lines(let lines): return try lines.next(buffer)
        case .values(var values):
            defer { cutter = .values(values) }
            return try values.next(buffer)
        case .rows(var rows):
            defer { cutter = .rows(rows) }
            return try rows.next(buffer)
        }
    }
}
