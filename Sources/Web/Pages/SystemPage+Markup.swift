import Telemetry

extension SystemPage: Page {
    package var title: String { system.title }
    package var section: Section? { .systems }
    package var crumbs: [Crumb] { [Crumb("Systems", path: "/systems"), Crumb(system.title)] }

    package func main(in shell: Shell) -> HTML {
        """
        <h1>\(sentence)</h1><div class="meta">\(state.pill)<span>\(SignalWords.kind(system.kind))\
        \(note.map { ", \($0)" } ?? "")</span><span class="num">\(Words.counted(calls, SignalWords.calls(system.kind))) in \
        \(days) days</span>\(lastCall.map { "<span>last \($0.agoMarkup(now: shell.now))</span>" as HTML })\
        \(openIncidents.map { "<a href=\"\($0.path)\">\($0.id)</a>" as HTML })<span class="mono">\(system.slug)</span></div>\
        \(sliceChips)\(jump)<div class="cols"><div class="stack">\(groups.map(groupPanel))\(slicesPanel)\(latestPanel)</div>\
        <div class="stack">\(baselinePanel(shell.now))</div></div>\
        <div class="stack space">\(signalsPanel(shell))\(monitorsPanel)</div>
        """
    }

    private var readings: [Reading] { groups.flatMap { $0.signals.map(\.reading) } }

    /// The most urgent state of all its signals.
    package var state: SignalState {
        readings.map(\.state).filter { $0 != .noSignal(.neverSent) }.max { $0.urgency < $1.urgency }
            ?? .noSignal(.neverSent)
    }

    private var sentence: HTML {
        let tilting = readings.filter { $0.state.tone == .tilt }
        if let worst = tilting.first {
            let others = tilting.count > 1 ? " and \(Words.counted(tilting.count - 1, "more signal"))" : ""
            return "\(system.title): <em>\(SignalWords.lowered(worst.signal.title))\(others) getting worse.</em>"
        }
        if let watched = readings.first(where: { $0.state.tone == .watch }) {
            return "\(system.title): watch \(SignalWords.lowered(watched.signal.title))."
        }
        let judged = readings.count { $0.state.tone == .ok }
        return judged > 0 ? "\(system.title): level." : "\(system.title): too early to say."
    }

    private var sliceChips: HTML? {
        guard let slice, !slice.values.isEmpty else { return nil }
        return """
            <div class="chips"><span class="chip">Only \(SliceText.words(slice))\
            <a href="\(system.path)" aria-label="Show all calls">×</a></span></div>
            """
    }

    private var jump: HTML {
        let anchors =
            groups.map { ("group-\($0.group.rawValue)", $0.group.title) } + [
                ("slices", "Slices"), ("calls", "Calls"), ("signals", "Signals"), ("monitors", "Monitors"),
            ]
        let links = anchors.map { "<a href=\"#\($0.0)\">\($0.1)</a>" as HTML }
        return "<nav class=\"jump\" aria-label=\"On this page\">\(links)</nav>"
    }

    // The four groups.

    private func groupPanel(_ group: Group) -> HTML {
        let content: HTML =
            group.signals.isEmpty
            ? "<p class=\"none\">\(Self.missingWords(group.group))</p>" : signals(of: group)
        return Panel.markup(
            group.group.title, id: "group-\(group.group.rawValue)",
            detail: group.signals.isEmpty
                ? nil : "\(chartDays) days, the band holds however often you look; down is worse",
            content)
    }

    /// The first signal and all that need a look; the others behind a line, to be opened.
    private func signals(of group: Group) -> HTML {
        let calm = group.signals.dropFirst().filter {
            $0.reading.state.tone != .tilt && $0.reading.state.tone != .watch
        }
        guard calm.count > 1 else { return .joined(group.signals.map(signalMarkup)) }
        let hidden = Set(calm.map(\.reading.signal.name))
        let shown = group.signals.filter { !hidden.contains($0.reading.signal.name) }
        let names = Words.list(calm.map { SignalWords.lowered($0.reading.signal.title) })
        let isLevel = calm.allSatisfy { $0.reading.state.tone == .ok }
        return """
            \(shown.map(signalMarkup))<details class="other"><summary>\(Words.counted(calm.count, "more signal"))\
            \(isLevel ? ", all level" : ""): \(names)</summary>\(calm.map(signalMarkup))</details>
            """
    }

    private static func missingWords(_ group: SignalGroup) -> String {
        switch group {
        case .quality: "We see calls, cost and speed. Quality needs scores, labels or an outcome event."
        case .trust:
            "Trust needs what people do with the answers: kept, edited, retried, escalated. Send it as feedback."
        case .cost: "Cost needs tokens and a price for the model."
        case .operations: "No call yet."
        }
    }

    private func signalMarkup(_ signal: Signal) -> HTML {
        let reading = signal.reading
        let value = reading.now.map { estimate -> HTML in
            let range = estimate.rangeText.map { " (\($0))" } ?? ""
            return "\(estimate.text)\(range), n \(estimate.n.map(NumberText.whole) ?? "unknown")"
        }
        let chart: HTML? = signal.chart.map { "\($0.svg(key: "c-\(reading.signal.name.asIdentifier)"))\($0.twin)" }
        return """
            <div class="signal twinned" id="\(reading.signal.name.asIdentifier)"><h3>\(reading.signal.title)\
            <span class="v">\(value ?? "")</span>\(reading.state.pill)</h3>\(reading.stateSentence.map { "<p class=\"fmeta\">\($0)</p>" as HTML })\
            \(chart)</div>
            """
    }

    // Slices and calls.

    private var slicesPanel: HTML {
        let dimensions = slices.map { dimension -> HTML in
            let groups = dimension.rows.first?.readings.map(\.signal) ?? []
            let heads = groups.map { "<th scope=\"col\">\($0.title)</th>" as HTML }
            let rows = dimension.rows.map { row -> HTML in
                let name =
                    row.slice.values.first { $0.dimension == dimension.key }.map(SliceText.words)
                    ?? SliceText.words(row.slice)
                let cells = row.readings.map { reading -> HTML in
                    let (value, detail) = reading.figures
                    return """
                        <td class="cell \(reading.state.tone.rawValue)" data-l="\(reading.signal.title)"><span class="v">\(value)</span> \
                        <span class="d">\(detail)</span><span class="vh">: \(reading.state.title)</span>\(LevelChart(reading).svg)</td>
                        """
                }
                return """
                    <tr><th scope="row"><a href="\(system.path)?slice=\(row.slice.query)" data-row>\
                    \(TextLimit.line(Words.capitalised(name), to: 64))</a></th>\
                    <td class="r" data-l="Calls">\(NumberText.whole(row.calls))<div class="small">\
                    \(NumberText.decimal(row.share * 100, places: 0))%</div></td>\(cells)</tr>
                    """
            }
            return """
                <div class="scroll" tabindex="0" role="group" aria-label="By \(SliceText.name(dimension.key)), scrolls sideways">\
                <table class="rows cards"><thead><tr><th scope="col">By \(SliceText.name(dimension.key))</th><th scope="col" class="r">Calls</th>\(heads)</tr></thead>\
                <tbody>\(rows)</tbody></table></div>
                """
        }
        let reasons = unsliced.map { "\(SliceText.name($0.key)) (\($0.reason.words))" }
        let note: HTML? =
            reasons.isEmpty ? nil : "<p class=\"none\">Kept with the calls only: \(Words.list(reasons)).</p>"
        let content: HTML =
            dimensions.isEmpty
            ? "<p class=\"none\">No attribute to slice by has come yet.</p>\(note)" : "\(dimensions)\(note)"
        return Panel.markup("Slices", id: "slices", detail: "each against its own baseline, left is worse", content)
    }

    private var latestPanel: HTML {
        let content: HTML =
            latest.isEmpty
            ? "<p class=\"none\">No call yet.</p>"
            : "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Latest calls, scrolls sideways\">\(CallTable(calls: latest, showsSystem: false).markup)</div>"
        return Panel.markup(
            "Calls", id: "calls", detail: "newest first",
            right: "<a href=\"/calls?system=\(system.slug)\">All calls</a>", content)
    }

    // The reference.

    private func baselinePanel(_ now: Timestamp) -> HTML {
        let kind: String =
            switch baseline.kind {
            case .none: "none yet"
            case .provisional: "provisional, replaced by itself"
            case .full: "pinned"
            case .named: "named by a person"
            }
        let period: HTML? = baseline.from.flatMap { from in
            baseline.to.map { "<dt>Period</dt><dd>\(TimeText.day(from)) to \(TimeText.day($0))</dd>" }
        }
        let version: HTML? = baseline.version > 0 ? "<dt>Version</dt><dd>\(baseline.version)</dd>" : nil
        let pinned: HTML? = baseline.pinned.map { "<dt>Since</dt><dd>\($0.dayMarkup)</dd>" }
        let budget: HTML? = budgetPerMonth.map {
            "<dt>False alarms allowed</dt><dd>\(NumberText.decimal($0, places: $0 < 10 ? 1 : 0)) a month</dd>"
        }
        let learning = baseline.missing.map { item -> HTML in
            let ready = item.missing.ready.map { "there \(SignalWords.ahead($0, now: now))" } ?? "needs more events"
            let change =
                item.missing.smallestChange.map {
                    "; would then find \(FigureFormat(differenceIn: item.signal.unit == .share ? .share : .relative, value: $0, isShort: true).text(abs($0)))"
                } ?? ""
            let days = item.missing.days.map { ", \($0.seen) of \(Words.counted($0.needed, "day"))" } ?? ""
            let fraction = item.missing.needed > 0 ? Double(item.missing.events) / Double(item.missing.needed) : 0
            return """
                <li><span class="t-learn">\(Glyph.learning.markup)</span><span><b>\(item.signal.title)</b><br>\
                <span class="w">\(SignalWords.progress(item.missing)) \(item.missing.counted.rawValue)\(days)</span>\
                \(ShareBar(share: fraction, isHot: false).svg)</span><span class="w">\(ready)\(change)</span></li>
                """
        }
        let list: HTML? = learning.isEmpty ? nil : "<ul class=\"ladder\">\(learning)</ul>"
        return Panel.markup(
            "Baseline", id: "baseline", detail: learning.isEmpty ? nil : "what is still missing",
            "<dl class=\"kv\"><dt>Reference</dt><dd>\(kind)</dd>\(version)\(period)\(pinned)\(budget)</dl>\(list)")
    }

    // Settings.

    private func signalsPanel(_ shell: Shell) -> HTML {
        let rows = groups.flatMap(\.signals).map { signal -> HTML in
            let reading = signal.reading
            let edit: HTML? = canAct ? editForm(signal, shell) : nil
            return """
                <tr><th scope="row">\(reading.signal.title)<div class="small mono">\(reading.signal.name)</div></th>\
                <td data-l="Now">\(reading.now?.text ?? "")<div class="small">\(reading.now?.rangeText ?? "")</div></td>\
                <td class="r" data-l="n">\(reading.now?.n.map(NumberText.whole) ?? "")</td>\
                <td data-l="Baseline">\(reading.baseline?.text ?? "none yet")</td><td data-l="State">\(reading.state.pill)</td>\
                <td data-l="Worse">\(reading.signal.better.worseWord)</td>\
                <td data-l="Tolerance">\(signal.tolerance.sizeInWords)</td>\(edit.map { "<td class=\"full\">\($0)</td>" as HTML })</tr>
                """
        }
        let last: HTML? = canAct ? "<th scope=\"col\"><span class=\"vh\">Change</span></th>" : nil
        return Panel.markup(
            "Signals", id: "signals", detail: "tolerance is the change that matters to people",
            """
            <div class="scroll" tabindex="0" role="group" aria-label="Signals, scrolls sideways">\
            <table class="rows cards"><thead><tr><th scope="col">Signal</th><th scope="col">Now</th><th scope="col" class="r">n</th>\
            <th scope="col">Baseline</th><th scope="col">State</th><th scope="col">Worse is</th><th scope="col">Tolerance</th>\(last)</tr></thead>\
            <tbody>\(rows)</tbody></table></div>
            """)
    }

    private func editForm(_ signal: Signal, _ shell: Shell) -> HTML {
        let heading = signal.reading.signal
        let path = "\(system.path)/signals/\(heading.name)"
        let problem: HTML? =
            problem?.action == heading.name
            ? "<p class=\"wrong\" role=\"alert\">\(Glyph.tilting.markup)\(self.problem?.message ?? "")</p>" : nil
        let options = Better.allCases.map { better -> HTML in
            let chosen: HTML? = better == heading.better ? " selected" : nil
            return "<option value=\"\(better.rawValue)\"\(chosen)>\(better.worseWord)</option>"
        }
        let factor = SignalForm.factor(signal.tolerance.unit)
        let unit = signal.tolerance.unit == .share ? "points" : signal.tolerance.unit == .relative ? "%" : ""
        let id = "t-\(heading.name.asIdentifier)"
        let open: HTML? = problem == nil ? nil : " open"
        let entered = self.problem?.action == heading.name ? self.problem?.entered.nonEmpty : nil
        return """
            <details class="ask"\(open)><summary class="btn s">Change<span class="vh"> \(heading.title)</span></summary>\
            <form method="post" action="\(path)">\(Form.token(shell.formToken(path)))\
            <input type="hidden" name="seen" value="\(signal.seen)">\
            <div class="field"><label for="\(id)-d">Worse is</label><select id="\(id)-d" name="better">\(options)</select></div>\
            <div class="field"><label for="\(id)">Tolerance \(unit)</label><input id="\(id)" type="text" inputmode="decimal" \
            name="tolerance" required value="\(entered ?? NumberText.decimal(abs(signal.tolerance.value) * factor, places: factor == 100 ? 1 : 2))"></div>\(problem)\
            <div class="acts space"><button class="btn s">Save</button></div></form></details>
            """
    }

    private var monitorsPanel: HTML {
        // Those that say something come first; a hundred that are level would only hide them.
        let sorted = monitors.enumerated().sorted { left, right in
            (right.element.evidence, left.offset) < (left.element.evidence, right.offset)
        }.map(\.element)
        let shown = sorted.prefix(Self.monitorsShown)
        let rest = sorted.dropFirst(Self.monitorsShown)
        let more: HTML? =
            rest.isEmpty
            ? nil
            : """
            <details class="other"><summary>\(Words.counted(rest.count, "more monitor")), none with more evidence</summary>\
            \(monitorTable(Array(rest), label: "More monitors"))</details>
            """
        let content: HTML =
            monitors.isEmpty
            ? "<p class=\"none\">Monitors begin by themselves with the first baseline.</p>"
            : "\(monitorTable(Array(shown), label: "Monitors"))\(more)"
        return Panel.markup(
            "Monitors", id: "monitors", detail: "each with its share of the false-alarm budget; most evidence first",
            content)
    }

    private static let monitorsShown = 12

    private func monitorTable(_ monitors: [MonitorRow], label: String) -> HTML {
        let knowsSmallest = monitors.contains { $0.smallestChange != nil }
        let rows = monitors.map { monitor -> HTML in
            let smallest: HTML? =
                knowsSmallest
                ? "<td data-l=\"Would find within two weeks\">\(monitor.smallestChange.map(\.sizeInWords) ?? "not known yet")</td>"
                : nil
            return """
                <tr><th scope="row">\(monitor.signal.title)</th><td data-l="Slice">\(monitor.slice.map { SliceText.words($0) } ?? "all calls")</td>\
                <td data-l="Direction">\(monitor.worse.word)</td><td data-l="False alarms">\(monitor.budgetText)</td>\(smallest)\
                <td data-l="Evidence">\(ShareBar(share: monitor.evidence, isHot: monitor.state.tone == .tilt).svg)\
                <span class="vh">\(NumberText.decimal(monitor.evidence * 100, places: 0))% of the alarm budget</span></td>\
                <td data-l="State">\(monitor.state.pill)</td></tr>
                """
        }
        let head: HTML? = knowsSmallest ? "<th scope=\"col\">Would find within two weeks</th>" : nil
        return """
            <div class="scroll" tabindex="0" role="group" aria-label="\(label), scrolls sideways">\
            <table class="rows cards"><thead><tr><th scope="col">Signal</th><th scope="col">Slice</th><th scope="col">Worse is</th>\
            <th scope="col">False alarms</th>\(head)<th scope="col">Evidence</th><th scope="col">State</th></tr></thead>\
            <tbody>\(rows)</tbody></table></div>
            """
    }
}

extension Reading {
    /// A sentence where the state needs one.
    var stateSentence: String? {
        switch state {
        case .learning(let missing):
            return "Learning: \(SignalWords.progress(missing)) \(missing.counted.rawValue)"
                + (missing.days.map { ", \($0.seen) of \(Words.counted($0.needed, "day"))" } ?? "") + "."
        case .noSignal(.neverSent): return "Nothing of the kind was ever sent."
        case .noSignal(.stopped(let since)): return "It came until \(TimeText.dayAndClock(since)), then it stopped."
        case .noSignal(.late(let days)): return "It comes about \(Words.counted(Int(days.rounded()), "day")) late."
        case .noSignal(.notMeasurable(let detail)): return "Not measurable: \(detail)."
        case .noSignal(.notRunning(let reason, let since)):
            return "Not watched since \(TimeText.dayAndClock(since)): \(reason)."
        case .provisionalLevel: return "Against a provisional baseline."
        case .level, .watch, .tilting: return nil
        }
    }
}

extension Better {
    /// The worse side, as people say it.
    var worseWord: String {
        switch self {
        case .high: "lower"
        case .low: "higher"
        case .unknown: "not said yet"
        }
    }
}

extension MonitorRow.Worse {
    /// As people say it.
    var word: String {
        switch self {
        case .up: "higher"
        case .down: "lower"
        case .both: "either way"
        }
    }
}

extension SystemPage.Unsliced.Reason {
    /// As people say it.
    var words: String {
        switch self {
        case .tooManyValues: "too many values to slice by"
        case .identity: "names a person or a request"
        case .tooManyKeys: "beyond 40 keys"
        case .numeric: "a number"
        }
    }
}

extension String {
    /// `nil` for nothing.
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }

    /// Usable as the id of an element: everything but letters, digits and `-` becomes `-`.
    var asIdentifier: String {
        String(
            unicodeScalars.map { scalar in
                scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
                    ? Character(scalar) : "-"
            })
    }
}
