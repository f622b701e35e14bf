import Foundation
import Telemetry
import Web

/// What is known about one thing, in sections of facts and tables: printed as text, Markdown or a page of its own.
struct FactSheet {
    /// A part with a heading.
    struct Section {
        let title: String
        var facts: [(name: String, value: String)] = []
        var table: [[String]] = []
        var prose: [String] = []
    }

    let title: String
    var sections: [Section] = []

    /// With columns that line up.
    func text(palette: Palette) -> String {
        var lines = [palette.strong(TerminalText.line(title))]
        for section in sections {
            lines += ["", section.title.uppercased()]
            let width = section.facts.map(\.name.count).max() ?? 0
            lines += section.facts.map {
                "  \(TerminalText.line($0.name).padded(to: width + 2))\(TerminalText.line($0.value))"
            }
            if let header = section.table.first {
                var table = TextTable(header.map { $0.uppercased() })
                for row in section.table.dropFirst() { table.add(row.map { .init(text: $0) }) }
                lines += table.lines.map { "  " + $0 }
            }
            lines += section.prose.flatMap { TerminalText.block($0).split(separator: "\n").map { "  " + $0 } }
        }
        return lines.joined(separator: "\n")
    }

    /// Everything from outside stands in tables or code, where Markdown does not read it.
    var markdown: String {
        func cell(_ text: String) -> String {
            Escaping.visible(text).replacing("\\", with: "\\\\").replacing("|", with: "\\|").replacing("\n", with: " ")
                .replacing("<", with: "&lt;").replacing("`", with: "\\`").replacing("[", with: "\\[")
        }
        var lines = ["# " + cell(title)]
        for section in sections {
            lines += ["", "## " + cell(section.title), ""]
            if !section.facts.isEmpty {
                lines += ["| | |", "| --- | --- |"] + section.facts.map { "| \(cell($0.name)) | \(cell($0.value)) |" }
            }
            if let header = section.table.first {
                lines.append("| " + header.map(cell).joined(separator: " | ") + " |")
                lines.append("| " + header.map { _ in "---" }.joined(separator: " | ") + " |")
                lines += section.table.dropFirst().map { "| " + $0.map(cell).joined(separator: " | ") + " |" }
            }
            lines += section.prose.flatMap { ["", "    " + Escaping.visible($0).replacing("\n", with: "\n    ")] }
        }
        return lines.joined(separator: "\n")
    }

    /// A page that needs nothing else.
    var html: String {
        let body = sections.map { section -> HTML in
            let facts = section.facts.map { fact -> HTML in
                "<tr><th scope=\"row\">\(fact.name)</th><td>\(fact.value)</td></tr>"
            }
            let header = (section.table.first ?? []).map { text -> HTML in "<th scope=\"col\">\(text)</th>" }
            let rows = section.table.dropFirst().map { row -> HTML in
                "<tr>\(row.map { text -> HTML in "<td>\(text)</td>" })</tr>"
            }
            let prose = section.prose.map { text -> HTML in "<pre>\(text)</pre>" }
            return """
                <h2>\(section.title)</h2><table>\(facts)</table><table><tr>\(header)</tr>\(rows)</table>\(prose)
                """
        }
        let page: HTML = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>\(title)</title></head><body><h1>\(title)</h1>\(body)</body></html>
            """
        return page.text
    }
}

extension FactSheet {
    init(_ document: IncidentDocument, slices: Int) {
        let incident = document.incident
        title = "\(incident.id) \(incident.title)"
        var now = Section(title: "Where it stands")
        now.facts = [
            ("stage", incident.stage), ("severity", incident.severity), ("lead", incident.lead ?? "nobody yet"),
        ]
        now.facts.append(("noticed", incident.opened.rfc3339))
        if let seconds = incident.silentSeconds { now.facts.append(("silent for", Self.duration(seconds))) }
        if let at = incident.recovered { now.facts.append(("recovered", at.rfc3339)) }
        sections.append(now)
        sections += document.evidence.map(Self.evidence)
        for dimension in document.whereItHurts.prefix(3) {
            var section = Section(title: "Where it hurts, by \(dimension.name)")
            section.table = [["slice", "calls", "before", "since", "share of the change", ""]]
            for slice in dimension.slices.prefix(max(1, slices)) {
                section.table.append([
                    slice.slice, Self.percent(slice.shareOfCalls), SignalFigure.figure(slice.before),
                    Self.range(slice.since),
                    Self.percent(slice.shareOfChange),
                    slice.certain ? slice.shareOfChange < 0 ? "moved the other way" : "" : "not certain",
                ])
            }
            sections.append(section)
        }
        if !document.changes.isEmpty {
            var section = Section(title: "What changed around the onset")
            section.table = [["when", "id", "kind", "what", "by"]]
            section.table += document.changes.prefix(10).map {
                [
                    $0.time.rfc3339, $0.id, $0.kind.rawValue, $0.title,
                    $0.author ?? ($0.found ? "found in the traffic" : ""),
                ]
            }
            sections.append(section)
        }
        var timeline = Section(title: "Timeline")
        timeline.table =
            [["when", "who", "what"]] + document.timeline.map { [$0.happened.rfc3339, $0.actor, $0.text] }
        sections.append(timeline)
    }

    init(_ tilt: TiltDocument) {
        title = "\(tilt.id) \(tilt.title)"
        sections = [Self.evidence(tilt)]
    }

    init(_ document: SystemDocument) {
        title = document.title
        var section = Section(title: "How it stands")
        section.facts = [("name", document.slug), ("kind", document.kind)]
        section.facts.append(("false alarms", "at most \(document.alarmsPerMonth) per month expected"))
        sections.append(section)
        guard let summary = document.summary else { return }
        var signals = Section(title: "Signals")
        signals.table = [["group", "signal", "state", "now", "change"]]
        for signal in summary.signals {
            signals.table.append([
                signal.group, signal.title, signal.gap ?? signal.state.rawValue, signal.now.map(Self.range) ?? "",
                signal.change.map(SignalFigure.signed) ?? "",
            ])
        }
        sections.append(signals)
    }

    init(_ document: CallDocument) {
        let call = document.call
        title = "Call \(call.id)"
        var facts = Section(title: "Facts")
        facts.facts = [
            ("system", call.system ?? "not settled"), ("time", call.time.rfc3339), ("state", call.state.rawValue),
        ]
        facts.facts.append(("status", [call.status, call.errorType].compactMap(\.self).joined(separator: ": ")))
        for (name, value) in [
            ("model", call.modelAnswered ?? call.model), ("provider", call.provider), ("prompt", call.prompt),
            ("latency", call.latencyMs.map { "\($0) ms" }), ("tokens in", call.tokens?.input.map(String.init)),
            ("tokens out", call.tokens?.output.map(String.init)),
            ("cost", call.costUsd.map { "$\($0)" } ?? call.price?.rawValue),
        ] {
            if let value { facts.facts.append((name, value)) }
        }
        facts.facts += call.slices.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        sections.append(facts)
        if !document.outcomes.isEmpty {
            var outcomes = Section(title: "Outcomes")
            outcomes.table = [["when", "kind", "name", "value", "by"]]
            outcomes.table += document.outcomes.map {
                [
                    $0.time.rfc3339, $0.kind.rawValue, $0.name, $0.value.map(Self.value) ?? $0.label ?? "",
                    $0.rater.name ?? $0.rater.kind.rawValue,
                ]
            }
            sections.append(outcomes)
        }
        for (name, messages) in [("Input", document.input), ("Output", document.output)] where !messages.isEmpty {
            sections.append(Section(title: name, prose: messages.map { "[\($0.role)] \($0.text)" }))
        }
    }

    private static func evidence(_ tilt: TiltDocument) -> Section {
        var section = Section(title: "Evidence: \(tilt.id), \(tilt.signal)\(tilt.slice.map { " for \($0)" } ?? "")")
        section.facts = [("before", SignalFigure.figure(tilt.before)), ("since", range(tilt.since))]
        if tilt.betweenPeriods == true {
            section.facts.append(("began", "between the two periods"))
        } else if let onset = tilt.onset {
            section.facts.append(
                ("began", "\(onset.estimate.rfc3339), between \(onset.earliest.rfc3339) and \(onset.latest.rfc3339)"))
        }
        section.facts.append(("noticed", tilt.noticed.rfc3339))
        if let months = tilt.rarityMonths {
            let words =
                months >= 1_200
                ? "more than a hundred years"
                : months >= 24 ? "\(Int(months / 12)) years" : "\(Int(months.rounded())) months"
            section.facts.append(("rarity", "if nothing had changed, once in \(words) at most"))
        } else if tilt.cause == "evidence" {
            section.facts.append(("rarity", "if nothing had changed, never in any time that can be told"))
        } else {
            section.facts.append(
                ("rule", tilt.cause == "errors" ? "more than half of the calls failed" : "no calls came"))
        }
        if let percentile = tilt.percentile {
            section.facts.append(
                ("counted", "share of events above the reference's p\(Int((percentile * 100).rounded()))"))
        }
        return section
    }

    private static func range(_ figure: FigureDocument) -> String {
        let value = SignalFigure.figure(figure)
        guard let low = figure.low, let high = figure.high else { return value }
        var ends = (figure, figure)
        ends.0.value = low
        ends.1.value = high
        return
            "\(value) (\(SignalFigure.figure(ends.0)) to \(SignalFigure.figure(ends.1))\(figure.n.map { ", n \($0)" } ?? ""))"
    }

    private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded()))%" }

    static func duration(_ seconds: Double) -> String {
        let hours = Int(max(0, seconds) / 3_600)
        return hours >= 48
            ? "\(hours / 24) d \(hours % 24) h" : hours > 0 ? "\(hours) h" : "\(Int(max(0, seconds) / 60)) min"
    }

    private static func value(_ tree: JSONTree) -> String {
        switch tree {
        case .text(let text): text
        case .integer(let number): String(number)
        case .number(let number): "\(number)"
        case .flag(let flag): flag ? "yes" : "no"
        case .null, .list, .object: ""
        }
    }
}
