internal import RealModule

/// What differs between the columns of two tables, without statistics but for what chance alone would do.
struct SchemaComparison {
    private let reference: Table
    private let current: Table
    private let level: Double

    /// - Parameter level: of one test.
    init(_ reference: Table, _ current: Table, level: Double) {
        self.reference = reference
        self.current = current
        self.level = level
    }

    /// All changes, the breaking ones first, each kind in the order of the columns.
    ///
    /// - Parameters:
    ///   - pairs: fields of both tables.
    ///   - ignored: columns left out.
    ///   - label: the column with what was right: that it has not come yet breaks nothing.
    func changes(_ pairs: [FieldPair], ignored: Set<String>, label: String?) -> [SchemaChange] {
        let before = Set(reference.columns.map(\.name))
        let now = Set(current.columns.map(\.name))
        var changes = reference.columns.map(\.name).filter { !now.contains($0) && !ignored.contains($0) }.map {
            SchemaChange.gone($0)
        }
        changes += current.columns.map(\.name).filter { !before.contains($0) && !ignored.contains($0) }.map {
            SchemaChange.new($0)
        }
        changes += pairs.flatMap { self.changes($0) }
        changes = changes.map { change in
            guard change.field == label, change.kind == .gone || change.kind == .allMissing else { return change }
            return SchemaChange(
                field: change.field, kind: change.kind, isBreaking: false,
                words: "\(change.words) Without these labels performance can only be estimated.")
        }
        let kinds = SchemaChange.Kind.allCases
        func rank(_ change: SchemaChange) -> Int {
            (change.isBreaking ? 0 : kinds.count) + (kinds.firstIndex(of: change.kind) ?? 0)
        }
        return changes.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }.map(
            \.element)
    }

    private func changes(_ pair: FieldPair) -> [SchemaChange] {
        let before = pair.referenceCounts
        let now = pair.currentCounts
        var changes: [SchemaChange] = []
        if before.present > 0, now.present == 0 {
            let p = Proportion.test((before.missing, before.rows), (now.missing, now.rows)).p
            changes.append(
                SchemaChange(
                    field: pair.name, kind: .allMissing, isBreaking: p <= level,
                    words:
                        "\(pair.name) had values in \(percent(before.present, before.rows)) of the rows and has none now."
                ))
        } else if before.missing == 0, now.missing > 0 {
            changes.append(
                SchemaChange(
                    field: pair.name, kind: .missingNow, isBreaking: false,
                    words: "\(pair.name) missed no value and misses \(percent(now.missing, now.rows)) now."))
        }
        if pair.typeChange(level: level) {
            changes.append(
                SchemaChange(
                    field: pair.name, kind: .typeChanged, isBreaking: true,
                    words: "\(pair.name): \(percent(before.numbers, before.present)) of the values were numbers, "
                        + "\(percent(now.numbers, now.present)) are now."))
        } else if pair.isNumeric, before.words == 0, now.words > 0 {
            let example =
                Self.firstWord(pair.current).map { ", such as “\(CategoricalComparison.shortened($0))”" } ?? ""
            changes.append(
                SchemaChange(
                    field: pair.name, kind: .typeChanged, isBreaking: false,
                    words:
                        "\(pair.name): \(FigureText.whole(now.words)) of \(FigureText.whole(now.present)) values are no "
                        + "numbers now\(example)."))
        }
        if before.infinite == 0, now.infinite > 0 {
            changes.append(
                SchemaChange(
                    field: pair.name, kind: .notFiniteNow, isBreaking: false,
                    words: "\(pair.name) has \(FigureText.whole(now.infinite)) infinite values now, and had none."))
        }
        return changes
    }

    /// What only the counted values show: a constant, and values that are new beyond what chance explains.
    static func changes(_ joint: JointCategories, field: String) -> [SchemaChange] {
        guard joint.referenceTotal > 0, joint.currentTotal > 0 else { return [] }
        var changes: [SchemaChange] = []
        if joint.current.count(where: { $0 > 0 }) == 1, joint.reference.count(where: { $0 > 0 }) > 1,
            let place = joint.current.firstIndex(where: { $0 > 0 })
        {
            let value = joint.names[place].map { CategoricalComparison.shortened($0) } ?? "a long text"
            changes.append(
                SchemaChange(
                    field: field, kind: .constantNow, isBreaking: false,
                    words: "\(field) is always “\(value)” now and had "
                        + "\(FigureText.whole(joint.reference.count { $0 > 0 })) values."))
        }
        let new = joint.names.indices.filter { joint.reference[$0] == 0 && joint.current[$0] > 0 }
        let rows = new.reduce(0) { $0 + joint.current[$1] }
        // Values seen once in the reference tell how many more of their kind are to be expected (Good and Turing); two
        // standard errors of a count, and one more for the smallest.
        let once = Double(joint.reference.count { $0 == 1 })
        let expected = once * Double(joint.currentTotal) / Double(joint.referenceTotal)
        guard Double(rows) > expected + 2 * (2 * expected).squareRoot() else { return changes }
        let examples = new.sorted { (joint.current[$1], $0) < (joint.current[$0], $1) }.prefix(3).map {
            "“\(joint.names[$0].map { CategoricalComparison.shortened($0) } ?? "a long text")” "
                + "(\(FigureText.whole(joint.current[$0])))"
        }
        changes.append(
            SchemaChange(
                field: field, kind: .newValues, isBreaking: false,
                words: "\(field): \(FigureText.whole(new.count)) \(new.count == 1 ? "value is" : "values are") new, in "
                    + "\(FigureText.whole(rows)) rows: \(examples.joined(separator: ", "))."))
        return changes
    }

    private static func firstWord(_ column: TableColumn) -> String? {
        switch column.content {
        case .numbers(_, let words), .words(_, let words): words.count > 0 ? words.word(0) : nil
        }
    }

    private func percent(_ part: Int, _ whole: Int) -> String {
        FigureText.percent(whole > 0 ? Double(part) / Double(whole) : 0)
    }
}
