/// The attributes that a slice scan looks at: frequent values as dense codes, without attributes that say nothing.
struct SliceAttributes: Sendable {
    /// Dense codes of the attributes in use, `0 ..< width`; the last one collects missing and left-out values.
    private(set) var codes: [[UInt16]] = []
    /// Per attribute in use the values behind its codes, rising.
    private(set) var values: [[Int32]] = []
    /// Per attribute in use its place in what was given.
    private(set) var origins: [Int] = []

    private static let largestMissingShare = 0.6

    /// - Parameters:
    ///   - columns: codes per attribute, 0 and up, -1 for missing.
    ///   - failures: one per call.
    ///   - expected: one per call.
    ///   - settings: which values are frequent, and how many are looked at.
    init(_ columns: [[Int32]], failures: [Double], expected: [Double], settings: SliceScan.Settings) {
        let counts = columns.map { Self.counts($0) }
        var kept = counts.map { counts in
            counts.indices.dropFirst().filter { counts[$0] >= settings.minimumSize }.map { Int32($0 - 1) }
        }
        if kept.reduce(0, { $0 + $1.count }) > settings.maximumPredicates {
            kept = Self.mostExcessive(
                columns, kept, failures: failures, expected: expected, count: settings.maximumPredicates)
        }
        for (column, frequent) in kept.enumerated() where !frequent.isEmpty {
            if Double(counts[column][0]) > Self.largestMissingShare * Double(failures.count) { continue }
            var table = [UInt16](repeating: UInt16(frequent.count), count: counts[column].count)
            for (code, value) in frequent.enumerated() { table[Int(value) + 1] = UInt16(code) }
            let dense = Self.dense(columns[column], table)
            let repeats = codes.indices.contains {
                values[$0].count == frequent.count && Self.divideAlike(dense, codes[$0], width: frequent.count)
            }
            if repeats { continue }
            codes.append(dense)
            values.append(frequent)
            origins.append(column)
        }
    }

    /// How many calls have each value; missing ones first.
    private static func counts(_ column: [Int32]) -> [Int] {
        var counts = [Int](repeating: 0, count: Int(max(-1, column.max() ?? -1)) + 2)
        counts.withUnsafeMutableBufferPointer { counts in
            for value in column { counts[Int(max(-1, value)) + 1] &+= 1 }
        }
        return counts
    }

    private static func dense(_ column: [Int32], _ table: [UInt16]) -> [UInt16] {
        table.withUnsafeBufferPointer { table in column.map { table[Int(max(-1, $0)) + 1] } }
    }

    /// Of all frequent values those with the most failures beyond the expected ones.
    private static func mostExcessive(
        _ columns: [[Int32]], _ kept: [[Int32]], failures: [Double], expected: [Double], count: Int
    ) -> [[Int32]] {
        var ranked: [(excess: Double, column: Int, value: Int32)] = []
        for (column, frequent) in kept.enumerated() {
            var excess = [Double](repeating: 0, count: Int(max(-1, columns[column].max() ?? -1)) + 2)
            for (row, value) in columns[column].enumerated() {
                excess[Int(max(-1, value)) + 1] += failures[row] - expected[row]
            }
            for value in frequent { ranked.append((excess[Int(value) + 1], column, value)) }
        }
        ranked.sort { ($0.excess, $1.column, $1.value) > ($1.excess, $0.column, $0.value) }
        var limited = [[Int32]](repeating: [], count: kept.count)
        for entry in ranked.prefix(count) { limited[entry.column].append(entry.value) }
        return limited.map { $0.sorted() }
    }

    /// Whether two attributes of the same width put the same calls together: one of them says nothing new.
    private static func divideAlike(_ left: [UInt16], _ right: [UInt16], width: Int) -> Bool {
        var partner = [UInt16?](repeating: nil, count: width + 1)
        var back = partner
        for row in left.indices {
            let (a, b) = (Int(left[row]), Int(right[row]))
            if let known = partner[a], known != right[row] { return false }
            if let known = back[b], known != left[row] { return false }
            partner[a] = right[row]
            back[b] = left[row]
        }
        return partner[width].map { Int($0) == width } ?? true
    }
}
