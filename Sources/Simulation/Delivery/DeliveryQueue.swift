import Telemetry

/// Records on their way, handed out by arrival; of equal arrivals the one that was sent first comes first.
struct DeliveryQueue: Sendable {
    private struct Item: Sendable {
        var arrival: Int64
        var number: UInt64
        var content: SimulatedRecord.Content
        var isRepeated: Bool

        func comes(before other: Item) -> Bool {
            arrival != other.arrival ? arrival < other.arrival : number < other.number
        }
    }

    private var items: [Item] = []
    private var sent: UInt64 = 0

    /// How many records are on their way.
    var count: Int { items.count }

    mutating func send(_ content: SimulatedRecord.Content, arrival: Timestamp, isRepeated: Bool = false) {
        items.append(Item(arrival: arrival.nanoseconds, number: sent, content: content, isRepeated: isRepeated))
        sent += 1
        var child = items.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard items[child].comes(before: items[parent]) else { break }
            items.swapAt(child, parent)
            child = parent
        }
    }

    /// The next record that arrives before an instant.
    mutating func next(before limit: Timestamp) -> SimulatedRecord? {
        guard let first = items.first, first.arrival < limit.nanoseconds else { return nil }
        let last = items.removeLast()
        if !items.isEmpty {
            items[0] = last
            var parent = 0
            while true {
                var least = parent
                for child in [2 * parent + 1, 2 * parent + 2] where child < items.count {
                    if items[child].comes(before: items[least]) { least = child }
                }
                if least == parent { break }
                items.swapAt(parent, least)
                parent = least
            }
        }
        return SimulatedRecord(
            arrival: Timestamp(nanoseconds: first.arrival), content: first.content, isRepeated: first.isRepeated)
    }
}
