import Telemetry

extension IncidentsPage: Page {
    package var title: String { "Incidents" }
    package var section: Section? { .incidents }
    package var crumbs: [Crumb] { [Crumb("Incidents")] }

    package func main(in shell: Shell) -> HTML {
        """
        <h1>\(sentence(shell.now))</h1><p class="lede">\(trust)</p>\
        \(open.isEmpty ? nil : panel("Open", open, shell.now))\
        \(recovered.isEmpty ? nil : panel("Recovered", recovered, shell.now))\
        \(dismissed.isEmpty ? nil : panel("False alarms", dismissed, shell.now))\
        \(older.map { "<p class=\"more\"><a href=\"\($0)\">Older incidents</a></p>" as HTML })
        """
    }

    private func sentence(_ now: Timestamp) -> String {
        let waiting = open.count { $0.stages.acknowledged == nil }
        if open.isEmpty {
            guard let last = recovered.first else { return "No incident so far." }
            let silent = DurationText.short(seconds: last.stages.silentSeconds(last.incident.onset))
            let since = DurationText.short(seconds: now.seconds(since: last.stages.noticed))
            return "No incident for \(since). Last: \(last.incident.id), silent for \(silent)."
        }
        let nobody =
            waiting == 0
            ? "each has somebody" : "\(Words.count(waiting)) \(waiting == 1 ? "waits" : "wait") for a person"
        return "\(Words.capitalised(Words.count(open.count))) open, \(nobody)."
    }

    /// The rate that earns or loses trust, public inside the team.
    private var trust: String {
        if noticed == 0, open.isEmpty, recovered.isEmpty, dismissed.isEmpty {
            return
                "An incident opens by itself when a change is stronger than the false-alarm budget lets chance be. There is nothing to set up."
        }
        let count = "False alarms in the last \(days) days: \(falseAlarms) of \(noticed)."
        return budgetPerMonth.map {
            "\(count) The budget allows \(NumberText.decimal($0, places: $0 < 10 ? 1 : 0)) a month for everything watched."
        } ?? count
    }

    private func panel(_ title: String, _ rows: [Row], _ now: Timestamp) -> HTML {
        """
        <section class="panel space" aria-label="\(title)"><div class="ph"><h2>\(title)</h2><span class="sub">\(rows.count)</span></div>\
        <table class="rows cards"><thead><tr><th scope="col">Incident</th><th scope="col">Stage</th>\
        <th scope="col" class="r">Change</th><th scope="col">Lead</th><th scope="col">Began</th>\
        <th scope="col" class="r">Silent for</th></tr></thead><tbody>\(rows.map(\.markup))</tbody></table></section>
        """
    }
}

extension IncidentsPage.Row {
    fileprivate var markup: HTML {
        let reason: HTML? =
            if case .dismissed(_, _, let reason) = stages.end {
                "<div class=\"small\">\(TextLimit.line(reason, to: 160))</div>"
            } else {
                nil
            }
        let tone: HTML? =
            stages.end == nil ? "<span class=\"t-\(state.tone.rawValue)\">\(state.glyph.markup)</span> " : nil
        return """
            <tr><th scope="row">\(tone)<a href="\(incident.path)" data-row>\(incident.id) \(incident.title)</a>\(reason)</th>\
            <td data-l="Stage">\(stages.dots)</td><td class="r strong" data-l="Change">\(change?.changeText ?? "")\
            <div class="small">\(change?.changeRange ?? "")\(incident.percentile == nil ? nil : "<br>\(incident.measure.trimmingPoints)" as HTML?)</div></td><td data-l="Lead">\(lead ?? "nobody")</td>\
            <td data-l="Began">\(incident.onset.estimate.dayMarkup)</td>\
            <td class="r strong" data-l="Silent for">\(DurationText.short(seconds: stages.silentSeconds(incident.onset)))</td></tr>
            """
    }
}

extension String {
    /// Without the word for the unit, which stands beside the figure already.
    fileprivate var trimmingPoints: String { hasPrefix("points ") ? String(dropFirst(7)) : self }
}
