internal import Statistics

/// Looks for the parts of the rows that explain a change: on every other row, and confirms what it found on the rest, which
/// had no part in the search (docs/statistics.md 5).
struct SliceAnalysis {
    /// Rows of one side that are looked at.
    private static let mostRows = 60_000
    /// Rows of a half that a slice needs.
    private static let fewestRows = 30
    /// Slices that are taken to the confirmation.
    private static let candidates = 5

    private let before: Table
    private let now: Table
    private let fields: [FieldComparison]
    private let options: ReportOptions

    init(_ reference: Table, _ current: Table, _ fields: [FieldComparison], _ options: ReportOptions) {
        before = reference
        now = current
        self.fields = fields
        self.options = options
    }

    /// Rows of one half on both sides, with what is compared of each.
    private struct Half {
        var reference: [[Int32]]
        var current: [[Int32]]
        var referenceHits: [Double]
        var currentHits: [Double]
    }

    /// The slices that were confirmed, the most striking first. Errors when labels are there, else rows when a field drifted.
    func slices(_ performance: PerformanceComparison?) -> [SliceChange] {
        options.progress?(ReportProgress(.slices, 0))
        defer { options.progress?(ReportProgress(.slices, 1)) }
        if let performance, let errors = RowErrors(before, now, options, task: performance.task) {
            return errorSlices(errors)
        }
        return fields.contains { $0.verdict == .drifted } ? rowSlices() : []
    }

    private var excluded: Set<String> {
        Set([options.label, options.prediction, options.score, options.time].compactMap { $0 })
            .union(options.probabilities.values)
    }

    private static func sample(_ rows: [Int]) -> [Int] {
        guard rows.count > mostRows else { return rows }
        return (0..<mostRows).map { rows[$0 * rows.count / mostRows] }
    }

    private static func half(_ values: [Int32], _ part: Int) -> [Int32] {
        stride(from: part, to: values.count, by: 2).map { values[$0] }
    }

    private static func half(_ values: [Double], _ part: Int) -> [Double] {
        stride(from: part, to: values.count, by: 2).map { values[$0] }
    }

    private func settings(_ rows: Int, columns: Int) -> SliceScan.Settings {
        SliceScan.Settings(
            minimumSize: max(Self.fewestRows, rows / 200), findings: Self.candidates,
            maximumLevel: columns <= 8 ? 3 : 2)
    }

    private func errorSlices(_ errors: RowErrors) -> [SliceChange] {
        let rows = (
            reference: Self.sample(errors.reference.indices.filter { !errors.reference[$0].isNaN }),
            current: Self.sample(errors.current.indices.filter { !errors.current[$0].isNaN })
        )
        let columns = SliceColumns(before, now, fields: fields, rows: rows, excluded: excluded)
        let halves = [0, 1].map { part in
            Half(
                reference: columns.reference.map { Self.half($0, part) },
                current: columns.current.map { Self.half($0, part) },
                referenceHits: Self.half(rows.reference.map { errors.reference[$0] }, part),
                currentHits: Self.half(rows.current.map { errors.current[$0] }, part))
        }
        guard min(halves[0].currentHits.count, halves[0].referenceHits.count) >= 2 * Self.fewestRows,
            !columns.fields.isEmpty,
            let model = RiskModel(columns: halves[0].reference, failures: halves[0].referenceHits)
        else { return [] }
        let found = SliceScan.findings(
            columns: halves[0].current, failures: halves[0].currentHits,
            expected: model.expected(columns: halves[0].current, count: halves[0].currentHits.count),
            settings: settings(halves[0].currentHits.count, columns: columns.fields.count))
        return confirmed(found, columns, errors.measure, halves[1])
    }

    private func rowSlices() -> [SliceChange] {
        let rows = (
            reference: Self.sample(Array(0..<before.rows)), current: Self.sample(Array(0..<now.rows))
        )
        let columns = SliceColumns(before, now, fields: fields, rows: rows, excluded: excluded)
        let halves = [0, 1].map { part in
            let left = columns.reference.map { Self.half($0, part) }
            let right = columns.current.map { Self.half($0, part) }
            return Half(
                reference: left, current: right,
                referenceHits: [Double](repeating: 0, count: left.first?.count ?? 0),
                currentHits: [Double](repeating: 1, count: right.first?.count ?? 0))
        }
        let (n, m) = (halves[0].referenceHits.count, halves[0].currentHits.count)
        guard min(n, m) >= 2 * Self.fewestRows, columns.fields.count > 1 else { return [] }
        // Current rows are the "failures" of both halves together: a slice with too many of them has grown.
        let found = SliceScan.findings(
            columns: zip(halves[0].reference, halves[0].current).map { $0 + $1 },
            failures: halves[0].referenceHits + halves[0].currentHits,
            expected: [Double](repeating: Double(m) / Double(n + m), count: n + m),
            settings: settings(n + m, columns: columns.fields.count))
        return confirmed(found, columns, .rowShare, halves[1])
    }

    /// The findings that the other half confirms at the report's level, corrected for their number.
    private func confirmed(
        _ found: [SliceFinding], _ columns: SliceColumns, _ measure: SliceChange.Measure, _ half: Half
    ) -> [SliceChange] {
        let all = (
            reference: (hits: Int(half.referenceHits.reduce(0, +)), count: half.referenceHits.count),
            current: (hits: Int(half.currentHits.reduce(0, +)), count: half.currentHits.count)
        )
        return found.compactMap { finding in
            var left = Self.count(finding, half.reference, half.referenceHits)
            var right = Self.count(finding, half.current, half.currentHits)
            let rows = (left.count, right.count)
            if measure == .rowShare {
                left = (left.count, all.reference.count)
                right = (right.count, all.current.count)
            }
            let test = Proportion.test(left, right)
            let adjusted = min(1, test.p * Double(found.count))
            guard adjusted <= options.level, let usual = Proportion.range(left.hits, of: left.count),
                let share = Proportion.range(right.hits, of: right.count),
                share.value - usual.value >= options.tolerance
            else { return nil }
            return SliceChange(
                conditions: finding.predicates.map {
                    .init(field: columns.fields[$0.column], value: columns.values[$0.column][Int($0.value)])
                }, measure: measure, referenceRows: rows.0, currentRows: rows.1, reference: usual, current: share,
                contribution: measure == .rowShare ? nil : Self.contribution(usual, share, rows.1, all),
                evidence: test.evidence(adjusted: adjusted))
        }
    }

    private static func count(
        _ finding: SliceFinding, _ columns: [[Int32]], _ hits: [Double]
    ) -> (hits: Int, count: Int) {
        var result = (hits: 0, count: 0)
        for row in hits.indices where finding.predicates.allSatisfy({ columns[$0.column][row] == $0.value }) {
            result.count += 1
            if hits[row] > 0 { result.hits += 1 }
        }
        return result
    }

    /// The slice's part of the whole change, when there is one of a hundredth or more.
    private static func contribution(
        _ usual: RangedValue, _ share: RangedValue, _ rows: Int,
        _ all: (reference: (hits: Int, count: Int), current: (hits: Int, count: Int))
    ) -> Double? {
        guard all.reference.count > 0, all.current.count > 0 else { return nil }
        let change =
            Double(all.current.hits) / Double(all.current.count) - Double(all.reference.hits)
            / Double(all.reference.count)
        guard change >= 0.01 else { return nil }
        return (share.value - usual.value) * Double(rows) / Double(all.current.count) / change
    }
}
