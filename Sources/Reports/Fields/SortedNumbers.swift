/// Numbers in rising order, without NaN; infinities stand at the ends.
package struct SortedNumbers: Sendable {
    /// All of them.
    package let values: [Double]
    /// The finite ones among them.
    package let finite: Range<Int>

    /// - Parameter cells: any doubles; NaN is left out.
    /// - Complexity: O(n): a radix sort on the bits; O(n log n) when most numbers agree in their first six digits.
    package init(_ cells: [Double]) {
        var keys = [UInt64](unsafeUninitializedCapacity: cells.count) { keys, count in
            for cell in cells where !cell.isNaN {
                // The bits of doubles rise with the number once negative ones are turned around; +0 joins -0.
                let bits = (cell + 0.0).bitPattern
                keys[count] = bits ^ (bits >> 63 == 1 ? UInt64.max : 1 << 63)
                count += 1
            }
        }
        Self.sort(&keys)
        values = keys.map { Double(bitPattern: $0 ^ ($0 >> 63 == 1 ? 1 << 63 : UInt64.max)) }
        var low = 0
        var high = values.count
        while low < high, values[low] == -.infinity { low += 1 }
        while high > low, values[high - 1] == .infinity { high -= 1 }
        finite = low..<high
    }

    /// How many values are at most `limit`.
    ///
    /// - Complexity: O(log n).
    package func count(upTo limit: Double) -> Int {
        var low = 0
        var high = values.count
        while low < high {
            let middle = (low + high) / 2
            if values[middle] <= limit { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The finite value at a fraction of the finite ranks, between neighbours where it falls between; nil without any.
    package func quantile(_ fraction: Double) -> Double? {
        guard !finite.isEmpty else { return nil }
        let rank = fraction * Double(finite.count - 1)
        let below = min(finite.count - 1, Int(rank))
        let above = min(finite.count - 1, below + 1)
        let low = values[finite.lowerBound + below]
        let part = rank - Double(below)
        // Not low + part · (high - low): that difference may be beyond all doubles.
        return part == 0 ? low : low * (1 - part) + values[finite.lowerBound + above] * part
    }

    /// Different values.
    package var distinct: Int {
        var count = values.isEmpty ? 0 : 1
        values.withUnsafeBufferPointer { values in
            for index in values.indices.dropFirst() where values[index] != values[index - 1] { count += 1 }
        }
        return count
    }

    /// The mean of the finite values; nil without any.
    package var mean: Double? {
        guard !finite.isEmpty else { return nil }
        var sum = 0.0
        for value in values[finite] { sum += value / Double(finite.count) }
        return sum
    }

    /// Sorts by the upper 33 bits, 11 at a time, and then what agrees in those: few keys, or many that are compared.
    private static func sort(_ keys: inout [UInt64]) {
        guard keys.count > 256 else {
            keys.sort()
            return
        }
        var counts = [Int](repeating: 0, count: 3 * 2048)
        counts.withUnsafeMutableBufferPointer { counts in
            for key in keys {
                counts[Int(truncatingIfNeeded: key >> 31) & 2047] &+= 1
                counts[2048 | Int(truncatingIfNeeded: key >> 42) & 2047] &+= 1
                counts[4096 | Int(truncatingIfNeeded: key >> 53)] &+= 1
            }
        }
        var other = [UInt64](repeating: 0, count: keys.count)
        for digit in 0..<3 {
            let shift = UInt64(31 + 11 * digit)
            // All keys agree in this digit: nothing to do.
            if counts[digit << 11 | Int(truncatingIfNeeded: keys[0] >> shift) & 2047] == keys.count { continue }
            var places = [Int](repeating: 0, count: 2048)
            var place = 0
            for value in 0..<2048 {
                places[value] = place
                place += counts[digit << 11 | value]
            }
            keys.withUnsafeBufferPointer { keys in
                other.withUnsafeMutableBufferPointer { other in
                    places.withUnsafeMutableBufferPointer { places in
                        for key in keys {
                            let value = Int(truncatingIfNeeded: key >> shift) & 2047
                            other[places[value]] = key
                            places[value] &+= 1
                        }
                    }
                }
            }
            swap(&keys, &other)
        }
        keys.withUnsafeMutableBufferPointer { sortRuns(&$0) }
    }

    /// Sorts every run of keys that agree in their upper 33 bits.
    private static func sortRuns(_ keys: inout UnsafeMutableBufferPointer<UInt64>) {
        var start = 0
        while start < keys.count {
            let upper = keys[start] >> 31
            var end = start + 1
            var isRising = true
            while end < keys.count, keys[end] >> 31 == upper {
                if keys[end] < keys[end - 1] { isRising = false }
                end += 1
            }
            if !isRising { keys[start..<end].sort() }
            start = end
        }
    }
}
