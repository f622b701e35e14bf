import RealModule

/// The work of a ``SliceScan``: contingency tables of all attributes, pairs and triples, kept up to date while findings are
/// removed.
///
/// Tables instead of a bitset per attribute value: one pass over the calls fills a whole pair of attributes, whatever their
/// number of values, and removing a finding costs only its own calls.
struct SliceSearch {
    /// All slices over the same attributes.
    private struct Group {
        let columns: [Int]
        /// Per combined code the slot, -1 for slices that are too small. Pairs: `code · width + code`. Triples:
        /// `slot of the first two · width + code`.
        var slots: [Int32]
        /// The index of the group of the first two attributes; -1 below level 3.
        let parent: Int
        let width: Int
        var keys: [[Int32]] = []
        var sizes: [Int32] = []
        var observed: [Double] = []
        var expected: [Double] = []
    }

    private let settings: SliceScan.Settings
    /// Dense codes of the attributes in use, `0 ..< width`; the last code collects missing and left-out values.
    private var codes: [[UInt16]] = []
    private var values: [[Int32]] = []
    private var origins: [Int] = []
    private let failures: [Double]
    private let expected: [Double]
    private var alive: [Int32]
    private var groups: [Group] = []
    /// Where the group over these attributes is.
    private var groupIndex: [[Int]: Int] = [:]

    private static let largestMissingShare = 0.6

    init(columns: [[Int32]], failures: [Double], expected: [Double], settings: SliceScan.Settings) {
        precondition(failures.count == expected.count && columns.allSatisfy { $0.count == failures.count })
        self.settings = settings
        self.failures = failures
        self.expected = expected
        alive = (0..<Int32(failures.count)).map { $0 }
        guard !failures.isEmpty else { return }
        encode(columns)
        for column in codes.indices { addGroup(columns: [column], parent: -1) }
        if settings.maximumLevel >= 2 { addPairs() }
        if settings.maximumLevel >= 3 { addTriples() }
    }

    mutating func run() -> [SliceFinding] {
        var findings: [SliceFinding] = []
        while findings.count < settings.findings, let next = best() {
            findings.append(remove(next))
        }
        return findings
    }

    private mutating func encode(_ columns: [[Int32]]) {
        var kept = columns.indices.map { column in frequent(columns[column]) }
        limitPredicates(columns, &kept)
        for (column, frequent) in kept.enumerated() where !frequent.isEmpty {
            let missing = columns[column].count { $0 < 0 }
            if Double(missing) > Self.largestMissingShare * Double(failures.count) { continue }
            let highest = Int(columns[column].max() ?? -1)
            var table = [UInt16](repeating: UInt16(frequent.count), count: highest + 2)
            for (code, value) in frequent.enumerated() { table[Int(value) + 1] = UInt16(code) }
            let dense = columns[column].map { table[Int($0) + 1] }
            if codes.indices.contains(where: {
                dividesAlike(dense, codes[$0], widths: (frequent.count, values[$0].count))
            }) {
                continue
            }
            codes.append(dense)
            values.append(frequent)
            origins.append(column)
        }
    }

    /// Values with enough calls, rising.
    private func frequent(_ column: [Int32]) -> [Int32] {
        var counts = [Int32](repeating: 0, count: Int(column.max() ?? -1) + 2)
        for value in column { counts[Int(max(-1, value)) + 1] += 1 }
        return counts.indices.dropFirst().filter { Int(counts[$0]) >= settings.minimumSize }.map { Int32($0 - 1) }
    }

    private func limitPredicates(_ columns: [[Int32]], _ kept: inout [[Int32]]) {
        guard kept.reduce(0, { $0 + $1.count }) > settings.maximumPredicates else { return }
        var ranked: [(excess: Double, column: Int, value: Int32)] = []
        for (column, frequent) in kept.enumerated() {
            var excess = [Double](repeating: 0, count: Int(columns[column].max() ?? -1) + 2)
            for (row, value) in columns[column].enumerated() {
                excess[Int(max(-1, value)) + 1] += failures[row] - expected[row]
            }
            for value in frequent { ranked.append((excess[Int(value) + 1], column, value)) }
        }
        ranked.sort { ($0.excess, $1.column, $1.value) > ($1.excess, $0.column, $0.value) }
        var limited = [[Int32]](repeating: [], count: kept.count)
        for entry in ranked.prefix(settings.maximumPredicates) { limited[entry.column].append(entry.value) }
        kept = limited.map { $0.sorted() }
    }

    /// Whether two attributes put the same calls together: one of them says nothing new.
    private func dividesAlike(_ left: [UInt16], _ right: [UInt16], widths: (Int, Int)) -> Bool {
        guard widths.0 == widths.1 else { return false }
        var partner = [UInt16?](repeating: nil, count: widths.0 + 1)
        var back = [UInt16?](repeating: nil, count: widths.1 + 1)
        for row in left.indices {
            let (a, b) = (Int(left[row]), Int(right[row]))
            if let known = partner[a], known != right[row] { return false }
            if let known = back[b], known != left[row] { return false }
            partner[a] = right[row]
            back[b] = left[row]
        }
        return partner[widths.0].map { Int($0) == widths.1 } ?? true
    }

    private mutating func addGroup(columns: [Int], parent: Int, otherPairs: (Int, Int)? = nil) {
        let width = values[columns[columns.count - 1]].count
        let rows = columns.count == 1 ? 1 : parent >= 0 ? groups[parent].keys.count : values[columns[0]].count
        guard rows * width > 0 else { return }
        // One more row and column for calls outside, so that the pass over the calls needs no test.
        let stride = width + 1
        var sizes = [Int32](repeating: 0, count: (rows + 1) * stride)
        var expectations = [Double](repeating: 0, count: sizes.count)
        var observations = expectations
        let index = combined(columns, parent: parent, rows: rows, stride: stride)
        index.withUnsafeBufferPointer { index in
            sizes.withUnsafeMutableBufferPointer { sizes in
                expectations.withUnsafeMutableBufferPointer { expectations in
                    for row in index.indices {
                        let cell = Int(index[row])
                        sizes[cell] &+= 1
                        expectations[cell] += expected[row]
                    }
                }
            }
        }
        for row in failures.indices where failures[row] != 0 { observations[Int(index[row])] += failures[row] }
        var group = Group(
            columns: columns, slots: [Int32](repeating: -1, count: sizes.count), parent: parent, width: width)
        for upper in 0..<rows {
            for code in 0..<width {
                let cell = upper * stride + code
                guard Int(sizes[cell]) >= settings.minimumSize else { continue }
                let key = key(columns, parent: parent, upper: upper, code: code)
                if let otherPairs,
                    !holdsPair(otherPairs.0, key[0], key[2]) || !holdsPair(otherPairs.1, key[1], key[2])
                {
                    continue
                }
                group.slots[cell] = Int32(group.keys.count)
                group.keys.append(key)
                group.sizes.append(sizes[cell])
                group.observed.append(observations[cell])
                group.expected.append(expectations[cell])
            }
        }
        if columns.count == 1 || !group.keys.isEmpty {
            groupIndex[columns] = groups.count
            groups.append(group)
        }
    }

    /// The table cell of each call.
    private func combined(_ columns: [Int], parent: Int, rows: Int, stride: Int) -> [Int32] {
        let last = codes[columns[columns.count - 1]]
        return [Int32](unsafeUninitializedCapacity: last.count) { cells, count in
            count = last.count
            last.withUnsafeBufferPointer { last in
                switch columns.count {
                case 1:
                    for row in last.indices { cells[row] = Int32(last[row]) }
                case 2:
                    codes[columns[0]].withUnsafeBufferPointer { first in
                        for row in last.indices {
                            cells[row] = Int32(first[row]) &* Int32(stride) &+ Int32(last[row])
                        }
                    }
                default:
                    let group = groups[parent]
                    let inner = Int32(group.width + 1)
                    codes[columns[0]].withUnsafeBufferPointer { first in
                        codes[columns[1]].withUnsafeBufferPointer { second in
                            group.slots.withUnsafeBufferPointer { slots in
                                for row in last.indices {
                                    let slot = slots[Int(Int32(first[row]) &* inner &+ Int32(second[row]))]
                                    let upper = slot < 0 ? Int32(rows) : slot
                                    cells[row] = upper &* Int32(stride) &+ Int32(last[row])
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private func key(_ columns: [Int], parent: Int, upper: Int, code: Int) -> [Int32] {
        let last = Int32(code)
        switch columns.count {
        case 1: return [last]
        case 2: return [Int32(upper), last]
        default: return groups[parent].keys[upper] + [last]
        }
    }

    private mutating func addPairs() {
        for first in codes.indices {
            for second in codes.indices where second > first { addGroup(columns: [first, second], parent: -1) }
        }
    }

    private mutating func addTriples() {
        let pairs = groups.indices.filter { groups[$0].columns.count == 2 }
        for pair in pairs {
            let columns = groups[pair].columns
            for third in codes.indices where third > columns[1] {
                if let outer = groupIndex[[columns[0], third]], let inner = groupIndex[[columns[1], third]] {
                    addGroup(columns: columns + [third], parent: pair, otherPairs: (outer, inner))
                }
            }
        }
    }

    private func holdsPair(_ pair: Int, _ first: Int32, _ second: Int32) -> Bool {
        groups[pair].slots[Int(first) * (groups[pair].width + 1) + Int(second)] >= 0
    }

    private struct Candidate {
        var group: Int
        var slot: Int
        var ratio: Double
    }

    private func candidate(_ group: Int, _ slot: Int) -> Candidate? {
        let observed = groups[group].observed[slot]
        let expected = groups[group].expected[slot]
        guard observed - expected >= settings.minimumExcess else { return nil }
        return Candidate(
            group: group, slot: slot, ratio: SliceScan.logLikelihoodRatio(observed: observed, expected: expected))
    }

    /// The slice with the largest ratio, or the shortest one containing it that is almost as striking.
    private func best() -> Candidate? {
        var best: Candidate?
        for group in groups.indices {
            for slot in groups[group].keys.indices {
                if let next = candidate(group, slot), next.ratio > best?.ratio ?? -1 { best = next }
            }
        }
        guard let best else { return nil }
        let columns = groups[best.group].columns
        let key = groups[best.group].keys[best.slot]
        for length in 1..<max(1, columns.count) {
            var shorter: Candidate?
            for (group, slot) in contained(columns, key, length: length) {
                guard let next = candidate(group, slot), best.ratio - next.ratio < settings.minimumGain,
                    next.ratio > shorter?.ratio ?? -1
                else { continue }
                shorter = next
            }
            if let shorter { return shorter }
        }
        return best
    }

    /// The slices with `length` of these conditions.
    private func contained(_ columns: [Int], _ key: [Int32], length: Int) -> [(group: Int, slot: Int)] {
        let choices = length == 1 ? columns.indices.map { [$0] } : [[0, 1], [0, 2], [1, 2]]
        return choices.compactMap { choice in
            guard let group = groupIndex[choice.map { columns[$0] }] else { return nil }
            let wanted = choice.map { key[$0] }
            let cell = length == 1 ? Int(wanted[0]) : Int(wanted[0]) * (groups[group].width + 1) + Int(wanted[1])
            let slot = groups[group].slots[cell]
            return slot < 0 ? nil : (group, Int(slot))
        }
    }

    /// Takes the calls of a slice out of every table.
    private mutating func remove(_ candidate: Candidate) -> SliceFinding {
        let columns = groups[candidate.group].columns
        let key = groups[candidate.group].keys[candidate.slot]
        let isInside = { (codes: [[UInt16]], row: Int32) in
            zip(columns, key).allSatisfy { Int32(codes[$0][Int(row)]) == $1 }
        }
        let leaving = alive.filter { isInside(codes, $0) }
        alive.removeAll { isInside(codes, $0) }
        // Added up anew from the calls themselves: the running tables carry the rounding of what was taken out before.
        let observed = leaving.reduce(0) { $0 + failures[Int($1)] }
        let expectation = leaving.reduce(0) { $0 + expected[Int($1)] }
        for group in groups.indices { subtract(leaving, from: group) }
        return SliceFinding(
            predicates: zip(columns, key).map { .init(column: origins[$0], value: values[$0][Int($1)]) },
            logLikelihoodRatio: SliceScan.logLikelihoodRatio(observed: observed, expected: expectation),
            observed: observed, expected: expectation, size: leaving.count)
    }

    private mutating func subtract(_ leaving: [Int32], from index: Int) {
        let columns = groups[index].columns
        let stride = groups[index].width + 1
        let parent = groups[index].parent
        for row in leaving {
            let row = Int(row)
            let last = Int(codes[columns[columns.count - 1]][row])
            let cell: Int
            switch columns.count {
            case 1: cell = last
            case 2: cell = Int(codes[columns[0]][row]) * stride + last
            default:
                let inner = Int(codes[columns[0]][row]) * (groups[parent].width + 1) + Int(codes[columns[1]][row])
                let upper = groups[parent].slots[inner]
                if upper < 0 { continue }
                cell = Int(upper) * stride + last
            }
            let slot = Int(groups[index].slots[cell])
            if slot < 0 { continue }
            groups[index].observed[slot] -= failures[row]
            groups[index].expected[slot] -= expected[row]
        }
    }
}
