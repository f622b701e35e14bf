import Telemetry

extension OverviewPage: Page {
    package var title: String { "Overview" }
    package var section: Section? { .overview }
    package var crumbs: [Crumb] { [Crumb("Overview")] }

    package func main(in shell: Shell) -> HTML {
        let verdict = verdict
        return """
            <h1>\(verdict.calm)\(verdict.alarm.map { "\(verdict.calm.isEmpty ? "" : " ")<em>\($0)</em>" as HTML })</h1>\
            <p class="lede">\(lede)</p>\(four)\(steepest.map { $0.markup(in: shell) })\
            \(Board.markup(systems, now: shell.now))\
            <div class="three">\(needsPanel(shell))\(changesPanel)\(blindPanel(shell))</div>
            """
    }

    /// The sentence that opens the page: what is fine, and what is not.
    package var verdict: (calm: String, alarm: String?) {
        let failing = systems.count { $0.operations.state.tone == .tilt }
        let worse = systems.count { row in row.readings.dropFirst().contains { $0.state.tone == .tilt } }
        let watched = systems.count { $0.state.tone == .watch }
        let level = systems.count { $0.state.tone == .ok }
        let isKnownUp = failing == 0 && systems.contains { $0.operations.state.tone == .ok }
        let up = isKnownUp ? "Everything is up." : ""
        func sentence(_ count: Int, _ one: String, _ many: String) -> String {
            Words.capitalised("\(Words.count(count)) \(count == 1 ? "system \(one)" : "systems \(many)").")
        }
        switch (failing, worse) {
        case (0, 0) where watched > 0:
            return ((isKnownUp ? up + " " : "") + sentence(watched, "is worth watching", "are worth watching"), nil)
        case (0, 0) where level == systems.count: return ("Everything is up, and all is level.", nil)
        case (0, 0) where level > 0: return (up + " Nothing is getting worse, as far as can be seen.", nil)
        case (0, 0) where isKnownUp: return (up + " It is too early to say more.", nil)
        case (0, 0): return ("Calls arrive. It is too early to say more.", nil)
        case (0, _): return (up, sentence(worse, "is getting worse", "are getting worse"))
        case (_, 0): return ("Answers hold.", sentence(failing, "is slower or fails more", "are slower or fail more"))
        case (_, _):
            let all = systems.count { row in row.readings.contains { $0.state.tone == .tilt } }
            let share =
                failing == all
                ? "all of them also slower or failing more" : "\(Words.count(failing)) of them slower or failing more"
            return (
                "",
                sentence(all, "is", "are").dropLast()
                    + " getting worse\(all == 1 ? ", also slower or failing more" : ", \(share)")."
            )
        }
    }

    /// The second sentence: the evidence for the first.
    package var lede: String {
        let level = systems.count { $0.operations.state.tone == .ok }
        let learning = systems.count { $0.operations.state.tone == .learn }
        let operations: String =
            switch level {
            case systems.count where level == 1: "Operations stayed level over the last \(days) days."
            case systems.count:
                "Operations stayed level in all \(Words.counted(systems.count, "system")) over the last \(days) days."
            case 0 where learning == systems.count:
                "What is normal is still being learnt: each system says below how much is missing."
            default:
                "Operations stayed level in \(level) of \(Words.counted(systems.count, "system")) over the last \(days) days."
            }
        let tilts = systems.flatMap { row in row.readings.filter { $0.state.tone == .tilt }.map { (row.system, $0) } }
        guard !tilts.isEmpty else { return "\(operations)\(quietest.map { " \($0)" } ?? "")" }
        let said = tilts.prefix(3).map { system, reading -> String in
            let name = "\(SignalWords.lowered(reading.signal.title)) of \(SignalWords.lowered(system.title))"
            return reading.change.map { "\(name) (\($0.changeInWords))" } ?? name
        }
        let more = tilts.count > 3 ? ["\(Words.count(tilts.count - 3)) more"] : []
        return "\(operations) Getting worse: \(Words.list(said + more))."
    }

    private var quietest: String? {
        let judged = systems.flatMap { row in
            row.readings.compactMap { reading in
                reading.state.tone == .ok ? reading.lean.map { (row.system, reading.signal, $0) } : nil
            }
        }
        guard
            let quiet = judged.min(by: { abs($0.2.value) < abs($1.2.value) }),
            let vague = judged.max(by: { $0.2.high - $0.2.low < $1.2.high - $1.2.low })
        else { return nil }
        func name(_ item: (SystemHeading, SignalHeading, Lean)) -> String {
            "\(SignalWords.lowered(item.1.title)) of \(SignalWords.lowered(item.0.title))"
        }
        return "Quietest signal: \(name(quiet)); least certain: \(name(vague))."
    }

    private var four: HTML {
        let parts = SignalGroup.allCases.enumerated().map { index, group -> HTML in
            let strip = StripsChart(group: group, readings: systems.map { $0.readings[index] })
            let verdict = strip.verdict
            return """
                <div class="g-\(group.rawValue)"><div class="t"><span class="sw"></span>\(group.title)\
                \(Pill.markup(verdict.tone, glyph: verdict.glyph, verdict.text))</div>\(strip.svg)\
                <div class="ax" aria-hidden="true"><span>worse</span><span>own baseline</span><span>better</span></div></div>
                """
        }
        return "<section class=\"panel four\" aria-label=\"Four levels\">\(parts)</section>"
    }

    private func needsPanel(_ shell: Shell) -> HTML {
        let items = needs.enumerated().map { index, need -> HTML in
            "<li><kbd>\(index + 1)</kbd>\(need.markup(key: index + 1, now: shell.now))</li>"
        }
        let content: HTML =
            items.isEmpty
            ? "<p class=\"none\">Nothing waits for a person.</p>" : "<ul class=\"list\">\(items)</ul>"
        return Panel.markup("Needs a person today", content)
    }

    private var changesPanel: HTML {
        let items = changes.prefix(5).map { change -> HTML in
            let title: HTML = change.near.isEmpty ? "<span>\(change.title)</span>" : "<b>\(change.title)</b>"
            let about =
                change.near.first.map { "near \($0.incident.id)" }
                ?? (change.systems.isEmpty ? "all systems" : change.systems.map(\.title).joined(separator: ", "))
            return """
                <li><span class="w num">\(change.time.dayMarkup)</span>\(title)<span class="w">\(about)</span></li>
                """
        }
        let content: HTML =
            items.isEmpty
            ? "<p class=\"none\">No change is known. Deploys, prompts and models show up by themselves once calls name them.</p>"
            : "<ul class=\"list\">\(items)</ul>"
        return Panel.markup("What changed", right: "<a href=\"/changes\">Ledger</a>", content)
    }

    private func blindPanel(_ shell: Shell) -> HTML {
        let items = blindSpots.map { "<li>\($0.markup(now: shell.now))</li>" as HTML }
        let content: HTML =
            items.isEmpty
            ? "<p class=\"none\">Every system has all four signals, judged and on time.</p>"
            : "<ul class=\"list\">\(items)</ul>"
        return Panel.markup("What we cannot see", content)
    }
}

extension OverviewPage.Steepest {
    fileprivate func markup(in shell: Shell) -> HTML {
        let change = reading.change
        let signal = SignalWords.lowered(reading.signal.title)
        let measure = reading.signal.unit == .share ? "points of \(signal)" : signal
        let range: HTML? = change?.changeRange.map {
            "<div class=\"range num\">between \($0.replacingTo)\(change?.unit == .relative ? "%" : ""), however often you look</div>"
        }
        let stage = acknowledged == nil ? "Nobody has it yet" : "Acknowledged"
        return """
            <section class="panel hero" aria-label="Largest tilt"><div class="fig twinned">\
            <div class="ph"><h2>\(incident.system.title)</h2>\
            <span class="sub hide">operations and \(signal), each relative to its own baseline of 100</span></div>\
            \(wedge.svg(key: "wedge"))\(wedge.twin)</div>\
            <div class="side"><div class="pills">\(reading.state.pill)\(Pill.plain(stage))</div>\
            <div class="big num">\(change?.changeNumber ?? "")<small>\(measure)</small></div>\(range)\
            <dl class="kv">\(facts(shell))</dl>\
            <div class="acts"><a class="btn p" href="\(incident.path)" data-enter>Open \(incident.id) <kbd>↵</kbd></a>\
            \(acknowledgeButton(shell))</div></div></section>
            """
    }

    private func facts(_ shell: Shell) -> HTML {
        let silent = DurationText.short(seconds: max(0, noticed.seconds(since: incident.onset.estimate)))
        let worst: HTML? = worstSlice.map {
            "<dt>Worst slice</dt><dd>\(Words.capitalised(SliceText.words($0.slice))), \($0.change.changeNumber)</dd>"
        }
        return """
            <dt>False alarm this strong</dt><dd>\(DurationText.rarity(months: rarityMonths))</dd>\(worst)\
            <dt>Since</dt><dd>\(TimeText.between(incident.onset.earliest, incident.onset.latest))</dd>\
            <dt>Silent</dt><dd>\(silent)</dd>\
            <dt>Calls since</dt><dd>\(NumberText.whole(callsSince))</dd>\
            <dt>Lead</dt><dd>\(lead ?? "nobody yet")</dd>
            """
    }

    private func acknowledgeButton(_ shell: Shell) -> HTML? {
        guard acknowledged == nil else { return nil }
        let action = "\(incident.path)/acknowledge"
        return """
            <form method="post" action="\(action)">\(Form.token(shell.formToken(action)))\
            <button class="btn" data-key="e">Acknowledge <kbd>E</kbd></button></form>
            """
    }
}

extension String {
    /// `−8.9 to −4.7` after the word “between”.
    fileprivate var replacingTo: String {
        split(separator: " to ", omittingEmptySubsequences: false).joined(separator: " and ")
    }
}

extension OverviewPage.Need {
    fileprivate func markup(key: Int, now: Timestamp) -> HTML {
        let (path, title, detail): (String, String, String) =
            switch self {
            case .acknowledge(let incident, let noticed):
                (
                    incident.path, "Acknowledge \(incident.id): \(SignalWords.lowered(incident.title))",
                    "noticed \(TimeText.day(noticed))"
                )
            case .takeLead(let incident, let noticed):
                (
                    incident.path, "Take the lead of \(incident.id): \(SignalWords.lowered(incident.title))",
                    "noticed \(TimeText.day(noticed))"
                )
            case .sayWhichWayIsWorse(let system, let signal):
                ("\(system.path)#signals", "Say which way is worse: \(SignalWords.lowered(signal.title))", system.title)
            case .addPrice(let model, let calls):
                ("/calls", "Add a price for \(model)", Words.counted(calls, "unpriced call"))
            }
        return "<b><a href=\"\(path)\" data-key=\"\(key)\">\(title)</a></b><span class=\"w\">\(detail)</span>"
    }
}

extension OverviewPage.BlindSpot {
    fileprivate func markup(now: Timestamp) -> HTML {
        let (glyph, text, detail): (Glyph, String, String) =
            switch self {
            case .learning(let system, let ready):
                (
                    .learning, "\(system.title) has no baseline yet",
                    ready.map { SignalWords.ahead($0, now: now) } ?? "needs more calls"
                )
            case .noSignal(let group, let systems):
                (
                    .learning,
                    systems.count == 1
                        ? "\(systems[0].title) sends no \(SignalWords.lowered(group.title)) signal"
                        : "\(Words.capitalised(Words.count(systems.count))) systems send no \(SignalWords.lowered(group.title)) signal",
                    "never sent"
                )
            case .late(let system, let signal, let days):
                (
                    .watch, "\(system.title): late \(SignalWords.lowered(signal.title))",
                    Words.counted(Int(days.rounded()), "day")
                )
            case .stopped(let system, let signal, let since):
                (
                    .watch, "\(system.title): no more \(SignalWords.lowered(signal.title))",
                    "since \(TimeText.dayAndClock(since))"
                )
            case .notRunning(let system, let signal, let reason, _):
                (.tilting, "\(system.title): \(SignalWords.lowered(signal.title)) is not watched", reason)
            case .unpriced(let system, let share):
                (
                    .watch, "\(system.title): calls without a price",
                    FigureFormat(unit: .share, value: share).text(share)
                )
            case .setAside(let part, let calls, let isCounted):
                (
                    .tilting, "Part \(part) of the log is damaged and was set aside",
                    (calls.map { "\(Words.counted($0, "call")) not shown" } ?? "its calls are not shown")
                        + (isCounted ? ", in the figures" : ", some not in the figures")
                )
            case .behind(let seconds):
                (.watch, "Figures lag behind what was received", DurationText.short(seconds: seconds))
            }
        let tone: Tone =
            switch glyph {
            case .tilting: .tilt
            case .watch: .watch
            case .level, .learning, .check: .learn
            }
        return """
            <span class="w t-\(tone.rawValue)">\(glyph.markup)</span><span>\(text)</span><span class="w">\(detail)</span>
            """
    }
}
