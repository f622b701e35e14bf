import Telemetry

extension CallsPage: Page {
    package var title: String { "Calls" }
    package var section: Section? { .calls }
    package var crumbs: [Crumb] { [Crumb("Calls")] }

    package func main(in shell: Shell) -> HTML {
        """
        <h1>\(sentence)</h1>\(filterForm)\(chips)\(list)
        """
    }

    private var sentence: String {
        let subject =
            systems.first { $0.slug == filter.system }.map { "Calls of \(SignalWords.lowered($0.title))" }
            ?? "All calls"
        guard let slice = filter.slice, !slice.values.isEmpty else { return "\(subject), newest first." }
        return "\(subject), \(SliceText.words(slice)), newest first."
    }

    private var filterForm: HTML {
        let options = systems.map { system -> HTML in
            let chosen: HTML? = system.slug == filter.system ? " selected" : nil
            return "<option value=\"\(system.slug)\"\(chosen)>\(system.title)</option>"
        }
        return """
            <form class="filters" method="get" action="/calls" role="search" aria-label="Calls">\
            <div class="field"><label for="f-system">System</label><select id="f-system" name="system"><option value="">All</option>\
            \(options)</select></div>\
            <div class="field wide"><label for="f-where">Conditions, joined by +</label>\
            <input id="f-where" type="search" name="where" value="\(filter.condition ?? "")" \
            placeholder="status:error+latency_ms:&gt;1200" data-find></div>\(hiddenSlice)\
            <button class="btn">Show</button></form>
            """
    }

    /// A slice stays when another filter changes.
    private var hiddenSlice: HTML? {
        guard let slice = filter.slice, !slice.values.isEmpty else { return nil }
        return "<input type=\"hidden\" name=\"slice\" value=\"\(slice.query)\">"
    }

    private var chips: HTML? {
        var chips: [HTML] = []
        if let slice = filter.slice {
            for value in slice.values {
                let rest = Slice(slice.values.filter { $0 != value })
                chips.append(
                    Self.chip("\(value.dimension): \(value.value)", remove: address(slice: rest), what: value.dimension)
                )
            }
        }
        if let from = filter.from { chips.append("<span class=\"chip\">from \(from.markup)</span>") }
        if let to = filter.to { chips.append("<span class=\"chip\">to \(to.markup)</span>") }
        return chips.isEmpty ? nil : "<div class=\"chips\">\(chips)</div>"
    }

    private func address(slice: Slice) -> String {
        var parts: [String] = []
        if let system = filter.system { parts.append("system=\(system)") }
        if !slice.values.isEmpty { parts.append("slice=\(slice.query)") }
        return parts.isEmpty ? "/calls" : "/calls?\(parts.joined(separator: "&"))"
    }

    private static func chip(_ text: String, remove: String, what: String) -> HTML {
        """
        <span class="chip">\(TextLimit.line(text, to: 80))<a href="\(remove)" aria-label="Remove the filter on \(what)">×</a></span>
        """
    }

    private var list: HTML {
        guard !calls.isEmpty else {
            return """
                <section class="panel space" aria-label="Calls"><p class="none">No call matches. Calls are kept for 90 days; \
                a call shows up a moment after it was received.</p></section>
                """
        }
        let links = [newest.map { ("Newest", $0) }, older.map { ("Older", $0) }].compactMap { $0 }.map {
            title, path -> HTML in
            "<a href=\"\(path)\" rel=\"\(title == "Older" ? "next" : "prev")\">\(title)</a>"
        }
        let more: HTML? = links.isEmpty ? nil : "<nav class=\"more\" aria-label=\"More calls\">\(links)</nav>"
        return """
            <section class="panel space" aria-label="Calls">\
            \(CallTable(calls: calls, showsSystem: filter.system == nil).markup)\(more)</section>
            """
    }
}
