import Reports
import Web

/// A report in the terminal: the verdict, what drifted, and what cannot be told.
struct ReportText {
    let report: ComparisonReport
    let palette: Palette
    /// Only the verdict and what is wrong.
    let isShort: Bool

    /// Fields without a finding that are still listed by name.
    private static let namedSteady = 12

    init(_ report: ComparisonReport, palette: Palette, isShort: Bool) {
        self.report = report
        self.palette = palette
        self.isShort = isShort
    }

    var lines: [String] {
        var lines = ["\(mark) \(palette.strong(TerminalText.line(report.summary)))"]
        if !isShort {
            lines.append(palette.faint("\(side("Reference", report.reference)); \(side("current", report.current))"))
        }
        lines += schema + performance + fields + slices
        if !isShort, !report.notes.isEmpty {
            lines += [""] + report.notes.map { palette.faint(TerminalText.line($0)) }
        }
        return lines
    }

    private var mark: String {
        switch report.verdict {
        case .drifted: palette.worse("▼")
        case .steady: palette.fine("●")
        case .tooEarly: palette.faint("○")
        }
    }

    private func side(_ word: String, _ table: TableSummary) -> String {
        let refused = table.refusedRows > 0 ? ", \(NumberText.whole(table.refusedRows)) unreadable" : ""
        return "\(word) \(TerminalText.line(table.name)), \(NumberText.whole(table.rows)) rows\(refused)"
    }

    private var schema: [String] {
        guard !report.schemaChanges.isEmpty else { return [] }
        return ["", palette.strong("The tables themselves")]
            + report.schemaChanges.map { change in
                let mark = change.isBreaking ? palette.worse("▼") : palette.watch("◆")
                return "\(mark) \(TerminalText.line(change.words))"
            }
    }

    private var performance: [String] {
        guard let performance = report.performance else { return [] }
        var lines: [String] = []
        if !performance.measured.isEmpty {
            var table = TextTable(["PERFORMANCE", "VERDICT", "REFERENCE", "CURRENT", "DIFFERENCE"])
            for metric in performance.measured {
                table.add([
                    TextTable.Cell(text: ReportWords.title(of: metric.metric)),
                    TextTable.Cell(text: ReportWords.title(of: metric.verdict), paint: paint(metric.verdict)),
                    TextTable.Cell(text: ReportWords.ranged(metric.reference)),
                    TextTable.Cell(text: ReportWords.ranged(metric.current)),
                    TextTable.Cell(text: ReportWords.ranged(metric.difference, signed: true)),
                ])
            }
            lines += [""] + table.lines
        }
        if let estimated = performance.estimated {
            var table = TextTable(["WITHOUT LABELS", "REFERENCE", "CURRENT, ESTIMATED"])
            for figure in estimated.figures {
                table.add([
                    TextTable.Cell(text: ReportWords.title(of: figure.metric)),
                    TextTable.Cell(text: ReportWords.ranged(figure.reference)),
                    TextTable.Cell(text: ReportWords.ranged(figure.current)),
                ])
            }
            lines += [""] + table.lines + (isShort ? [] : [palette.faint(TerminalText.line(estimated.assumption))])
        }
        return lines
    }

    private var fields: [String] {
        let found = report.fields.filter { $0.verdict == .drifted || (!isShort && $0.verdict == .differsLittle) }
        let rest = report.fields.filter { $0.verdict != .drifted && $0.verdict != .differsLittle }
        var lines: [String] = []
        if !found.isEmpty {
            var table = TextTable(["FIELD", "VERDICT", "EVIDENCE", "WHAT MOVED"])
            for field in found {
                table.add([
                    TextTable.Cell(text: ReportWords.name(field.name)),
                    TextTable.Cell(text: ReportWords.title(of: field.verdict), paint: paint(field.verdict)),
                    TextTable.Cell(text: field.evidence.map { ReportWords.probability($0.adjustedP) } ?? "–"),
                    TextTable.Cell(text: ReportWords.headline(field)),
                ])
            }
            lines += [""] + table.lines
        }
        guard !isShort, !rest.isEmpty else { return lines }
        lines.append("")
        for verdict in [FieldComparison.Verdict.steady, .tooEarly, .cannotTell] {
            let names = rest.filter { $0.verdict == verdict }.map { TerminalText.line(ReportWords.name($0.name)) }
            guard !names.isEmpty else { continue }
            let more = names.count > Self.namedSteady ? " and \(names.count - Self.namedSteady) more" : ""
            let list = names.prefix(Self.namedSteady).joined(separator: ", ")
            lines.append("\(ReportWords.title(of: verdict)): \(list)\(more)")
        }
        return lines
    }

    private var slices: [String] {
        guard !report.slices.isEmpty else { return [] }
        var table = TextTable(["SLICE", "REFERENCE", "CURRENT", "PART OF THE CHANGE"])
        for slice in report.slices {
            table.add([
                TextTable.Cell(text: ReportWords.conditions(slice)),
                TextTable.Cell(text: ReportWords.percent(slice.reference.value)),
                TextTable.Cell(text: ReportWords.percent(slice.current.value)),
                TextTable.Cell(text: slice.contribution.map(ReportWords.percent) ?? "–"),
            ])
        }
        return [""] + table.lines
    }

    private func paint(_ verdict: FieldComparison.Verdict) -> (String) -> String {
        switch verdict {
        case .drifted: palette.worse
        case .differsLittle: palette.watch
        case .steady, .tooEarly, .cannotTell: palette.faint
        }
    }

    private func paint(_ verdict: MetricComparison.Verdict) -> (String) -> String {
        switch verdict {
        case .worse: palette.worse
        case .better: palette.fine
        case .differsLittle: palette.watch
        case .steady, .tooEarly: palette.faint
        }
    }
}
