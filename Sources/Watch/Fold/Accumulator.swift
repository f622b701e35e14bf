import Sketches
import Telemetry

/// Cells that grow while rows are folded, addressed by small numbers instead of names.
struct Accumulator {
    /// The slot of all calls together.
    static let overall: UInt32 = .max

    private var cells: [Cell] = []
    private var slots: [UInt32: Int] = [:]
    /// Slot and signal to the cell's place, -1 where there is none.
    private var places: [Int32] = []

    /// The most signals of a system; the width of a slot.
    static let signalLimit = 64

    /// Adds one row's observations to one slot.
    @inline(__always)
    mutating func add(_ observations: [Observation], to slotKey: UInt32, withdrawing: Bool) {
        let slot: Int
        if let known = slots[slotKey] {
            slot = known
        } else {
            slot = slots.count
            slots[slotKey] = slot
            places.append(contentsOf: repeatElement(-1, count: Self.signalLimit))
        }
        for observation in observations {
            let index = slot * Self.signalLimit + observation.signal
            var place = Int(places[index])
            if place < 0 {
                place = cells.count
                places[index] = Int32(place)
                cells.append(Cell(observation.quantity))
            }
            if withdrawing {
                cells[place].withdraw(observation.value)
            } else {
                cells[place].add(observation.value, key: observation.key)
            }
        }
    }

    /// One observation with what is computed once for all slices.
    struct Observation {
        let signal: Int
        let quantity: Measure.Quantity
        let value: Int64
        let key: Int32
    }

    /// Hands every cell over.
    consuming func forEachCell(_ body: (_ slotKey: UInt32, _ signal: Int, _ cell: Cell) -> Void) {
        for (slotKey, slot) in slots {
            for signal in 0..<Self.signalLimit {
                let place = Int(places[slot * Self.signalLimit + signal])
                if place >= 0 { body(slotKey, signal, cells[place]) }
            }
        }
    }
}
