public import Reports
public import Telemetry

/// The comparison of two tables as one HTML file that needs nothing else: style sheet and typefaces are inside, there is no
/// script, and its content policy lets it load nothing.
public struct ReportFile: Sendable {
    let report: ComparisonReport
    let made: Timestamp
    let version: String

    /// - Parameters:
    ///   - report: what was found.
    ///   - made: when; stands at the foot.
    ///   - version: of the program, as `0.9.0`.
    public init(_ report: ComparisonReport, made: Timestamp, version: String) {
        self.report = report
        self.made = made
        self.version = version
    }

    /// The file in UTF-8. About 90 kB for the typefaces and some 3 kB per field.
    public var bytes: [UInt8] { head.utf8 + Assets.embeddedStyle + body.utf8 }

    private var head: HTML {
        """
        <!doctype html>
        <html lang="en" data-theme="system"><head><meta charset="utf-8">\
        <meta name="viewport" content="width=device-width,initial-scale=1">\
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; font-src data:">\
        <title>\(report.current.name) beside \(report.reference.name) · Tiltmeter</title><style>
        """
    }

    private var body: HTML {
        """
        </style></head>
        <body class="report"><a class="skip" href="#m">Skip to content</a><main id="m" tabindex="-1">\(verdict)\
        \(schema)\(performance)\(slices)\(fields)\(notes)\
        <footer>Tiltmeter \(version), \(day) \(TimeText.clock(made)) UTC. Reference is what was usual, current is compared \
        with it.</footer></main></body></html>

        """
    }

    /// With its year: a file is kept.
    private var day: String {
        let date = CivilDate(made).components
        return "\(TimeText.day(made)) \(date.year)"
    }

    private var verdict: HTML {
        let (tone, glyph, word): (Tone, Glyph, String) =
            switch report.verdict {
            case .drifted: (.tilt, .tilting, "Drifted")
            case .steady: (.ok, .level, "Steady")
            case .tooEarly: (.learn, .learning, "Too early")
            }
        return """
            <p class="brand">\(Icon.product)Tiltmeter</p><h1>\(heading)</h1>\(rest)\
            <p class="meta">\(Pill.markup(tone, glyph: glyph, word))<span>\(side("Reference", report.reference))</span>\
            <span>\(side("Current", report.current))</span></p>\
            <p class="lede">\(promise)</p>
            """
    }

    /// The first sentence; what follows it stands below.
    private var heading: String {
        guard let end = report.summary.firstRange(of: ". ") else { return report.summary }
        return report.summary[..<end.lowerBound] + "."
    }

    private var rest: HTML? {
        let rest = report.summary.dropFirst(heading.count).drop { $0 == " " }
        return rest.isEmpty ? nil : "<p class=\"lede\">\(rest)</p>"
    }

    private func side(_ word: String, _ table: TableSummary) -> String {
        let refused = table.refusedRows > 0 ? ", \(NumberText.whole(table.refusedRows)) unreadable" : ""
        let columns = "\(table.columns) \(table.columns == 1 ? "column" : "columns")"
        return
            "\(word): \(TextLimit.line(table.name, to: 80)), \(NumberText.whole(table.rows)) rows\(refused), \(columns)"
    }

    private var promise: String {
        let share = ReportWords.percent(report.level)
        return
            "Of reports on unchanged data at most \(share) say “drifted”, whatever the number of fields. A field counts as "
            + "drifted only with evidence and by more than the tolerance: much data alone makes nothing look grave."
    }

    private var schema: HTML? {
        guard !report.schemaChanges.isEmpty else { return nil }
        let rows = report.schemaChanges.map { change -> HTML in
            let pill =
                change.isBreaking
                ? Pill.markup(.tilt, glyph: .tilting, ReportWords.title(of: change.kind))
                : Pill.markup(.watch, glyph: .watch, ReportWords.title(of: change.kind))
            return """
                <tr><th scope="row">\(ReportWords.name(change.field))</th><td data-l="What">\(pill)</td>\
                <td class="full" data-l="Figures">\(change.words)</td></tr>
                """
        }
        return Panel.markup(
            "The tables themselves", id: "schema", detail: "certain, without statistics", classes: "space",
            """
            <table class="rows cards"><thead><tr><th scope="col">Field</th><th scope="col">What</th>\
            <th scope="col">Figures</th></tr></thead><tbody>\(rows)</tbody></table>
            """)
    }

    private var notes: HTML? {
        guard !report.notes.isEmpty else { return nil }
        let lines = report.notes.map { "<li>\($0)</li>" as HTML }
        return Panel.markup(
            "What this report cannot tell", id: "notes", classes: "space", "<ul class=\"cannot\">\(lines)</ul>")
    }
}
