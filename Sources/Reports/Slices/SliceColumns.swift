/// The fields that slices are made of, as small codes for some rows of both tables.
struct SliceColumns {
    /// Fields that slices are made of, the most important first.
    static let mostFields = 20
    /// Values of a field that can be a condition.
    private static let mostValues = 30
    /// Ranges of a numeric field.
    private static let ranges = 5

    private(set) var fields: [String] = []
    /// What a code means, by field.
    private(set) var values: [[String]] = []
    /// Codes by field and row, -1 for missing and for values that are too rare.
    private(set) var reference: [[Int32]] = []
    /// The same for current rows.
    private(set) var current: [[Int32]] = []

    /// - Parameters:
    ///   - rows: which rows of the reference and of the current table.
    ///   - excluded: columns that are not conditions: labels, predictions, scores.
    init(
        _ before: Table, _ now: Table, fields candidates: [FieldComparison],
        rows: (reference: [Int], current: [Int]), excluded: Set<String>
    ) {
        for field in candidates where fields.count < Self.mostFields && !excluded.contains(field.name) {
            guard let left = before.column(field.name), let right = now.column(field.name) else { continue }
            switch field.kind {
            case .categorical, .boolean: addNames(field.name, left, right, rows)
            case .numeric: addRanges(field.name, left, right, rows)
            case .text, .identifier, .time: continue
            }
        }
    }

    private mutating func addNames(
        _ name: String, _ left: TableColumn, _ right: TableColumn, _ rows: (reference: [Int], current: [Int])
    ) {
        let joint = JointCategories(left, right)
        let frequent = joint.names.indices.sorted {
            (joint.reference[$1] + joint.current[$1], $0) < (joint.reference[$0] + joint.current[$0], $1)
        }.prefix(Self.mostValues)
        guard frequent.count > 1 else { return }
        var codes = [Int32](repeating: -1, count: joint.names.count)
        for (code, place) in frequent.enumerated() { codes[place] = Int32(code) }
        fields.append(name)
        values.append(frequent.map { joint.names[$0].map { CategoricalComparison.shortened($0) } ?? "a long text" })
        reference.append(
            joint.codes(left, isReference: true, rows: rows.reference).map { $0 < 0 ? -1 : codes[Int($0)] })
        current.append(joint.codes(right, isReference: false, rows: rows.current).map { $0 < 0 ? -1 : codes[Int($0)] })
    }

    private mutating func addRanges(
        _ name: String, _ left: TableColumn, _ right: TableColumn, _ rows: (reference: [Int], current: [Int])
    ) {
        let before = left.numbers
        let now = right.numbers
        let sorted = SortedNumbers(rows.reference.map { before[$0] })
        var edges: [Double] = []
        for part in 1..<Self.ranges {
            if let edge = sorted.quantile(Double(part) / Double(Self.ranges)), edge != edges.last { edges.append(edge) }
        }
        guard let first = edges.first, let last = edges.last else { return }
        func code(_ cell: Double) -> Int32 { cell.isNaN ? -1 : Int32(edges.count { cell > $0 }) }
        fields.append(name)
        let middle = zip(edges, edges.dropFirst()).map {
            "above \(FigureText.short($0)), at most \(FigureText.short($1))"
        }
        values.append(["at most \(FigureText.short(first))"] + middle + ["above \(FigureText.short(last))"])
        reference.append(rows.reference.map { code(before[$0]) })
        current.append(rows.current.map { code(now[$0]) })
    }
}
