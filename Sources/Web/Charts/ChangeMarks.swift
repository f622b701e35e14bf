import Telemetry

/// Changes as diamonds on a time axis. Those inside an onset's range stand out; labels that find no room are left out, and
/// beyond five markers only a count remains.
struct ChangeMarks {
    let changes: [ChangeMark]
    let x: TimeScale
    let y: Double
    let bounds: ClosedRange<Double>

    /// The most that one picture shows.
    static let limit = 5

    var markup: HTML {
        let visible = changes.filter { x.contains($0.time) }
        // What lies inside the onset's range first, then the newest.
        let ranked = visible.sorted { ($0.isInsideOnset ? 0 : 1, $1.time) < ($1.isInsideOnset ? 0 : 1, $0.time) }
        let shown = ranked.prefix(Self.limit)
        var rows = LabelRows(within: bounds)
        for mark in shown { rows.block((x(mark.time) - 3)...(x(mark.time) + 3)) }
        var drawn = HTML.empty
        for mark in shown {
            let colour = mark.isInsideOnset ? Ink.tilt : Ink.third
            let at = x(mark.time)
            drawn.append(
                """
                <path d="M\(at: at) \(at: y - 7)l5 7-5 7-5-7z" fill="\(colour)"><title>\(mark.title), \
                \(TimeText.dayAndClock(mark.time))</title></path>
                """)
            let text = Self.short(mark)
            let place = rows.place(
                width: TextWidth.of(text, size: 12) * (mark.isInsideOnset ? 1.05 : 1), besides: at, gap: 8)
            guard place.row == 0 else { continue }
            let label = Label(
                x: place.x, y: y + 4.5, text: text, anchor: place.anchor,
                colour: mark.isInsideOnset ? Ink.tilt : Ink.second, isBold: mark.isInsideOnset)
            drawn.append(label.markup)
        }
        if visible.count > shown.count {
            drawn.append(
                Label(x: bounds.upperBound + 8, y: y + 4.5, text: "+\(visible.count - shown.count) more").markup)
        }
        return drawn
    }

    private static func short(_ mark: ChangeMark) -> String {
        mark.kind == .other ? String(mark.title.prefix(14)) : mark.kind.title.lowercased()
    }
}

extension Change.Kind {
    /// As people read it.
    package var title: String {
        switch self {
        case .deploy: "Deploy"
        case .prompt: "Prompt"
        case .model: "Model"
        case .index: "Index"
        case .data: "Data"
        case .price: "Price"
        case .flag: "Flag"
        case .provider: "Provider"
        case .judge: "Judge"
        case .traffic: "Traffic"
        case .other: "Other"
        }
    }
}
