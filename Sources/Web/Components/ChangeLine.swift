import Telemetry

extension ChangeRow {
    /// `41 → 42`; `nil` when neither is known.
    var versions: String? {
        switch (from, to) {
        case (let from?, let to?): "\(from) → \(to)"
        case (nil, let to?): "→ \(to)"
        case (let from?, nil): "\(from) →"
        case (nil, nil): nil
        }
    }

    /// The versions, unless the title says them already.
    var unsaidVersions: String? {
        versions.flatMap { versions in
            [from, to].compactMap(\.self).allSatisfy { title.contains($0) } ? nil : versions
        }
    }

    /// How far an incident's onset is: `12 h before the onset of INC-31`.
    func nearness(_ near: Nearness) -> HTML {
        let distance = DurationText.short(seconds: abs(near.secondsBeforeOnset))
        let side = near.secondsBeforeOnset >= 0 ? "before" : "after"
        return """
            \(distance) \(side) the onset of <a href="\(near.incident.path)">\(near.incident.id)</a>
            """
    }

    /// A link to where more stands; only web addresses become links.
    var referenceMarkup: HTML? {
        guard let reference = reference ?? address else { return nil }
        // What is neither a link nor new says nothing.
        if address == nil, reference == to || title.contains(reference) { return nil }
        guard let address, address.hasPrefix("https://") || address.hasPrefix("http://") else {
            return "<span class=\"mono\">\(reference)</span>"
        }
        return "<a class=\"mono\" href=\"\(address)\" rel=\"noreferrer nofollow\">\(reference)</a>"
    }

    /// `found` or `sent by mara`.
    var originText: String {
        switch origin {
        case .found: "found by us"
        case .sent: author.map { "sent by \($0)" } ?? "sent"
        }
    }
}
