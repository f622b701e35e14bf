internal import OTLP

/// What one record says: the cells of a row, or an object.
enum RecordContent {
    case row([String])
    case object(JSONValue)

    /// A cell; nothing for an empty one or one beyond the row.
    func cell(_ index: Int) -> SourceValue {
        guard case .row(let cells) = self, index < cells.count, !cells[index].isEmpty else { return .absent }
        return .text(cells[index])
    }

    /// A value of an object.
    func member(_ path: SourcePath) -> SourceValue {
        guard case .object(let object) = self else { return .absent }
        return path.value(in: object)
    }
}

/// Reads records of one file: rows into cells, lines into objects. Used by one task at a time.
struct RecordParser {
    private let scanner: CSVScanner?
    private var json = JSONReader()
    private var cells: [String] = []
    /// Rows that were no UTF-8 and were read as Windows-1252.
    private(set) var recoded = 0

    init(_ format: ImportFormat) {
        if case .csv(let dialect) = format { scanner = CSVScanner(dialect: dialect) } else { scanner = nil }
    }

    /// - Throws: ``RefusedRecord`` with the reason.
    mutating func content(_ record: ImportRecord) throws(RefusedRecord) -> RecordContent {
        if let fault = record.fault { throw RefusedRecord(detail: fault.message) }
        guard let scanner else {
            do {
                let value = try json.read(record.bytes)
                guard value.kind == .object else { throw RefusedRecord(detail: "Only objects are records.") }
                return .object(value)
            } catch let error as JSONError {
                throw RefusedRecord(detail: error.message)
            } catch let error as RefusedRecord {
                throw error
            } catch {
                throw RefusedRecord(detail: "The line is not JSON.")
            }
        }
        if Windows1252.isUTF8(record.bytes) {
            record.bytes.withUnsafeBytes { scanner.cells($0, into: &cells) }
        } else {
            recoded += 1
            Windows1252.utf8(record.bytes).withUnsafeBytes { scanner.cells($0, into: &cells) }
        }
        return .row(cells)
    }
}
