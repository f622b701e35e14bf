import Telemetry

extension ChangesPage: Page {
    package var title: String { "Changes" }
    package var section: Section? { .changes }
    package var crumbs: [Crumb] { [Crumb("Changes")] }

    package func main(in shell: Shell) -> HTML {
        """
        <h1>What changed, newest first.</h1>\
        <p class="lede">Changes are found in the calls themselves (models, fingerprints, prompts, versions, prices) or sent by \
        people and pipelines. What lies near the onset of a tilt says so.</p>\(filters)\(list(shell.now))\(sending)
        """
    }

    private var filters: HTML {
        let systemOptions = systems.map { item -> HTML in
            "<option value=\"\(item.slug)\"\(item.slug == system ? " selected" as HTML : nil)>\(item.title)</option>"
        }
        let kindOptions = Change.Kind.allCases.map { item -> HTML in
            "<option value=\"\(item.rawValue)\"\(item == kind ? " selected" as HTML : nil)>\(item.title)</option>"
        }
        return """
            <form class="filters" method="get" action="/changes" aria-label="Which changes">\
            <div class="field"><label for="c-system">System</label><select id="c-system" name="system" data-find>\
            <option value="">All</option>\(systemOptions)</select></div>\
            <div class="field"><label for="c-kind">Kind</label><select id="c-kind" name="kind"><option value="">All</option>\
            \(kindOptions)</select></div><button class="btn">Show</button></form>
            """
    }

    private func list(_ now: Timestamp) -> HTML {
        guard !changes.isEmpty else {
            return """
                <section class="panel space" aria-label="Changes"><p class="none">No change is known. Send deploys and prompts \
                as below; models and versions show up by themselves once calls name them.</p></section>
                """
        }
        let more: HTML? = older.map {
            "<nav class=\"more\" aria-label=\"More changes\"><a href=\"\($0)\" rel=\"next\">Older</a></nav>"
        }
        return """
            <section class="panel space" aria-label="Changes"><table class="rows cards"><thead><tr><th scope="col">Time</th>\
            <th scope="col">Change</th><th scope="col">Kind</th><th scope="col">Systems</th><th scope="col">How we know</th>\
            <th scope="col">Near</th></tr></thead><tbody>\(changes.map(\.row))</tbody></table>\(more)</section>
            """
    }

    private var sending: HTML {
        Panel.markup(
            "Send a change", detail: "from a deploy pipeline, in one line", classes: "space",
            Code.block(
                """
                curl \(address)/v1/changes --json '{"kind":"prompt","title":"Reply prompt v41 to v42",
                  "systems":["reply-drafts"],"from":"41","to":"42","ref":"9c1e2a7"}'
                """, label: "a change to send"))
    }
}

extension ChangeRow {
    fileprivate var row: HTML {
        let versions: HTML? = unsaidVersions.map { "<div class=\"small mono\">\(TextLimit.line($0, to: 120))</div>" }
        let reference: HTML? = referenceMarkup.map { " \($0)" }
        let about = systems.isEmpty ? "all" : systems.map(\.title).joined(separator: ", ")
        let near: HTML =
            near.isEmpty
            ? "<span class=\"q\">no onset</span>"
            : .joined(
                near.map { item in
                    let tone: HTML = item.isInsideRange ? "t-tilt" : ""
                    return "<span class=\"\(tone)\">\(nearness(item))</span>"
                }, separator: "<br>")
        return """
            <tr><th scope="row"><span id="\(id)">\(time.markup)</span>\(until.map { "<div class=\"small\">to \($0.markup)</div>" as HTML })</th>\
            <td class="full"><span class="strong">\(TextLimit.line(title, to: 200))</span>\(reference)\(versions)</td>\
            <td data-l="Kind">\(kind.title)</td><td data-l="Systems">\(about)</td><td data-l="How we know">\(originText)</td>\
            <td data-l="Near">\(near)</td></tr>
            """
    }
}
