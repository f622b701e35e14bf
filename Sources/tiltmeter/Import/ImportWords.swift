import Intake
import Telemetry
import Web

/// What an import says to people: the plan before it starts, the report and the verdicts after it.
struct ImportWords {
    let palette: Palette

    /// Systems that are listed one by one.
    private static let systems = 20
    private static let refusals = 5
    private static let columns = 60

    /// What it would do.
    func plan(_ plan: ImportPlan) -> [String] {
        var lines: [String] = []
        for file in plan.files {
            let packed = file.compression == .none ? "" : ", \(file.compression.rawValue)"
            lines.append(
                palette.strong(TerminalText.line(file.name))
                    + "  \(file.format.text)\(packed), \(Self.plural(file.records, "record"))")
            if file.mapping.isPlain {
                lines.append("  Taken as it is: the lines are items of our own API or of OpenTelemetry.")
            } else {
                var table = TextTable(["MEMBER", "FROM", "SUCH AS", "WHY"])
                for row in file.mapping.table.prefix(Self.columns) {
                    table.add(row.map { .init(text: Self.oneLine($0)) })
                }
                lines += table.lines.map { "  " + $0 }
                let more = file.mapping.table.count - Self.columns
                if more > 0 { lines.append("  and \(Self.plural(more, "column")) more; --json lists them all") }
            }
        }
        lines += plan.systems.prefix(Self.systems).map(Self.system)
        if plan.systems.count > Self.systems {
            lines.append("and \(Self.plural(plan.systems.count - Self.systems, "system")) more")
        }
        lines += plan.notes.map { "Note: \($0)" }
        if plan.refused > 0 {
            lines.append(
                "\(Self.plural(plan.refused, "line")) of \(Self.count(plan.records)) cannot be read:")
            lines += plan.refusals.prefix(Self.refusals).map {
                "  \(TerminalText.line($0.file)) line \($0.line): \(TerminalText.line($0.detail))"
            }
        }
        return lines
    }

    private static func system(_ system: ImportPlan.System) -> String {
        var line = "\(system.slug.text): \(plural(system.records, "record"))"
        if let current = system.current { line += ", \(span(current))" }
        if system.referenceRecords > 0 {
            line += "; \(count(system.referenceRecords)) of them are the baseline"
            if let reference = system.reference { line += ", \(span(reference))" }
            if system.overlaps {
                line +=
                    ". The two overlap in time: the rest is judged as one block, the onset is between the two periods"
            }
        }
        return line
    }

    /// What came of it.
    func report(_ report: ImportReport) -> [String] {
        var parts = ["\(Self.count(report.stored)) new"]
        if report.known > 0 { parts.append("\(Self.count(report.known)) known before") }
        if report.conflicts > 0 {
            parts.append("\(Self.count(report.conflicts)) not taken: something else is stored under their id")
        }
        if report.settled > 0 { parts.append("\(Self.plural(report.settled, "call")) settled from traces") }
        if report.awaited > 0 { parts.append("\(Self.plural(report.awaited, "outcome")) wait for a call") }
        var lines = ["Imported \(Self.plural(report.records, "record")): \(parts.joined(separator: ", "))."]
        if report.refused > 0 {
            lines.append(
                "Refused \(Self.plural(report.refused, "record")), with reasons in "
                    + (report.refusalFiles.isEmpty ? "no file" : report.refusalFiles.joined(separator: ", ")) + "."
                    + (report.refusesTooMany ? " That is more than --max-refused allows." : ""))
        }
        if report.timeless > 0 {
            lines.append("\(Self.plural(report.timeless, "record")) without a time: charted, not judged.")
        }
        if report.tooLate > 0 {
            lines.append(
                "\(Self.plural(report.tooLate, "record")) older than what was judged already: they change charts, never "
                    + "verdicts. To have them judged, import the same once more with --rejudge.")
        }
        for (warning, count) in report.warnings.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }).prefix(
            Self.refusals)
        {
            lines.append("Note: \(warning) (\(Self.count(count)) times)")
        }
        return lines
    }

    /// How the systems stand, and what to do next.
    func verdicts(_ done: FinishedImport) -> [String] {
        var lines: [String] = []
        for verdict in done.verdicts {
            let mark = SystemMark(verdict.state)
            lines += ["", mark.paint(palette)("\(mark.sign) \(verdict.system)") + ": \(verdict.words)"]
            for tilt in verdict.tilts.prefix(Self.systems) { lines.append("  " + Self.tilt(tilt)) }
        }
        if done.report.isHeld { lines.append("Nothing was judged: that is left to the next import of these systems.") }
        return lines + ["", "Next: \(done.next)"]
    }

    private static func tilt(_ tilt: TiltDocument) -> String {
        let since =
            if tilt.betweenPeriods == true {
                "between the two periods"
            } else {
                tilt.onset.map { "since \(day($0.estimate))" } ?? "noticed \(day(tilt.noticed))"
            }
        let ended = tilt.ended.map { ", over \(day($0))" } ?? ""
        return "\(tilt.id)  \(tilt.title), \(since)\(ended): \(SignalFigure.figure(tilt.before)) before, "
            + "\(SignalFigure.figure(tilt.since)) since"
    }

    // MARK: figures

    /// `1,234,567`.
    static func count(_ number: Int) -> String {
        let digits = String(number.magnitude)
        var text = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place) % 3 == 0 { text += "," }
            text.append(digit)
        }
        return (number < 0 ? "−" : "") + text
    }

    static func plural(_ number: Int, _ word: String) -> String {
        "\(count(number)) \(word)\(number == 1 ? "" : "s")"
    }

    private static func span(_ range: ClosedRange<Timestamp>) -> String {
        let (from, to) = (minute(range.lowerBound), minute(range.upperBound))
        return from == to ? "at \(from)" : "\(from) to \(to)"
    }

    private static func day(_ time: Timestamp) -> String { String(time.rfc3339.prefix(10)) }

    private static func minute(_ time: Timestamp) -> String {
        String(time.rfc3339.prefix(16)).replacing("T", with: " ")
    }

    private static func oneLine(_ text: String) -> String {
        let flat = text.replacing("\n", with: " ").replacing("\t", with: " ")
        return flat.count > 72 ? flat.prefix(71) + "…" : flat
    }
}
