public import Telemetry

/// The cells of one slice value (or of all calls), in the order of their signals' names.
public struct CellRow: Sendable, Hashable {
    /// The cell of one signal.
    public struct Entry: Sendable, Hashable {
        /// What is observed.
        public let signal: SignalName
        /// Its observations.
        public fileprivate(set) var cell: Cell
    }

    /// Whose cells these are; ``CellTable/overall`` for all calls together.
    public let value: SliceValue
    /// In the order of their signals.
    public private(set) var entries: [Entry]

    /// - Parameter cells: each signal once, in any order.
    public init(_ value: SliceValue, _ cells: [(signal: SignalName, cell: Cell)]) {
        self.value = value
        entries = cells.map { Entry(signal: $0.signal, cell: $0.cell) }
        let isSorted = zip(entries, entries.dropFirst()).allSatisfy { $0.signal < $1.signal }
        if !isSorted { entries.sort { $0.signal < $1.signal } }
    }

    /// The cell of a signal.
    ///
    /// - Complexity: logarithmic in the number of signals.
    public subscript(signal: SignalName) -> Cell? {
        let index = entries.firstSorted(notBefore: signal) { $0.signal }
        return index < entries.count && entries[index].signal == signal ? entries[index].cell : nil
    }

    /// Adds the cells of another row of the same slice value. A cell of another quantity than the one that is there is left
    /// out: a name that changes what it counts is a new signal only with a new baseline.
    mutating func merge(_ other: CellRow) {
        var missing: [Entry] = []
        var index = 0
        for entry in other.entries {
            while index < entries.count, entries[index].signal != entry.signal, entries[index].signal < entry.signal {
                index += 1
            }
            if index < entries.count, entries[index].signal == entry.signal {
                if entries[index].cell.quantity == entry.cell.quantity { entries[index].cell.merge(entry.cell) }
                index += 1
            } else {
                missing.append(entry)
            }
        }
        if !missing.isEmpty { entries.insert(sorted: missing) { $0.signal } }
    }
}
