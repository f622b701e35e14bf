extension Shell {
    /// The document around a page: head, rail, top bar, main.
    func document(of page: some Page) -> HTML {
        """
        <!doctype html>
        <html lang="en" data-theme="\(theme.rawValue)"><head><meta charset="utf-8">\
        <meta name="viewport" content="width=device-width,initial-scale=1">\
        <title>\(page.title) · Tiltmeter</title>\
        <link rel="preload" href="\(Assets.font.path)" as="font" type="font/woff2" crossorigin>\
        <link rel="stylesheet" href="\(Assets.style.path)"><link rel="icon" href="\(Assets.icon.path)">\
        <script type="module" src="\(Assets.script.path)"></script></head>
        <body><a class="skip" href="#m">Skip to content</a><div class="app">\(rail(current: page.section))<div>\
        \(top(crumbs: page.crumbs))<main id="m" tabindex="-1">\(page.main(in: self))</main></div></div></body></html>

        """
    }

    private func rail(current: Section?) -> HTML {
        """
        <div class="railbox"><nav class="rail" aria-label="Main"><div class="brand">\(Icon.product)Tiltmeter</div>\
        \(Section.allCases.map { item($0, isCurrent: $0 == current) })\(foot)</nav></div>
        """
    }

    private func item(_ section: Section, isCurrent: Bool) -> HTML {
        let count: HTML? =
            switch section {
            case .incidents where openIncidents > 0:
                "<span class=\"n hot\">\(openIncidents)<span class=\"vh\"> open</span></span>"
            case .systems where systems > 0: "<span class=\"n\">\(systems)</span>"
            case .overview, .incidents, .systems, .calls, .changes: nil
            }
        let current: HTML? = isCurrent ? " aria-current=\"page\"" : nil
        return """
            <a href="\(section.path)"\(current) data-go="\(section.key)">\(Icon.markup(of: section))\
            <span>\(section.title)</span>\(count)</a>
            """
    }

    private var foot: HTML {
        """
        <div class="foot">\(receiving)<br>v\(version) · times in UTC\(isDemo ? "<br>Demo: an invented world" : nil)\
        \(ThemeSwitch(chosen: theme, path: path, token: formToken(ThemeSwitch.path)).markup)</div>
        """
    }

    private var receiving: HTML {
        guard let lastCall else { return "No call received yet" }
        let rate: HTML? = callsPerMinute.flatMap { rate in
            rate < 0.05 ? nil : "Receiving \(NumberText.decimal(rate, places: rate < 10 ? 1 : 0)) calls/min<br>"
        }
        return "\(rate)Last call \(lastCall.agoMarkup(now: now))"
    }

    private func top(crumbs: [Crumb]) -> HTML {
        let steps = crumbs.map { crumb -> HTML in
            if let path = crumb.path { return "<a href=\"\(path)\">\(crumb.title)</a>" }
            return "<b>\(crumb.title)</b>"
        }
        let avatar: HTML? = person.map {
            "<span class=\"av\" role=\"img\" aria-label=\"Signed in as \($0)\">\(Self.initials(of: $0))</span>"
        }
        return """
            <header class="top"><nav class="crumb" aria-label="Where you are">\(HTML.joined(steps, separator: " / "))</nav>\
            <span class="gap"></span>\(avatar)</header>
            """
    }

    private static func initials(of name: String) -> String {
        String(name.split(separator: " ").prefix(2).compactMap(\.first)).uppercased()
    }
}

extension Section {
    var path: String {
        switch self {
        case .overview: "/"
        case .incidents: "/incidents"
        case .systems: "/systems"
        case .calls: "/calls"
        case .changes: "/changes"
        }
    }

    var title: String {
        switch self {
        case .overview: "Overview"
        case .incidents: "Incidents"
        case .systems: "Systems"
        case .calls: "Calls"
        case .changes: "Changes"
        }
    }

    /// Pressed after `g`.
    var key: String {
        switch self {
        case .overview: "o"
        case .incidents: "i"
        case .systems: "s"
        case .calls: "c"
        case .changes: "h"
        }
    }
}
