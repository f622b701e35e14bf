internal import OTLP

/// The first records of a file, and what they say about each column.
struct ImportSample {
    /// One profile per column, in the order of the header or of first appearance.
    private(set) var columns: [ColumnProfile] = []
    /// Records that were read.
    private(set) var records = 0
    /// True when all records are items of our own API and need no mapping.
    private(set) var isOwnFormat = false

    private var positions: [String: Int] = [:]

    /// How deep members of members become columns of their own.
    private static let depth = 4
    /// Columns that are looked at; more than a call can carry.
    private static let columnLimit = 1_024

    /// A sample of nothing.
    init() {}

    /// - Throws: ``ImportError`` when the file cannot be read.
    init(_ file: ImportFile, limits: ImportLimits) throws(ImportError) {
        let reader = try file.records(limits)
        var bytes = 0
        var json = JSONReader()
        var own = 0
        if case .csv(let dialect) = file.format {
            let scanner = CSVScanner(dialect: dialect)
            for name in reader.header { _ = position(name) }
            var cells: [String] = []
            while records < limits.sampledRecords, bytes < limits.sampledBytes, let record = try reader.next() {
                bytes += record.bytes.count
                guard record.fault == nil else { continue }
                record.utf8.withUnsafeBytes { scanner.cells($0, into: &cells) }
                for (index, cell) in cells.enumerated() where index < columns.count {
                    columns[index].take(.text(cell), decimalComma: dialect.decimalComma)
                }
                records += 1
            }
            return
        }
        while records < limits.sampledRecords, bytes < limits.sampledBytes, let record = try reader.next() {
            bytes += record.bytes.count
            // A line that is not JSON says nothing about the others; the run refuses it.
            guard record.fault == nil, let value = try? json.read(record.bytes), value.kind == .object else { continue }
            take(value, prefix: "", depth: 0)
            if OwnFormat.holds(value) { own += 1 }
            records += 1
        }
        // A few lines that are wrong do not change what the file is; they are refused one by one.
        isOwnFormat = records > 0 && own * 10 >= records * 9
    }

    /// The profile of a column; `nil` when no record has it.
    func column(_ name: String) -> ColumnProfile? {
        if let position = positions[name] { return columns[position] }
        return columns.first { $0.name == name }
    }

    private mutating func position(_ name: String) -> Int? {
        if let known = positions[name] { return known }
        guard columns.count < Self.columnLimit else { return nil }
        columns.append(ColumnProfile(name: name))
        positions[name] = columns.count - 1
        return columns.count - 1
    }

    private mutating func take(_ object: JSONValue, prefix: String, depth: Int) {
        guard let members = object.object else { return }
        for (key, value) in members {
            let name = prefix + key.string
            if value.kind == .object, depth + 1 < Self.depth, value.object?.isEmpty == false {
                take(value, prefix: name + ".", depth: depth + 1)
                continue
            }
            guard let position = position(name) else { continue }
            columns[position].take(value.isNull ? .absent : .json(value), decimalComma: false)
        }
    }
}
