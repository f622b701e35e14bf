import Telemetry

/// The cells of one verdict block, or of a reference record: all calls, and the slices.
package struct BlockTables: Sendable, Hashable {
    package var overall = CellTable()
    package var slices = CellTable()

    package init() {}

    /// The cell of a signal, overall or in one slice. Of a class share only the predicted class is measured: it counts over
    /// all calls of the block.
    func cell(_ signal: SignalName, slice: SliceValue?) -> Cell? {
        let cell = slice.map { slices[$0, signal] } ?? overall[signal]
        guard signal.isClassShare else { return cell }
        guard let calls = slice.map({ slices[$0, .success] }) ?? overall[.success], calls.count > 0 else { return nil }
        return (cell ?? Cell(.share)).counted(over: calls.count)
    }

    package mutating func merge(_ other: BlockTables) {
        overall.merge(other.overall)
        slices.merge(other.slices)
    }
}

/// A verdict block with its place in time.
package struct VerdictBlock: Sendable, Hashable {
    /// Start in seconds since 1970.
    package let start: Int64
    /// Length in seconds.
    package let seconds: Int64
    package var tables: BlockTables

    package init(start: Int64, seconds: Int64, tables: BlockTables) {
        self.start = start
        self.seconds = seconds
        self.tables = tables
    }

    package var end: Int64 { start + seconds }
    /// Whole hours since 1970 of its start.
    package var hour: Int { Int(start.flooredQuotient(by: 3_600)) }
}

extension CellTable {
    /// How many events of a signal each value of a dimension has.
    func counts(of signal: SignalName, along dimension: String) -> [(value: String, count: Double)] {
        var counts: [(value: String, count: Double)] = []
        let start = rows.firstSorted(notBefore: SliceValue(dimension, "")) { $0.value }
        for row in rows[start...] {
            guard row.value.dimension == dimension else { break }
            if let cell = row[signal] { counts.append((row.value.value, Double(cell.count))) }
        }
        return counts
    }
}
