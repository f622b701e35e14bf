public import Sketches
public import Telemetry

/// The cells of one stored rollup row: for every slice value (or for all calls) the cells of its signals.
///
/// Sorted by names throughout, so that tables merge by walking along them. Equal contents encode to equal bytes, whatever
/// the order in which they came: invariant 2 of docs/architecture.md is checked by comparing those.
public struct CellTable: Sendable, Hashable {
    /// The rows in the order of their slice values. All calls together stand under ``overall``.
    public private(set) var rows: [CellRow]

    /// The key of all calls together.
    public static let overall = SliceValue("", "")

    /// - Parameter rows: each slice value once, in any order.
    public init(_ rows: [CellRow] = []) {
        self.rows = rows
        let isSorted = zip(rows, rows.dropFirst()).allSatisfy { $0.value < $1.value }
        if !isSorted { self.rows.sort { $0.value < $1.value } }
    }

    /// True when there is nothing in it.
    public var isEmpty: Bool { rows.isEmpty }

    /// The row of a slice value.
    ///
    /// - Complexity: logarithmic in the number of values.
    public subscript(value: SliceValue) -> CellRow? {
        let index = rows.firstSorted(notBefore: value) { $0.value }
        return index < rows.count && rows[index].value == value ? rows[index] : nil
    }

    /// The cell of all calls together.
    public subscript(signal: SignalName) -> Cell? { self[Self.overall, signal] }

    /// The cell of a slice value.
    public subscript(value: SliceValue, signal: SignalName) -> Cell? { self[value]?[signal] }

    /// Adds all cells of another table. Linear in both.
    public mutating func merge(_ other: CellTable) {
        guard !rows.isEmpty else {
            rows = other.rows
            return
        }
        var missing: [CellRow] = []
        var index = 0
        for row in other.rows {
            while index < rows.count, rows[index].value != row.value, rows[index].value < row.value { index += 1 }
            if index < rows.count, rows[index].value == row.value {
                rows[index].merge(row)
                index += 1
            } else {
                missing.append(row)
            }
        }
        if !missing.isEmpty { rows.insert(sorted: missing) { $0.value } }
    }

    /// The stored form. On disk: never change.
    public var bytes: [UInt8] {
        let signals = signals
        var writer = ByteWriter()
        writer.write(byte: 1)
        writer.write(varint: UInt64(signals.count))
        for signal in signals { writer.write(text: signal.text) }
        writer.write(varint: UInt64(rows.count))
        for row in rows {
            writer.write(text: row.value.dimension)
            writer.write(text: row.value.value)
            writer.write(varint: UInt64(row.entries.count))
            var index = 0
            for entry in row.entries {
                while signals[index] != entry.signal { index += 1 }
                writer.write(varint: UInt64(index))
                entry.cell.write(to: &writer)
            }
        }
        return writer.bytes
    }

    /// The signals of all rows, in order.
    private var signals: [SignalName] {
        var signals: [SignalName] = []
        for row in rows {
            var missing: [SignalName] = []
            var index = 0
            for entry in row.entries {
                while index < signals.count, signals[index] != entry.signal, signals[index] < entry.signal {
                    index += 1
                }
                if index == signals.count || signals[index] != entry.signal { missing.append(entry.signal) }
            }
            if !missing.isEmpty { signals.insert(sorted: missing) { $0 } }
        }
        return signals
    }

    /// Reads the stored form.
    ///
    /// - Parameter wanted: the one signal whose cells are kept; `nil` for all.
    /// - Throws: ``SketchError/Code/malformed``.
    public init(bytes: some Collection<UInt8>, only wanted: SignalName? = nil) throws(SketchError) {
        var reader = ByteReader(bytes)
        try reader.expect([1])
        var signals: [SignalName] = []
        for _ in 0..<(try reader.readCount(of: 1)) { signals.append(SignalName(stored: try reader.readText())) }
        var rows: [CellRow] = []
        for _ in 0..<(try reader.readCount(of: 3)) {
            let value = SliceValue(try reader.readText(), try reader.readText())
            var cells: [(signal: SignalName, cell: Cell)] = []
            let count = try reader.readCount(of: 3)
            cells.reserveCapacity(wanted == nil ? count : 1)
            for _ in 0..<count {
                let index = try reader.readVarint()
                guard index < UInt64(signals.count) else {
                    throw SketchError(.malformed, "A rollup row names a signal that it does not list.")
                }
                let signal = signals[Int(index)]
                if wanted == nil || wanted == signal {
                    cells.append((signal, try Cell(reading: &reader)))
                } else {
                    try Cell.skip(in: &reader)
                }
            }
            if !cells.isEmpty { rows.append(CellRow(value, cells)) }
        }
        try reader.expectEnd()
        self.init(rows)
    }
}
