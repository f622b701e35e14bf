import Telemetry

/// One signal on a time axis in its own unit: band, line, gridlines with figures. Shared by the lanes and the band.
struct SeriesDrawing {
    let signal: SignalHeading
    let points: [SeriesPoint]
    let baseline: Double?
    let tolerance: Double
    let x: TimeScale
    let top: Double
    let bottom: Double
    /// More values that must be inside the plot.
    let also: [Double]

    var harm: Harm { Harm(signal.better) }

    /// From figures to pixels; down is worse.
    var y: LinearScale {
        var values = also
        for point in points { values += [point.value, point.low ?? point.value, point.high ?? point.value] }
        if let baseline { values += [baseline, toleranceEdge(baseline)] }
        let finite = values.filter(\.isFinite)
        let (least, most) = (finite.min() ?? 0, finite.max() ?? 1)
        let room = most > least ? (most - least) * 0.07 : max(abs(most) * 0.1, 0.01)
        return harm.scale((least - room)...(most + room), top: top, bottom: bottom)
    }

    /// Where the tolerance ends on the worse side, in the signal's unit.
    func toleranceEdge(_ baseline: Double) -> Double {
        let distance: Double =
            switch signal.unit {
            case .share, .score, .count: tolerance
            case .seconds, .tokens, .usd, .characters, .relative: abs(baseline) * tolerance
            }
        return harm.isUp ? baseline + distance : baseline - distance
    }

    /// Figures on the axis, all written alike.
    var format: FigureFormat {
        let largest = max(abs(y.domain.lowerBound), abs(y.domain.upperBound))
        return FigureFormat(unit: signal.unit, value: signal.unit == .share ? 0.5 : largest, low: nil, high: nil)
    }

    func grid(left: Double, right: Double, ticks: Int) -> HTML {
        let scale = y
        let marks = scale.ticks(atMost: ticks)
        let text = tickFormat(marks)
        return .joined(
            marks.map { tick in
                let at = scale(tick)
                return """
                    <path d="M\(at: left) \(at: at)H\(at: right)" stroke="var(--line)"/>\
                    \(Label(x: left - 8, y: at + 4, text: text(tick), anchor: "end").markup)
                    """
            })
    }

    private func tickFormat(_ marks: [Double]) -> (Double) -> String {
        // Shares as whole percents unless the ticks lie closer together than that.
        guard signal.unit == .share else {
            let format = format
            return { format.number($0) }
        }
        let isWhole = marks.allSatisfy { abs(($0 * 100).rounded() - $0 * 100) < 1e-6 }
        let isTenth = marks.allSatisfy { abs(($0 * 1000).rounded() - $0 * 1000) < 1e-6 }
        return { NumberText.decimal($0 * 100, places: isWhole ? 0 : isTenth ? 1 : 2) }
    }

    var band: HTML {
        let scale = y
        let ranged = points.compactMap { point in
            point.low.flatMap { low in point.high.map { (x(point.time), scale(low), scale($0)) } }
        }
        let area = PathData.area(
            top: ranged.map { Point(x: $0.0, y: $0.2) }, bottom: ranged.map { Point(x: $0.0, y: $0.1) })
        return "<path d=\"\(area)\" fill=\"\(Ink.of(signal.group))\" opacity=\".15\"/>"
    }

    func line(width: HTML = "2.5") -> HTML {
        let scale = y
        let path = PathData.smooth(points.map { Point(x: x($0.time), y: scale($0.value)) })
        return """
            <path d="\(path)" fill="none" stroke="\(Ink.of(signal.group))" stroke-width="\(width)" \
            stroke-linejoin="round"/>
            """
    }

    /// Baseline and tolerance with their figures at the right, and the latest value, none on top of another.
    func references(left: Double, right: Double) -> HTML {
        let scale = y
        var lines = HTML.empty
        struct Note {
            var y: Double
            let height: Double
            let labels: (Double) -> [Label]
        }
        var notes: [Note] = []
        if let baseline {
            let edge = toleranceEdge(baseline)
            lines = """
                <path d="M\(at: left) \(at: scale(baseline))H\(at: right)" stroke="var(--ink3)" opacity=".7"/>\
                <path d="M\(at: left) \(at: scale(edge))H\(at: right)" stroke="var(--ink3)" stroke-dasharray="2 4"/>
                """
            let format = FigureFormat(unit: signal.unit, value: baseline)
            for (name, value) in [("baseline", baseline), ("tolerance", edge)] {
                notes.append(
                    Note(y: scale(value), height: 15) {
                        [Label(x: right + 10, y: $0 + 3, text: "\(name) \(format.number(value))")]
                    })
            }
        }
        if let last = points.last {
            let estimate = Estimate(value: last.value, low: last.low, high: last.high, n: last.n, unit: signal.unit)
            let colour = Ink.of(signal.group)
            notes.append(
                Note(y: scale(last.value), height: last.low == nil ? 17 : 31) { y in
                    var labels = [
                        Label(
                            x: right + 10, y: y + 2, text: "\(estimate.format.number(last.value)) now", size: "13",
                            colour: colour, isBold: true)
                    ]
                    if let range = estimate.rangeText {
                        labels.append(Label(x: right + 10, y: y + 18, text: range, colour: Ink.second))
                    }
                    return labels
                })
        }
        notes.sort { $0.y < $1.y }
        for index in notes.indices.dropFirst() {
            notes[index].y = max(notes[index].y, notes[index - 1].y + notes[index - 1].height)
        }
        return "\(lines)\(notes.flatMap { $0.labels($0.y) }.map(\.markup))"
    }

    /// The last point.
    var end: HTML? {
        points.last.map {
            """
            <circle cx="\(at: x($0.time))" cy="\(at: y($0.value))" r="4.5" fill="\(Ink.of(signal.group))" \
            stroke="var(--panel)" stroke-width="2"/>
            """
        }
    }

    /// Dates under the plot.
    static func dates(_ x: TimeScale, y: Double, atMost count: Int, width: Double) -> [HTML] {
        x.ticks(atMost: count).map { tick in
            let at = x(tick.time)
            let half = TextWidth.of(tick.label, size: 12) / 2
            let anchor = at + half > width ? "end" : at - half < 0 ? "start" : "middle"
            return Label(x: at, y: y, text: tick.label, anchor: anchor).markup
        }
    }

    /// The rows of the table twin.
    static func table(of points: [SeriesPoint], signal: SignalHeading) -> HTML {
        let rows = points.map { point -> HTML in
            let estimate = Estimate(value: point.value, low: point.low, high: point.high, n: point.n, unit: signal.unit)
            return """
                <tr><th scope="row">\(point.time.markup)</th><td>\(estimate.text)</td>\
                <td>\(estimate.rangeText ?? "")</td><td>\(point.n.map(NumberText.whole) ?? "")</td></tr>
                """
        }
        return """
            <table class="data"><thead><tr><th scope="col">Time</th><th scope="col">\(signal.title)</th>\
            <th scope="col">Range</th><th scope="col">n</th></tr></thead><tbody>\(rows)</tbody></table>
            """
    }
}
