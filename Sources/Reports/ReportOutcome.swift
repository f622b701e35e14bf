/// The verdict over everything, in one sentence, and what the report cannot tell.
struct ReportOutcome {
    let fields: [FieldComparison]
    let schemaChanges: [SchemaChange]
    let performance: PerformanceComparison?
    let level: Double
    let rowsNeeded: Int

    private var drifted: [FieldComparison] { fields.filter { $0.verdict == .drifted } }
    private var worse: [MetricComparison] { performance?.measured.filter { $0.verdict == .worse } ?? [] }
    private var broken: [SchemaChange] { schemaChanges.filter(\.isBreaking) }

    var verdict: ReportVerdict {
        if !drifted.isEmpty || !worse.isEmpty || !broken.isEmpty { return .drifted }
        let couldLook = fields.contains { $0.verdict == .steady || $0.verdict == .differsLittle }
        return couldLook ? .steady : .tooEarly
    }

    var summary: String {
        switch verdict {
        case .drifted:
            var parts: [String] = []
            if !broken.isEmpty {
                parts.append(Self.counted(broken.count, "column broke", "columns broke"))
            }
            if !drifted.isEmpty {
                parts.append(
                    "\(FigureText.whole(drifted.count)) of \(Self.counted(fields.count, "field", "fields")) drifted")
            }
            if let first = worse.first {
                parts.append("the performance got worse (\(first.metric.rawValue.replacing("_", with: " ")))")
            }
            let most =
                broken.first.map { " First: \($0.words)" } ?? drifted.first.map { " Most: \($0.name). \($0.reason)" }
            return Self.joined(parts).prefix(1).uppercased() + Self.joined(parts).dropFirst() + "." + (most ?? "")
        case .steady:
            return "No drift beyond chance in \(Self.counted(fields.count, "field", "fields")); at most "
                + "\(FigureText.percent(level)) of such reports on unchanged data say otherwise."
        case .tooEarly:
            return fields.contains { $0.verdict == .tooEarly }
                ? "Too early to say: about \(FigureText.whole(rowsNeeded)) rows on each side are needed."
                : "Nothing could be compared."
        }
    }

    /// What cannot be told, beyond what the fields themselves say.
    func notes(reference: TableSummary, current: TableSummary) -> [String] {
        var notes: [String] = []
        let early = fields.count { $0.verdict == .tooEarly }
        if early > 0, verdict != .tooEarly {
            notes.append(
                "\(Self.counted(early, "field has", "fields have")) too few values to be called steady; about "
                    + "\(FigureText.whole(rowsNeeded)) on each side are needed.")
        }
        for (table, side) in [(reference, "reference"), (current, "current table")] where table.refusedRows > 0 {
            notes.append(
                "\(Self.counted(table.refusedRows, "row", "rows")) of the \(side) could not be read and "
                    + "\(table.refusedRows == 1 ? "was" : "were") left out"
                    + (table.firstRefusal.map { "; the first: \($0)." } ?? "."))
        }
        notes.append(
            "Rows count as independent. Rows that come in groups (many of one user, one hour, one document) make chance look "
                + "smaller than it is.")
        return notes
    }

    private static func counted(_ count: Int, _ one: String, _ many: String) -> String {
        "\(FigureText.whole(count)) \(count == 1 ? one : many)"
    }

    private static func joined(_ parts: [String]) -> String {
        guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
        return parts.dropLast().joined(separator: ", ") + " and " + last
    }
}
