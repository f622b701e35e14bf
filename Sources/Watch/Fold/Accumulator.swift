import Sketches
import Telemetry

/// Cells that grow while rows are folded, addressed by small numbers instead of names.
struct Accumulator {
    /// One observation with what is computed once for all slices.
    struct Observation {
        let signal: Int
        let quantity: Measure.Quantity
        let value: Int64
        let key: Int32
    }

    /// Where a slice value stands among the cells.
    struct Address {
        /// The dimension's number; -1 for all calls together.
        let dimension: Int
        let value: Int

        /// All calls together.
        static let overall = Address(dimension: -1, value: 0)
    }

    private var cells: ContiguousArray<Cell> = []
    /// Of each cell a stretch of bins that wait to be handed to it together, and how many those are.
    private var waiting: ContiguousArray<Int32> = []
    private var waitingCounts: ContiguousArray<Int> = []
    /// Of each dimension (the first row is all calls) the slot of each value, -1 where there is none.
    private var slots: ContiguousArray<Int32> = []
    private var addresses: ContiguousArray<Address> = []
    /// Slot and signal to the cell's place, -1 where there is none.
    private var places: ContiguousArray<Int32> = []
    /// Where the slots of the row in hand begin; kept for its room.
    private var bases: ContiguousArray<Int> = []

    /// The width of a slot: signals of a system, and auxiliary cells behind them.
    static let signalLimit = 64

    /// Bins of one cell that wait at most.
    private static let stretch = 8

    /// Adds one row's observations to the slots of its slice values.
    mutating func add(
        _ observations: ContiguousArray<Observation>, to targets: ContiguousArray<Address>, withdrawing: Bool
    ) {
        // First every place is made, so that the loop over cells neither grows nor copies anything.
        bases.removeAll(keepingCapacity: true)
        for target in targets {
            let base = slot(of: target) * Self.signalLimit
            bases.append(base)
            let isComplete = places.withUnsafeBufferPointer { places in
                observations.allSatisfy { places[base &+ $0.signal] >= 0 }
            }
            if !isComplete { makePlaces(for: observations, at: base) }
        }
        cells.withUnsafeMutableBufferPointer { cells in
            waiting.withUnsafeMutableBufferPointer { waiting in
                waitingCounts.withUnsafeMutableBufferPointer { counts in
                    places.withUnsafeBufferPointer { places in
                        observations.withUnsafeBufferPointer { observations in
                            for base in bases {
                                for observation in observations {
                                    let place = Int(places[base &+ observation.signal])
                                    if withdrawing {
                                        cells[place].withdraw(observation.value)
                                        continue
                                    }
                                    cells[place].count(observation.value)
                                    if observation.quantity == .share { continue }
                                    let start = place &* Self.stretch
                                    waiting[start &+ counts[place]] = observation.key
                                    counts[place] &+= 1
                                    if counts[place] == Self.stretch {
                                        cells[place].bin(
                                            UnsafeBufferPointer(rebasing: waiting[start..<start &+ Self.stretch]))
                                        counts[place] = 0
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private mutating func makePlaces(for observations: ContiguousArray<Observation>, at base: Int) {
        for observation in observations where places[base + observation.signal] < 0 {
            places[base + observation.signal] = Int32(cells.count)
            cells.append(Cell(observation.quantity))
            waiting.append(contentsOf: repeatElement(0, count: Self.stretch))
            waitingCounts.append(0)
        }
    }

    /// Hands the bins that wait to their cells.
    private mutating func binAll() {
        cells.withUnsafeMutableBufferPointer { cells in
            waiting.withUnsafeBufferPointer { waiting in
                for place in cells.indices where waitingCounts[place] > 0 {
                    let start = place * Self.stretch
                    let end = start + waitingCounts[place]
                    cells[place].bin(UnsafeBufferPointer(rebasing: waiting[start..<end]))
                }
            }
        }
        for place in waitingCounts.indices { waitingCounts[place] = 0 }
    }

    private mutating func slot(of address: Address) -> Int {
        let row = (address.dimension + 1) * SliceDimension.valueLimit + address.value
        if row < slots.count, slots[row] >= 0 { return Int(slots[row]) }
        while slots.count <= row { slots.append(contentsOf: repeatElement(-1, count: SliceDimension.valueLimit)) }
        let slot = addresses.count
        slots[row] = Int32(slot)
        addresses.append(address)
        places.append(contentsOf: repeatElement(-1, count: Self.signalLimit))
        return slot
    }

    /// Hands over the cells of every slot, by the numbers of their signals.
    mutating func forEachSlot(_ body: (_ address: Address, _ cells: [(signal: Int, cell: Cell)]) -> Void) {
        binAll()
        for (slot, address) in addresses.enumerated() {
            var row: [(signal: Int, cell: Cell)] = []
            for signal in 0..<Self.signalLimit {
                let place = Int(places[slot * Self.signalLimit + signal])
                if place >= 0 { row.append((signal, cells[place])) }
            }
            body(address, row)
        }
    }
}
