import Reports

extension ReportFile {
    /// Every field, drifted ones opened.
    var fields: HTML? {
        guard !report.fields.isEmpty else { return nil }
        let parts = report.fields.enumerated().map { index, field in part(field, key: "f\(index)") }
        return Panel.markup(
            "Fields", id: "fields", detail: "drifted first; outline: reference, bars: current", classes: "space",
            HTML.joined(parts))
    }

    private func part(_ field: FieldComparison, key: String) -> HTML {
        let isOpen: HTML? = field.verdict == .drifted ? " open" : nil
        return """
            <details class="other fact"\(isOpen)><summary>\(ReportWords.pill(field.verdict))\
            <b>\(ReportWords.name(field.name))</b> <span class="fmeta">\(field.kind.rawValue)</span>\
            <span class="w">\(ReportWords.headline(field))</span></summary>\
            <div class="pair">\(picture(field, key: key))<div><p>\(field.reason)</p>\(figures(field))</div></div></details>
            """
    }

    private func picture(_ field: FieldComparison, key: String) -> HTML {
        guard let distribution = field.distribution else {
            let words =
                field.kind == .text
                ? "Texts are told apart by their words, which stand beside."
                : "There is nothing to draw: no values on a side, or all of them different."
            return "<p class=\"none\">\(words)</p>"
        }
        let chart = DriftPairChart(field, distribution)
        return "<figure class=\"twinned\">\(chart.svg(key: key))\(chart.twin)</figure>"
    }

    private func figures(_ field: FieldComparison) -> HTML {
        var lines: [(String, String)] = []
        for effect in field.effects {
            lines.append((ReportWords.title(of: effect.measure), ReportWords.figure(effect)))
        }
        if let evidence = field.evidence { lines.append(("Evidence", ReportWords.evidence(evidence))) }
        if field.reference.missing + field.current.missing > 0 {
            lines.append(("Missing", missing(field)))
        }
        if let evidence = field.missingEvidence {
            lines.append(("Evidence of the missing", ReportWords.evidence(evidence)))
        }
        if field.reference.notFinite + field.current.notFinite > 0 {
            let counts =
                "\(NumberText.whole(field.reference.notFinite)), then \(NumberText.whole(field.current.notFinite))"
            lines.append(("NaN or infinite", "\(counts) rows; left out of the rest"))
        }
        if let before = field.reference.mean, let after = field.current.mean, field.kind == .numeric {
            lines.append(("Mean", "\(ReportWords.number(before)), then \(ReportWords.number(after))"))
        }
        if !field.tokens.isEmpty {
            let words = field.tokens.map { token in
                "\(TextLimit.line(token.token, to: 40)) (\(ReportWords.percent(token.reference)), then "
                    + "\(ReportWords.percent(token.current)))"
            }
            lines.append(("Words that tell them apart", words.joined(separator: "; ")))
        }
        return "<dl class=\"kv\">\(lines.map { "<dt>\($0.0)</dt><dd>\($0.1)</dd>" as HTML })</dl>"
    }

    private func missing(_ field: FieldComparison) -> String {
        let sides = [field.reference, field.current].map { side -> String in
            guard let share = side.missingShare else { return "no rows" }
            return "\(ReportWords.percent(share.value)) of \(NumberText.whole(side.rows))"
        }
        return sides.joined(separator: ", then ")
    }
}

extension DriftPairChart {
    /// The picture of one field: at most twelve names and everything else.
    init(_ field: FieldComparison, _ distribution: FieldDistribution) {
        let name = "\(TextLimit.line(field.name, to: 80)): reference and current"
        switch distribution {
        case .bins(let bins):
            self.init(
                name: name, summary: field.reason,
                bins: .intervals(edges: (bins.first.map { [$0.low] } ?? []) + bins.map(\.high)),
                reference: bins.map(\.reference), current: bins.map(\.current))
        case .categories(let categories):
            // Those that matter most on either side keep a bar of their own.
            let named = categories.filter { $0.value != nil }
                .sorted { max($0.reference, $0.current) > max($1.reference, $1.current) }
            let shown = named.prefix(12)
            let rest = named.dropFirst(12) + categories.filter { $0.value == nil }
            let joined = (rest.reduce(0) { $0 + $1.reference }, rest.reduce(0) { $0 + $1.current })
            let hasRest = joined.0 + joined.1 > 0
            self.init(
                name: name, summary: field.reason,
                bins: .values(shown.map { $0.value ?? "" } + (hasRest ? ["everything else"] : [])),
                reference: shown.map(\.reference) + (hasRest ? [joined.0] : []),
                current: shown.map(\.current) + (hasRest ? [joined.1] : []))
        }
    }
}
