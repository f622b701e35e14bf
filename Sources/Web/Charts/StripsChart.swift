/// C2, one of the four strips: all systems on one level. Left is always worse.
package struct StripsChart: Encodable, Sendable, Hashable {
    package let group: SignalGroup
    package let readings: [Reading]

    package init(group: SignalGroup, readings: [Reading]) {
        self.group = group
        self.readings = readings
    }

    /// `1 tilting`, `2 to watch`, `7 of 7 level`: what matters most, with the state that it is about.
    package var verdict: (tone: Tone, glyph: Glyph, text: String) {
        let tilting = readings.count { $0.state.tone == .tilt }
        if tilting > 0 { return (.tilt, .tilting, "\(tilting) tilting") }
        let watched = readings.count { $0.state.tone == .watch }
        if watched > 0 { return (.watch, .watch, "\(watched) to watch") }
        let level = readings.count { $0.state.tone == .ok }
        if level > 0 { return (.ok, .level, "\(level) of \(readings.count) level") }
        let learning = readings.count { if case .learning = $0.state { true } else { false } }
        return learning > 0
            ? (.learn, .learning, "\(learning) learning") : (.learn, .learning, "no signal")
    }

    /// The picture; its counts are in the words beside it.
    package var svg: HTML {
        let scale = LinearScale(domain: -4...4, start: 10, end: 240)
        return """
            <svg class="strip" viewBox="0 0 250 34" role="img" aria-label="\(counts)">\
            <path d="M2 17H248" stroke="var(--line2)"/>\
            <rect x="\(at: scale(-1))" y="4" width="\(at: scale(1) - scale(-1))" height="26" rx="6" \
            fill="var(--zone)"/><path d="M125 6v22" stroke="var(--ink3)"/>\(marks(scale))</svg>
            """
    }

    /// `Quality: 1 tilting, 1 to watch, 4 level, 1 learning`.
    package var counts: String {
        let words: [(Int, String)] = [
            (readings.count { $0.state.tone == .tilt }, "tilting"),
            (readings.count { $0.state.tone == .watch }, "to watch"),
            (readings.count { $0.state.tone == .ok }, "level"),
            (readings.count { if case .learning = $0.state { true } else { false } }, "learning"),
            (readings.count { if case .noSignal = $0.state { true } else { false } }, "without signal"),
        ]
        let said = words.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        return "\(group.title): \(said.isEmpty ? "nothing yet" : said.joined(separator: ", "))"
    }

    private func marks(_ scale: LinearScale) -> [HTML] {
        // The most urgent are placed first and keep the middle line; others step aside where they would overlap.
        var taken: [Point] = []
        let ordered = readings.sorted {
            ($0.state.tone == .tilt ? 0 : 1, distance($0)) < ($1.state.tone == .tilt ? 0 : 1, distance($1))
        }
        return ordered.map { reading in
            let tone = reading.state.tone
            let x = scale(tone == .learn ? 0 : min(4, max(-4, reading.lean?.value ?? 0)))
            let steps: [Double] = [0, -8.5, 8.5, -4.3, 4.3, -12, 12]
            let y =
                17
                + (steps.first { step in
                    taken.allSatisfy { ($0.x - x) * ($0.x - x) + ($0.y - 17 - step) * ($0.y - 17 - step) > 64 }
                } ?? 0)
            taken.append(Point(x: x, y: y))
            return Mark.markup(tone, x: x, y: y, size: tone == .tilt || tone == .watch ? 1.05 : 0.82)
        }
    }

    private func distance(_ reading: Reading) -> Double { abs(reading.lean?.value ?? 0) }
}

extension SignalGroup {
    /// As people read it.
    package var title: String {
        switch self {
        case .operations: "Operations"
        case .quality: "Quality"
        case .trust: "Trust"
        case .cost: "Unit cost"
        }
    }
}
