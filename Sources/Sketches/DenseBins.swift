/// Counts per bin in one contiguous window of keys: an insert is one addition, a merge one pass.
struct DenseBins: Sendable {
    private(set) var firstKey = 0
    private(set) var counts: [UInt64] = []
    private(set) var nonEmpty = 0

    /// Room on the growing side, so that a slowly widening range does not copy at every insert.
    private static let slack = 64

    var total: UInt64 { counts.reduce(0, &+) }

    @inline(__always)
    mutating func add(_ key: Int, count: UInt64) {
        let index = key &- firstKey
        guard index >= 0, index < counts.count else {
            addOutside(key, count: count)
            return
        }
        let before = counts[index]
        counts[index] = before &+ count
        if before == 0 { nonEmpty += 1 }
    }

    @inline(never)
    private mutating func addOutside(_ key: Int, count: UInt64) {
        makeRoom(from: key, to: key)
        if counts[key - firstKey] == 0 { nonEmpty += 1 }
        counts[key - firstKey] &+= count
    }

    private mutating func makeRoom(from lowest: Int, to highest: Int) {
        if counts.isEmpty {
            firstKey = lowest - Self.slack
            counts = [UInt64](repeating: 0, count: highest - lowest + 1 + 2 * Self.slack)
            return
        }
        if lowest < firstKey {
            let added = firstKey - lowest + Self.slack
            counts.insert(contentsOf: repeatElement(0, count: added), at: 0)
            firstKey -= added
        }
        if highest >= firstKey + counts.count {
            let added = highest - firstKey - counts.count + 1 + Self.slack
            counts.append(contentsOf: repeatElement(0, count: added))
        }
    }

    mutating func merge(_ other: DenseBins) {
        guard other.nonEmpty > 0 else { return }
        if counts.isEmpty {
            self = other
            return
        }
        makeRoom(from: other.firstKey, to: other.firstKey + other.counts.count - 1)
        let offset = other.firstKey - firstKey
        // Unchecked on purpose: the window was just made to hold the other's, and checks keep this loop from vectorising.
        let filled = counts.withUnsafeMutableBufferPointer { target in
            other.counts.withUnsafeBufferPointer { source in
                var filled: UInt64 = 0
                for index in source.indices {
                    let before = target[offset &+ index]
                    let sum = before &+ source[index]
                    target[offset &+ index] = sum
                    filled &+= (before == 0 && sum != 0) ? 1 : 0
                }
                return filled
            }
        }
        nonEmpty += Int(filled)
    }

    /// Folds the lowest bins into one when more than `maximum` hold something, and keeps the highest exact.
    mutating func collapse(to maximum: Int) {
        guard nonEmpty > maximum, let range = keyRange else { return }
        let lowest = range.upperBound - maximum + 1
        var folded: UInt64 = 0
        for key in range.lowerBound..<lowest where counts[key - firstKey] != 0 {
            folded &+= counts[key - firstKey]
            counts[key - firstKey] = 0
            nonEmpty -= 1
        }
        if folded > 0 { add(lowest, count: folded) }
    }

    /// From the lowest key that holds something to the highest, or nil when nothing does.
    var keyRange: ClosedRange<Int>? {
        guard let first = counts.firstIndex(where: { $0 != 0 }), let last = counts.lastIndex(where: { $0 != 0 }) else {
            return nil
        }
        return firstKey + first...firstKey + last
    }

    func count(above key: Int) -> UInt64 {
        var sum: UInt64 = 0
        for index in max(0, key + 1 - firstKey)..<max(counts.count, max(0, key + 1 - firstKey)) {
            sum &+= counts[index]
        }
        return sum
    }

    /// The bins that hold something, keys rising.
    var filled: [(key: Int, count: UInt64)] {
        var bins: [(key: Int, count: UInt64)] = []
        bins.reserveCapacity(nonEmpty)
        for (index, count) in counts.enumerated() where count != 0 { bins.append((firstKey + index, count)) }
        return bins
    }
}

extension DenseBins: Hashable {
    static func == (left: DenseBins, right: DenseBins) -> Bool {
        left.filledCounts == right.filledCounts && left.keyRange == right.keyRange
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(keyRange)
        hasher.combine(filledCounts)
    }

    /// The window without its empty margins: equal contents compare equal however they grew.
    private var filledCounts: ArraySlice<UInt64> {
        guard let range = keyRange else { return [] }
        return counts[range.lowerBound - firstKey...range.upperBound - firstKey]
    }
}
