import Storage
import Telemetry

extension IncidentPage: Page {
    package var title: String { "\(incident.id) \(incident.title)" }
    package var section: Section? { .incidents }
    package var crumbs: [Crumb] { [Crumb("Incidents", path: "/incidents"), Crumb(incident.id)] }

    package func main(in shell: Shell) -> HTML {
        """
        <div class="ihead"><div><h1>\(incident.title)</h1>\
        <div class="meta">\(state.pill)\(Pill.plain("Severity \(severity.rawValue)"))<span>Lead <b>\(lead ?? "nobody yet")</b></span>\
        <span class="num">\(openFor(shell.now))</span>\
        <a href="\(incident.system.path)">\(incident.system.title)</a><span class="mono">\(incident.id)</span></div></div>\
        \(quickActions(shell))</div>\(stages.bar)\
        <div class="cols"><div class="stack">\(lanesPanel)\(breakdownPanels)\(changesPanel)\(notePanel(shell))</div>\
        <div class="stack">\(numbersPanel)\(evidencePanel)\(timelinePanel(shell.now))\(dismissPanel(shell))</div></div>
        """
    }

    private func openFor(_ now: Timestamp) -> String {
        switch stages.end {
        case nil: "Open \(DurationText.short(seconds: now.seconds(since: stages.noticed)))"
        case .recovered(let time): "Recovered after \(DurationText.short(seconds: time.seconds(since: stages.noticed)))"
        case .dismissed(let time, _, _):
            "Dismissed after \(DurationText.short(seconds: time.seconds(since: stages.noticed)))"
        }
    }

    // Actions: plain forms to <path>/<action>.

    private func form(_ action: String, _ shell: Shell, classes: HTML = "", _ content: HTML) -> HTML {
        let path = "\(incident.path)/\(action)"
        return """
            <form method="post" action="\(path)"\(classes)>\(Form.token(shell.formToken(path)))\(content)</form>
            """
    }

    private func quickActions(_ shell: Shell) -> HTML? {
        guard canAct, stages.end == nil else { return nil }
        let acknowledge: HTML? =
            stages.acknowledged == nil
            ? form("acknowledge", shell, "<button class=\"btn p\" data-key=\"e\">Acknowledge <kbd>E</kbd></button>")
            : nil
        let lead: HTML? =
            lead == nil || lead != shell.person
            ? form("assign", shell, "<button class=\"btn\" data-key=\"a\">Take the lead <kbd>A</kbd></button>") : nil
        return "<div class=\"acts\">\(acknowledge)\(lead)</div>"
    }

    private func problemMarkup(_ action: String) -> HTML? {
        guard let problem, problem.action == action else { return nil }
        return "<p class=\"wrong\" role=\"alert\">\(Glyph.tilting.markup)\(problem.message)</p>"
    }

    private func entered(_ action: String) -> String { problem?.action == action ? problem?.entered ?? "" : "" }

    private func notePanel(_ shell: Shell) -> HTML? {
        guard canAct else { return nil }
        let content = form(
            "notes", shell, classes: " class=\"form\"",
            """
            <div class="field"><label for="note">What did you find or decide?</label>\
            <textarea id="note" name="text" required maxlength="4000" data-key="n">\(entered("notes"))</textarea></div>\
            \(problemMarkup("notes"))<div class="acts"><button class="btn">Add note</button></div>
            """)
        return Panel.markup("Add a note", detail: "kept in the timeline", content)
    }

    private func dismissPanel(_ shell: Shell) -> HTML? {
        guard canAct, stages.end == nil else { return nil }
        let open: HTML? = problem?.action == "dismiss" ? " open" : nil
        let content = form(
            "dismiss", shell,
            """
            <div class="field"><label for="reason">Why is it a false alarm?</label>\
            <textarea id="reason" name="reason" required minlength="3" maxlength="1000">\(entered("dismiss"))</textarea>\
            <span class="hint">Counts in the false-alarm rate that everybody sees.</span></div>\(problemMarkup("dismiss"))\
            <div class="acts space"><button class="btn">Dismiss \(incident.id)</button></div>
            """)
        return """
            <section class="panel ask" aria-label="False alarm"><div class="form">\
            <details class="ask"\(open)><summary class="btn">Dismiss as a false alarm …</summary>\(content)</details></div></section>
            """
    }

    // Evidence.

    private var lanesPanel: HTML? {
        guard let lanes else { return nil }
        return Panel.markup(
            "What happened, on one clock", classes: "twinned",
            """
            <div class="scroll plot" tabindex="0" role="group" aria-label="Evidence lanes, scrolls sideways">\
            <div class="inner">\(lanes.svg(key: "lanes"))</div></div>\(lanes.twin)
            """)
    }

    private var breakdownPanels: HTML {
        guard let first = breakdowns.first, !first.rows.isEmpty else {
            return Panel.markup(
                "Where it hurts", "<p class=\"none\">No slice stands out: the change is spread over all calls.</p>")
        }
        let unit = incident.signal.unit == .share ? " in %" : ""
        let others = breakdowns.dropFirst().map { breakdown -> HTML in
            """
            <details class="other"><summary>By \(SliceText.name(breakdown.dimension))</summary>\(table(breakdown.rows))</details>
            """
        }
        return Panel.markup(
            "Where it hurts",
            detail: "before and since \(TimeText.day(incident.onset.estimate)), "
                + "\(SignalWords.lowered(incident.signal.title))\(unit)",
            right: carried(first.rows).map { "\($0)" }, "\(table(first.rows))\(others)")
    }

    private func table(_ slices: [SliceRow]) -> HTML {
        let domain = DumbbellChart.domain(of: slices.map { ($0.before, $0.since) })
        let ends = axisEnds(domain)
        let rows = slices.map { row -> HTML in
            let hot = row.isCertain && row.shareOfDrop >= 0.2
            let dumbbell = DumbbellChart(
                before: row.before, since: row.since, better: incident.signal.better, isHot: hot, domain: domain)
            let certain: HTML? = row.isCertain ? nil : "<span class=\"vh\"> the ranges overlap</span>"
            return """
                <tr><th scope="row">\(Words.capitalised(SliceText.words(row.slice)))</th>\
                <td class="r" data-l="Calls">\(percent(row.shareOfCalls))</td>\
                <td data-l="Before and since">\(dumbbell.svg)<span class="small">\(row.before.text) to \(row.since.text)\
                \(row.since.rangeText.map { " (\($0))" } ?? "")</span></td>\
                <td class="r \(hot ? "hot" : "strong")" data-l="Change">\(row.change.changeNumber)\(certain)</td>\
                <td data-l="Share of the drop">\(ShareBar(share: row.shareOfDrop, isHot: hot).svg)</td>\
                <td class="r">\(percent(row.shareOfDrop))</td>\
                <td class="r q" data-l="n">\(row.since.n.map(NumberText.whole) ?? "")</td></tr>
                """
        }
        return """
            <div class="scroll" tabindex="0" role="group" aria-label="Slices, scrolls sideways">\
            <table class="rows slices"><thead><tr><th scope="col">Slice</th><th scope="col" class="r">Calls</th>\
            <th scope="col"><span class="ends"><span>\(ends.0)</span><span>since ● ○ before</span><span>\(ends.1)</span></span></th>\
            <th scope="col" class="r">Change</th><th scope="col">Share of the drop</th>\
            <th scope="col"><span class="vh">Share in percent</span></th><th scope="col" class="r">n</th></tr></thead>\
            <tbody>\(rows)</tbody></table></div>
            """
    }

    private func axisEnds(_ domain: ClosedRange<Double>) -> (String, String) {
        let format = FigureFormat(
            unit: incident.signal.unit, value: domain.upperBound, low: domain.lowerBound, high: domain.upperBound)
        let ends = (format.number(domain.lowerBound), format.number(domain.upperBound))
        return incident.signal.better == .low ? (ends.1, ends.0) : ends
    }

    /// `2 slices carry 83% of the drop`.
    private func carried(_ slices: [SliceRow]) -> String? {
        var sum = 0.0
        for (index, row) in slices.enumerated() {
            sum += row.shareOfDrop
            if sum >= 0.75 {
                guard index < slices.count - 1 else { return nil }
                return
                    "\(Words.counted(index + 1, "slice")) \(index == 0 ? "carries" : "carry") \(percent(sum)) of the drop"
            }
        }
        return nil
    }

    private func percent(_ share: Double) -> String { NumberText.decimal(share * 100, places: 0) + "%" }

    private var changesPanel: HTML {
        let items = changes.map { change -> HTML in
            let near = change.near.first { $0.incident.number == incident.number }
            let versions: HTML? = change.unsaidVersions.map { " <span class=\"mono\">\($0)</span>" }
            let inside: HTML? =
                near?.isInsideRange == true
                ? " <span class=\"t-tilt\">inside the range of the onset</span>" : nil
            let distance = near.map {
                "\(DurationText.short(seconds: abs($0.secondsBeforeOnset))) \($0.secondsBeforeOnset >= 0 ? "before" : "after")"
            }
            return """
                <li><span class="w num">\(change.time.markup)</span><span><b>\(change.title)</b>\(versions)</span>\
                <span class="w">\(distance ?? "")</span><span class="m">\(change.kind.title), \(change.originText)\(inside)</span></li>
                """
        }
        let content: HTML =
            items.isEmpty
            ? "<p class=\"none\">No change is known around the onset. Ask the owners of what this system depends on.</p>"
            : "<ul class=\"list dated\">\(items)</ul>"
        return Panel.markup(
            "What changed nearby", detail: "nearest to the onset first", right: "<a href=\"/changes\">Ledger</a>",
            content)
    }

    private var numbersPanel: HTML {
        let silent = DurationText.short(seconds: stages.noticed.seconds(since: incident.onset.estimate))
        let wait: HTML =
            stages.acknowledged.map {
                "<b>\(DurationText.short(seconds: $0.seconds(since: stages.noticed)))</b><span>noticed to acknowledged</span>"
            } ?? "<b>nobody</b><span>has acknowledged it</span>"
        return """
            <section class="panel" aria-label="In numbers"><div class="facts num">\
            <div><b class="t-tilt">\(silent)</b><span>silent before noticed</span></div><div>\(wait)</div>\
            \(changeFacts)<div><b>\(NumberText.whole(callsSince))</b><span>calls since the onset</span></div>\
            \(beforeAndSince)</div></section>
            """
    }

    private var changeFacts: HTML? {
        guard let change else { return nil }
        let range = change.changeRange.map { " (\($0))" } ?? ""
        return """
            <div><b>\(change.changeNumber)</b><span>\(incident.measure)\(range)</span></div>
            """
    }

    private var beforeAndSince: HTML? {
        guard let before, let since else { return nil }
        return """
            <div><b>\(before.text)</b><span>before, n \(before.n.map(NumberText.whole) ?? "unknown")</span></div>\
            <div><b>\(since.text)</b><span>since, n \(since.n.map(NumberText.whole) ?? "unknown")</span></div>
            """
    }

    private var evidencePanel: HTML {
        let began: HTML = "<dt>Began</dt><dd>\(TimeText.between(incident.onset.earliest, incident.onset.latest))</dd>"
        switch cause {
        case .evidence(let monitor, let rarityMonths):
            let watched = monitor.slice.map { SliceText.words($0) } ?? "all calls"
            return Panel.markup(
                "How sure we are",
                """
                <dl class="kv"><dt>False alarm this strong</dt><dd>\(DurationText.rarity(months: rarityMonths))</dd>\
                \(began)<dt>Monitor</dt><dd>\(monitor.signal.title), \(watched)</dd>\
                <dt>Its false alarms</dt><dd>\(monitor.budgetText)</dd></dl>
                """)
        case .errors:
            return Panel.markup(
                "How sure we are",
                """
                <dl class="kv"><dt>Rule</dt><dd>more than half of the calls failed over five minutes</dd>\(began)</dl>
                """)
        case .silence:
            return Panel.markup(
                "How sure we are",
                "<dl class=\"kv\"><dt>Rule</dt><dd>no call for longer than ever before</dd>\(began)</dl>")
        }
    }

    private func timelinePanel(_ now: Timestamp) -> HTML {
        var items: [HTML] = []
        var day: CivilDate?
        for entry in timeline {
            let today = CivilDate(entry.time)
            if today != day {
                let name = today == CivilDate(now) ? "Today" : TimeText.weekday(entry.time, now: now)
                items.append("<li><span class=\"day\">\(name)</span></li>")
                day = today
            }
            items.append(entry.markup)
        }
        return Panel.markup("Timeline", right: "kept by itself", "<ol class=\"tl\">\(items)</ol>")
    }
}

extension MonitorRow {
    /// `one in 5 months`, `0.2 a month`.
    var budgetText: String {
        guard budgetPerMonth > 0 else { return "none" }
        return budgetPerMonth < 1
            ? "one in \(DurationText.span(months: 1 / budgetPerMonth))"
            : "\(NumberText.decimal(budgetPerMonth, places: 1)) a month"
    }
}

extension IncidentPage.Entry {
    fileprivate var markup: HTML {
        let (kind, text): (HTML, HTML) =
            switch event {
            case .began(let onset):
                ("auto", "It began, \(TimeText.between(onset.earliest, onset.latest))")
            case .noticed: ("major", "Evidence passed the alarm budget. Incident opened")
            case .acknowledged: ("", "Acknowledged")
            case .tookLead: ("", "Took the lead")
            case .note(let note): ("", "<span class=\"said\">\(TextLimit.bounded(note, to: 4000))</span>")
            case .dismissed(let reason):
                (
                    "major",
                    "Dismissed as a false alarm: <span class=\"said\">\(TextLimit.bounded(reason, to: 1000))</span>"
                )
            case .recovered: ("major", "Recovered: the range is back inside the tolerance")
            case .steeper: ("major", "Became steeper")
            case .relapsed: ("major", "Relapsed after it had recovered")
            case .joined(let title): ("major", "Joined by another tilt: \(title)")
            case .severity(let set): ("", "Severity \(set.rawValue)")
            case .changed(let change): ("auto", "\(change.title)")
            case .told(let channel, let arrived):
                ("auto", "\(channel) told\(arrived ? "" : ", but it did not arrive")")
            }
        let later: String? = known.map { "found later, \(TimeText.day($0))" }
        let aside = [person, later].compactMap { $0 }.joined(separator: ", ")
        let by: HTML? = aside.isEmpty ? nil : "<span class=\"m\"> · \(aside)</span>"
        return """
            <li class="\(kind)">\(time.clockMarkup)<span class="dot"></span><span>\(text)\(by)</span></li>
            """
    }
}
