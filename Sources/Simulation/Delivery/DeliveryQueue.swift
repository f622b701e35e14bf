import Telemetry

/// Records on their way, handed out by arrival; of equal arrivals the one that was sent first comes first.
struct DeliveryQueue: Sendable {
    /// A record's place in the order; the record itself lies still in its slot.
    private struct Ticket: Sendable {
        var arrival: Int64
        var number: UInt64
        var slot: Int
        var isRepeated: Bool

        func comes(before other: Ticket) -> Bool {
            arrival != other.arrival ? arrival < other.arrival : number < other.number
        }
    }

    private var tickets: [Ticket] = []
    private var slots: [SimulatedRecord.Content?] = []
    private var freeSlots: [Int] = []
    private var sent: UInt64 = 0

    mutating func send(_ content: SimulatedRecord.Content, arrival: Timestamp, isRepeated: Bool = false) {
        let slot: Int
        if let free = freeSlots.popLast() {
            slot = free
            slots[slot] = content
        } else {
            slot = slots.count
            slots.append(content)
        }
        tickets.append(Ticket(arrival: arrival.nanoseconds, number: sent, slot: slot, isRepeated: isRepeated))
        sent += 1
        var child = tickets.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard tickets[child].comes(before: tickets[parent]) else { break }
            tickets.swapAt(child, parent)
            child = parent
        }
    }

    /// The next record that arrives before an instant.
    mutating func next(before limit: Timestamp) -> SimulatedRecord? {
        guard let first = tickets.first, first.arrival < limit.nanoseconds else { return nil }
        let last = tickets.removeLast()
        if !tickets.isEmpty {
            tickets[0] = last
            sink()
        }
        guard let content = slots[first.slot].take() else { preconditionFailure("a ticket without a record") }
        freeSlots.append(first.slot)
        return SimulatedRecord(
            arrival: Timestamp(nanoseconds: first.arrival), content: content, isRepeated: first.isRepeated)
    }

    private mutating func sink() {
        var parent = 0
        while true {
            var least = parent
            let (left, right) = (2 * parent + 1, 2 * parent + 2)
            if left < tickets.count, tickets[left].comes(before: tickets[least]) { least = left }
            if right < tickets.count, tickets[right].comes(before: tickets[least]) { least = right }
            if least == parent { return }
            tickets.swapAt(parent, least)
            parent = least
        }
    }
}
