import Telemetry

/// The board: systems × four dimensions, each cell a value, a change and a level.
enum Board {
    static func markup(_ rows: [OverviewPage.Row], now: Timestamp) -> HTML {
        let axis: HTML =
            "<span class=\"axis\" aria-hidden=\"true\"><span>worse</span><span>baseline</span><span>better</span></span>"
        let heads = SignalGroup.allCases.map { group -> HTML in
            "<th scope=\"col\" class=\"g-\(group.rawValue)\"><span class=\"key\"></span>\(group.title)\(axis)</th>"
        }
        return """
            <section class="panel levels" aria-label="All systems"><table>\
            <thead><tr><th scope="col">System</th>\(heads)<th scope="col">State and next step</th></tr></thead>\
            <tbody>\(rows.map { $0.markup(now: now) })</tbody></table></section>
            """
    }
}

extension OverviewPage.Row {
    /// The most urgent state of the four. A dimension that was never connected does not count against a system; what
    /// still learns beside a quality that is level does not either.
    package var state: SignalState {
        let states = readings.map(\.state).filter { $0 != .noSignal(.neverSent) }
        if let urgent = states.filter({ $0.urgency > 2 }).max(by: { $0.urgency < $1.urgency }) { return urgent }
        if case .learning = quality.state { return quality.state }
        return states.first { $0.tone == .ok } ?? states.first ?? .noSignal(.neverSent)
    }

    fileprivate func markup(now: Timestamp) -> HTML {
        let tone: HTML? =
            switch state.tone {
            case .tilt: " class=\"hot\""
            case .watch: " class=\"warm\""
            case .ok, .learn, .plain: nil
            }
        let separator = note?.hasPrefix("new") == true ? " · " : " "
        let kind = SignalWords.kind(system.kind) + (note.map { separator + $0 } ?? "")
        return """
            <tr\(tone)><th scope="row"><a class="fname" href="\(system.path)" data-row>\(system.title)</a>\
            <div class="fmeta">\(kind) · \(Words.counted(calls, SignalWords.calls(system.kind)))</div></th>\
            \(readings.map(\.cell))<td>\(state.pill)<div class="next">\(next.markup(now: now))</div></td></tr>
            """
    }
}

extension OverviewPage.NextStep {
    /// What to do, in a few words.
    func markup(now: Timestamp) -> HTML {
        switch self {
        case .nothing: return "Nothing to do"
        case .acknowledge(let incident): return "<a href=\"\(incident.path)\">Acknowledge \(incident.id)</a>"
        case .inHand(let incident, let lead):
            return "<a href=\"\(incident.path)\">\(incident.id)</a>, \(lead.map { "lead \($0)" } ?? "nobody leads")"
        case .watch(let signal): return "Watch \(SignalWords.lowered(signal.title))"
        case .learning(let ready):
            return ready.map { "Baseline \(SignalWords.ahead($0, now: now))" } ?? "Baseline needs more calls"
        }
    }
}

extension Reading {
    /// A cell of the board.
    var cell: HTML {
        let (value, detail) = figures
        return """
            <td class="cell \(state.tone.rawValue)" data-l="\(signal.group.title)"><span class="v">\(value)</span> \
            <span class="d">\(detail)</span>\(spoken)\(LevelChart(self).svg)</td>
            """
    }

    /// Value with caption, and what stands beside it.
    var figures: (value: String, detail: String) {
        switch state {
        case .noSignal(let gap): return ("no signal", SignalWords.short(gap))
        case .learning(let missing) where now == nil:
            return (SignalWords.progress(missing), missing.counted.rawValue)
        case .learning, .provisionalLevel, .level, .watch, .tilting:
            guard let now else { return ("nothing new", caption ?? "") }
            // “110 tokens output tokens” would say it twice.
            let isSaid = signal.unit == .tokens && caption?.hasSuffix("tokens") == true
            let value = [isSaid ? now.format.number(now.value) : now.text, caption].compactMap { $0 }.joined(
                separator: " ")
            if let beside { return (value, "\(beside.word) \(beside.estimate.text)") }
            if case .learning = state { return (value, "too early") }
            return (value, change?.changeText ?? "")
        }
    }

    /// What the level shows, for those who do not see it.
    private var spoken: HTML {
        var words = [state.title.lowercased()]
        if let lean, state.tone != .learn {
            let size = NumberText.decimal(abs(lean.value), places: 1)
            words.append("\(size) tolerances \(lean.value < 0 ? "worse" : "better")")
        }
        if let range = change?.changeRange { words.append("range of the change \(range)") }
        return "<span class=\"vh\">: \(words.joined(separator: ", "))</span>"
    }
}
