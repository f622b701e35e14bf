public import Sketches
public import Telemetry

/// The cells of one stored rollup row: for every slice value (or for all calls) the cells of its signals.
///
/// Equal contents encode to equal bytes, whatever the order in which they came: invariant 2 of docs/architecture.md is
/// checked by comparing those.
public struct CellTable: Sendable, Hashable {
    /// Cells by slice value and signal. All calls together stand under ``overall``.
    public var cells: [SliceValue: [SignalName: Cell]] = [:]

    /// The key of all calls together.
    public static let overall = SliceValue("", "")

    /// An empty table.
    public init() {}

    /// The cell of all calls together.
    public subscript(signal: SignalName) -> Cell? { cells[Self.overall]?[signal] }

    /// The cell of a slice value.
    public subscript(value: SliceValue, signal: SignalName) -> Cell? { cells[value]?[signal] }

    /// Adds all cells of another table.
    public mutating func merge(_ other: CellTable) {
        for (value, row) in other.cells {
            for (signal, cell) in row { merge(cell, value, signal) }
        }
    }

    /// Adds one cell. A cell of another quantity than the one that is there is left out: a name that changes what it
    /// counts is a new signal only with a new baseline.
    public mutating func merge(_ cell: Cell, _ value: SliceValue, _ signal: SignalName) {
        cells[value, default: [:]].merge(cell, at: signal)
    }

    /// The stored form. On disk: never change.
    public var bytes: [UInt8] {
        var names: Set<SignalName> = []
        for row in cells.values { names.formUnion(row.keys) }
        let signals = names.sorted()
        let indices = Dictionary(uniqueKeysWithValues: signals.enumerated().map { ($1, $0) })
        var writer = ByteWriter()
        writer.write(byte: 1)
        writer.write(varint: UInt64(signals.count))
        for signal in signals { writer.write(text: signal.text) }
        writer.write(varint: UInt64(cells.count))
        for (value, row) in cells.sorted(by: { $0.key < $1.key }) {
            writer.write(text: value.dimension)
            writer.write(text: value.value)
            writer.write(varint: UInt64(row.count))
            for (index, cell) in row.map({ (indices[$0]!, $1) }).sorted(by: { $0.0 < $1.0 }) {
                writer.write(varint: UInt64(index))
                cell.write(to: &writer)
            }
        }
        return writer.bytes
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
        for _ in 0..<(try reader.readCount(of: 3)) {
            let value = SliceValue(try reader.readText(), try reader.readText())
            var row: [SignalName: Cell] = [:]
            for _ in 0..<(try reader.readCount(of: 3)) {
                let index = try reader.readVarint()
                guard index < UInt64(signals.count) else {
                    throw SketchError(.malformed, "A rollup row names a signal that it does not list.")
                }
                let signal = signals[Int(index)]
                if wanted == nil || wanted == signal {
                    row[signal] = try Cell(reading: &reader)
                } else {
                    try Cell.skip(in: &reader)
                }
            }
            if !row.isEmpty { cells[value] = row }
        }
        try reader.expectEnd()
    }
}

extension Dictionary where Key == SignalName, Value == Cell {
    fileprivate mutating func merge(_ cell: Cell, at signal: SignalName) {
        // The cell that is there must not be held meanwhile: merging would copy its bins.
        guard let quantity = self[signal]?.quantity else {
            self[signal] = cell
            return
        }
        if quantity == cell.quantity { self[signal]!.merge(cell) }
    }
}
