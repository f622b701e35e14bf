/// Puts a report together: compares every field, corrects all tests for each other, and orders what was found.
struct ReportAssembly {
    private let reference: Table
    private let current: Table
    private let options: ReportOptions

    init(_ reference: Table, _ current: Table, _ options: ReportOptions) {
        self.reference = reference
        self.current = current
        self.options = options
    }

    func report() -> ComparisonReport {
        let names = reference.columns.map(\.name).filter { current.column($0) != nil && !options.ignore.contains($0) }
        let schemaLevel = options.level / Double(max(1, names.count))
        let analysed = Parallel.map(names.count) { index -> (FieldPair, FieldFinding)? in
            guard let before = reference.column(names[index]), let now = current.column(names[index]) else {
                return nil
            }
            let pair = FieldPair(names[index], before, now)
            let finding = FieldAnalysis(pair, options: options, level: schemaLevel).finding()
            options.progress?(ReportProgress(.comparing, Double(index + 1) / Double(names.count)))
            return (pair, finding)
        }.compactMap { $0 }
        let schema = SchemaComparison(reference, current, level: schemaLevel)
            .changes(analysed.map(\.0), ignored: options.ignore, label: options.label)
        let performance = PerformanceAnalysis(reference, current, options)?.finding()
        return Self.report(
            (reference.summary, current.summary), analysed.map(\.1), schema, performance, options
        ) { fields, measured in
            SliceAnalysis(reference, current, fields, options).slices(measured)
        }
    }

    /// The report of two tables of which summaries were kept.
    static func report(_ reference: KeptTable, _ current: KeptTable, _ options: ReportOptions) -> ComparisonReport {
        let before = reference.fields.filter { !options.ignore.contains($0.name) }
        let now = current.fields.filter { !options.ignore.contains($0.name) }
        var schema = before.filter { field in !now.contains { $0.name == field.name } }.map {
            SchemaChange.gone($0.name)
        }
        schema += now.filter { field in !before.contains { $0.name == field.name } }.map { SchemaChange.new($0.name) }
        let comparisons = before.compactMap { field in
            now.first { $0.name == field.name }.map { (field.name, KeptComparison(field, $0)) }
        }
        schema += comparisons.filter { $0.1.changesType }.map {
            SchemaChange(
                field: $0.0, kind: .typeChanged, isBreaking: true,
                words: "\($0.0): numbers in one table, words in the other.")
        }
        return Self.report(
            (reference.summary, current.summary), comparisons.map { $0.1.finding() }, schema, nil, options
        ) { _, _ in [] }
    }

    private static func report(
        _ tables: (reference: TableSummary, current: TableSummary), _ findings: [FieldFinding],
        _ schema: [SchemaChange],
        _ performance: PerformanceFinding?, _ options: ReportOptions,
        slices: ([FieldComparison], PerformanceComparison?) -> [SliceChange]
    ) -> ComparisonReport {
        let tests = findings.flatMap { [$0.values?.p, $0.missing?.p] } + (performance?.tests ?? [])
        let adjusted = Self.adjusted(tests)
        let rule = DriftRule(
            level: options.level, tolerance: options.tolerance, tests: tests.count { $0 != nil })
        let fields = Self.ranked(
            findings.indices.map { index in
                findings[index].finished(
                    valuesAdjusted: adjusted[2 * index], missingAdjusted: adjusted[2 * index + 1], rule: rule)
            }, findings)
        let measured = performance?.finished(adjusted: Array(adjusted[(2 * findings.count)...]), rule: rule)
        let changes = Self.ordered(schema + findings.flatMap(\.schemaChanges))
        let outcome = ReportOutcome(
            fields: fields, schemaChanges: changes, performance: measured, level: options.level,
            rowsNeeded: rule.rowsNeeded)
        return ComparisonReport(
            reference: tables.reference, current: tables.current, level: options.level, verdict: outcome.verdict,
            summary: outcome.summary, schemaChanges: changes, fields: fields, performance: measured,
            slices: slices(fields, measured),
            notes: Self.notes(findings) + outcome.notes(reference: tables.reference, current: tables.current))
    }

    /// What was not looked at although the field was compared.
    private static func notes(_ findings: [FieldFinding]) -> [String] {
        let folded = findings.filter { $0.folded > 0 }
        let notes = findings.compactMap(\.note)
        guard !folded.isEmpty else { return notes }
        let names = folded.prefix(6).map { "\($0.name) (\(FigureText.whole($0.folded)))" }
        let others = folded.count > names.count ? " and \(folded.count - names.count) more fields" : ""
        return notes + [
            "\(names.joined(separator: ", "))\(others): of so many different values the \(FieldPair.namedValues) most "
                + "frequent are compared by name, the others together and the rare ones together. A change among those alone "
                + "cannot be seen."
        ]
    }

    /// Corrects those that were made; nil stays nil.
    private static func adjusted(_ tests: [Double?]) -> [Double?] {
        let made = tests.indices.filter { tests[$0] != nil }
        let corrected = Holm.adjusted(made.compactMap { tests[$0] })
        var result = [Double?](repeating: nil, count: tests.count)
        for (place, index) in made.enumerated() { result[index] = corrected[place] }
        return result
    }

    private static func ordered(_ changes: [SchemaChange]) -> [SchemaChange] {
        changes.enumerated().sorted {
            ($1.element.isBreaking ? 1 : 0, $0.offset) < ($0.element.isBreaking ? 1 : 0, $1.offset)
        }
        .map(\.element)
    }

    /// By verdict, then by the size of the effect, then in the order of the table.
    private static func ranked(_ fields: [FieldComparison], _ findings: [FieldFinding]) -> [FieldComparison] {
        let verdicts = FieldComparison.Verdict.allCases
        func rank(_ index: Int) -> (Int, Double, Int) {
            let effect = max(
                fields[index].evidence == nil ? 0 : findings[index].effect, findings[index].missingShift.magnitude)
            return (verdicts.firstIndex(of: fields[index].verdict) ?? 0, -effect, index)
        }
        return fields.indices.sorted { rank($0) < rank($1) }.map { fields[$0] }
    }
}
