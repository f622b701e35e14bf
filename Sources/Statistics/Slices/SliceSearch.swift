/// The work of a ``SliceScan``: contingency tables of all attributes, pairs and triples, kept up to date while findings are
/// removed.
///
/// Tables instead of a bitset per attribute value: one pass over the calls fills a whole pair of attributes, whatever their
/// number of values, and removing a finding costs only its own calls.
struct SliceSearch {
    private let settings: SliceScan.Settings
    private let attributes: SliceAttributes
    private let codes: SliceCodes
    private let failures: [Double]
    private let expected: [Double]
    private var alive: [Int32]
    private var tables: [SliceTable] = []
    /// Where the table of these attributes is; tables without a slice have none.
    private var tableIndex: [[Int]: Int] = [:]

    init(columns: [[Int32]], failures: [Double], expected: [Double], settings: SliceScan.Settings) {
        precondition(failures.count == expected.count && columns.allSatisfy { $0.count == failures.count })
        self.settings = settings
        self.failures = failures
        self.expected = expected
        attributes = SliceAttributes(columns, failures: failures, expected: expected, settings: settings)
        codes = SliceCodes(attributes.codes)
        alive = Array(0..<Int32(failures.count))
        guard !failures.isEmpty, codes.columns > 0 else { return }
        let failing = alive.filter { failures[Int($0)] != 0 }
        var builder = Builder(
            packing: SlicePacking(expected), codes: codes, failingCodes: codes.picking(failing),
            failures: failing.map { failures[Int($0)] }, widths: attributes.values.map { $0.count + 1 },
            minimumSize: settings.minimumSize)
        builder.addSingles()
        if settings.maximumLevel >= 2 { builder.addPairs() }
        if settings.maximumLevel >= 3 { builder.addTriples() }
        tables = builder.tables
        tableIndex = builder.tableIndex
    }

    mutating func run() -> [SliceFinding] {
        var findings: [SliceFinding] = []
        while findings.count < settings.findings, let next = best() {
            findings.append(remove(next))
        }
        return findings
    }

    private struct Candidate {
        var table: Int
        var cell: Int
        var ratio: Double
    }

    private func candidate(_ table: Int, _ cell: Int) -> Candidate? {
        let observed = tables[table].observed[cell]
        let expected = tables[table].expected[cell]
        guard observed - expected >= settings.minimumExcess else { return nil }
        return Candidate(
            table: table, cell: cell, ratio: SliceScan.logLikelihoodRatio(observed: observed, expected: expected))
    }

    /// The slice with the largest ratio, or the shortest one containing it that is almost as striking.
    private func best() -> Candidate? {
        var best: Candidate?
        for table in tables.indices {
            for cell in tables[table].slices {
                if let next = candidate(table, Int(cell)), next.ratio > best?.ratio ?? -1 { best = next }
            }
        }
        guard let best else { return nil }
        let columns = tables[best.table].columns
        let key = tables[best.table].key(of: best.cell)
        for length in 1..<max(1, columns.count) {
            var shorter: Candidate?
            for (table, cell) in contained(columns, key, length: length) {
                guard let next = candidate(table, cell), best.ratio - next.ratio < settings.minimumGain,
                    next.ratio > shorter?.ratio ?? -1
                else { continue }
                shorter = next
            }
            if let shorter { return shorter }
        }
        return best
    }

    /// The slices with `length` of these conditions: as large as the one with all of them, so each of them is a slice.
    private func contained(_ columns: [Int], _ key: [UInt16], length: Int) -> [(table: Int, cell: Int)] {
        let choices = length == 1 ? columns.indices.map { [$0] } : [[0, 1], [0, 2], [1, 2]]
        return choices.compactMap { choice in
            guard let table = tableIndex[choice.map { columns[$0] }] else { return nil }
            let cell = choice.reduce(0) { $0 * tables[table].layout.stride + Int(key[$1]) }
            return (table, cell)
        }
    }

    /// Takes the calls of a slice out of every table.
    private mutating func remove(_ candidate: Candidate) -> SliceFinding {
        let columns = tables[candidate.table].columns
        let key = tables[candidate.table].key(of: candidate.cell)
        var leaving = alive
        for (column, code) in zip(columns, key) { leaving = codes.rows(leaving, where: column, is: code) }
        // Added up anew from the calls themselves: the tables are rounded, and carry what was taken out before.
        let sums = leaving.map { failures[Int($0)] }
        let risks = leaving.map { expected[Int($0)] }
        removeFromAlive(leaving)
        subtract(leaving, failures: sums, expected: risks)
        let (observed, expectation) = (sums.reduce(0, +), risks.reduce(0, +))
        return SliceFinding(
            predicates: zip(columns, key).map {
                .init(column: attributes.origins[$0], value: attributes.values[$0][Int($1)])
            },
            logLikelihoodRatio: SliceScan.logLikelihoodRatio(observed: observed, expected: expectation),
            observed: observed, expected: expectation, size: leaving.count)
    }

    /// Both lists rise.
    private mutating func removeFromAlive(_ leaving: [Int32]) {
        var next = 0
        var kept = 0
        for index in alive.indices {
            let row = alive[index]
            if next < leaving.count, leaving[next] == row {
                next += 1
            } else {
                alive[kept] = row
                kept += 1
            }
        }
        alive.removeLast(alive.count - kept)
    }

    private mutating func subtract(_ leaving: [Int32], failures: [Double], expected: [Double]) {
        let picked = codes.picking(leaving)
        let (lessFailures, lessExpected) = (failures.map { -$0 }, expected.map { -$0 })
        for index in tables.indices {
            let layout = tables[index].layout
            picked.add(lessFailures, by: layout, to: &tables[index].observed)
            picked.add(lessExpected, by: layout, to: &tables[index].expected)
        }
    }
}
