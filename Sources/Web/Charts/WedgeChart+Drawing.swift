import Telemetry

extension WedgeChart: Chart {
    package var name: String { "Operations stay level while \(signal.title.lowercased()) gets worse" }

    package var summary: String {
        let operationsEnd =
            operations.last.map { NumberText.decimal(operationsIndex($0.value), places: 1) } ?? "unknown"
        return """
            Both lines are relative to their own baseline of 100, drawn so that down is worse. Operations is \
            \(operationsEnd) at the end. \(signal.title) leaves its baseline about \(TimeText.day(onset.estimate)) and is \
            \(endText) at the end. Noticed on \(TimeText.dayAndClock(noticed)), silent for \
            \(DurationText.spoken(seconds: silentSeconds)).
            """
    }

    /// Seconds from the estimated onset to the moment it was noticed.
    package var silentSeconds: Double { max(0, noticed.seconds(since: onset.estimate)) }

    package func svg(key: String) -> HTML {
        "\(drawn(.wide, key: key + "-w"))\(drawn(.narrow, key: key + "-n"))"
    }

    package var table: HTML {
        var byTime: [Timestamp: Double] = [:]
        for point in operations { byTime[point.time] = operationsIndex(point.value) }
        let rows = points.map { point -> HTML in
            let range: HTML? = point.low.flatMap { low in
                point.high.map {
                    "\(NumberText.decimal(index(low), places: 1)) to \(NumberText.decimal(index($0), places: 1))"
                }
            }
            let operations = byTime[point.time].map { NumberText.decimal($0, places: 1) } ?? ""
            return """
                <tr><th scope="row">\(point.time.markup)</th><td>\(operations)</td>\
                <td>\(NumberText.decimal(index(point.value), places: 1))</td><td>\(range)</td></tr>
                """
        }
        return """
            <table class="data"><thead><tr><th scope="col">Time</th><th scope="col">Operations</th>\
            <th scope="col">\(signal.title)</th><th scope="col">Range</th></tr></thead><tbody>\(rows)</tbody></table>
            """
    }

    // What follows turns figures into the two drawings: one for wide screens, one with larger type for narrow ones.

    private var endText: String {
        guard let last = points.last else { return "unknown" }
        let value = NumberText.decimal(index(last.value), places: 1)
        guard let low = last.low, let high = last.high else { return value }
        let ends = [index(low), index(high)].sorted().map { NumberText.decimal($0, places: 1) }
        return "\(value) (\(ends[0]) to \(ends[1]))"
    }

    /// Percent of the own baseline.
    private func index(_ value: Double) -> Double { baseline == 0 ? 100 : value / baseline * 100 }

    private func operationsIndex(_ value: Double) -> Double {
        operationsBaseline == 0 ? 100 : value / operationsBaseline * 100
    }

    /// How much worse than the baseline, in percent of it; negative is better. Both lines are drawn by it.
    private func harm(_ index: Double) -> Double { Harm(signal.better).isUp ? index - 100 : 100 - index }

    private var toleranceHarm: Double {
        switch signal.unit {
        case .share, .score, .count: baseline == 0 ? 0 : abs(tolerance / baseline) * 100
        case .seconds, .tokens, .usd, .characters, .relative: abs(tolerance) * 100
        }
    }

    private struct Layout {
        let width: Double, left: Double, right: Double, labelTop: Double, plot: Double, below: Double
        let isWide: Bool

        static let wide = Layout(
            width: 800, left: 40, right: 150, labelTop: 46, plot: 314, below: 64, isWide: true)
        static let narrow = Layout(
            width: 358, left: 34, right: 12, labelTop: 52, plot: 220, below: 58, isWide: false)
    }

    private func drawn(_ layout: Layout, key: String) -> HTML {
        guard let first = points.first?.time, let last = points.last?.time, first < last else {
            return drawing(key: key, width: layout.width, height: 20, .empty)
        }
        let from = layout.isWide ? first : narrowStart(first, last)
        let kept = points.filter { $0.time >= from }
        let keptOperations = operations.filter { $0.time >= from }
        let x = TimeScale(from: from, to: last, start: layout.left, end: layout.width - layout.right)

        var labels = LabelRows(within: 0...layout.width)
        let heads = headLabels(x, isWide: layout.isWide, rows: &labels)
        let top = layout.labelTop + Double(labels.count - 1) * 34
        let bottom = top + layout.plot
        let y = verticalScale(kept, top: top, bottom: bottom)
        let canvas = Canvas(x: x, y: y, top: top, bottom: bottom, layout: layout)

        return drawing(
            key: key, width: layout.width, height: bottom + layout.below, classes: layout.isWide ? "wide" : "narrow",
            """
            \(hatching(key))\(grid(canvas))\(wedge(canvas, kept, key: key))\(band(canvas, kept))\(guides(canvas))\
            \(lines(canvas, kept, keptOperations))\(heads.map { $0(top) })\(silentBracket(canvas))\
            \(layout.isWide ? endLabels(canvas) : insideLabels(canvas, kept))
            """)
    }

    private struct Canvas {
        let x: TimeScale
        /// From harm (percent of the baseline) to pixels.
        let y: LinearScale
        let top: Double
        let bottom: Double
        let layout: Layout
    }

    private func narrowStart(_ first: Timestamp, _ last: Timestamp) -> Timestamp {
        let span = last.seconds(since: first)
        let wanted = first.advanced(bySeconds: Int64(span * 0.357))
        return max(first, min(wanted, onset.earliest.advanced(bySeconds: -Int64(span * 0.15))))
    }

    private func verticalScale(_ points: [SeriesPoint], top: Double, bottom: Double) -> LinearScale {
        var least = -1.5
        var most = max(4, toleranceHarm * 1.6)
        for point in points {
            least = min(least, harm(index(point.value)))
            most = max(most, harm(index(point.value)))
        }
        // The line decides; of a band that is far wider than it moves, the picture shows a part.
        let reach = (most - least) * 0.75
        let ends = points.flatMap { [$0.low, $0.high] }.compactMap { $0.map { harm(index($0)) } }
        least = max(least - reach, min(least, ends.min() ?? least))
        most = min(most + reach, max(most, ends.max() ?? most))
        let room = (most - least) * 0.05
        return LinearScale(domain: (least - room)...(most + room), start: top, end: bottom)
    }

    private func hatching(_ key: String) -> HTML {
        """
        <defs><pattern id="\(key)-h" width="7" height="7" patternUnits="userSpaceOnUse" \
        patternTransform="rotate(45)"><rect width="7" height="7" fill="var(--tilt)" opacity=".09"/>\
        <path d="M0 0v7" stroke="var(--tilt)" stroke-width="1.7" opacity=".62"/></pattern></defs>
        """
    }

    private func grid(_ canvas: Canvas) -> HTML {
        let (left, right) = (canvas.layout.left, canvas.layout.width - canvas.layout.right)
        let lines = canvas.y.ticks(atMost: 5).filter { $0 >= -0.001 }.map { tick -> HTML in
            let at = canvas.y(tick)
            let shown = Harm(signal.better).isUp ? 100 + tick : 100 - tick
            let label = Label(
                x: left - 8, y: at + 4, text: NumberText.decimal(shown, places: tick.rounded() == tick ? 0 : 1),
                anchor: "end")
            return "<path d=\"M\(at: left) \(at: at)H\(at: right)\" stroke=\"var(--line)\"/>\(label.markup)"
        }
        let ticks = canvas.x.ticks(atMost: canvas.layout.isWide ? 5 : 4).map { tick -> HTML in
            let at = canvas.x(tick.time)
            let half = TextWidth.of(tick.label, size: 12) / 2
            let anchor = at + half > canvas.layout.width ? "end" : at - half < 0 ? "start" : "middle"
            return Label(x: at, y: canvas.bottom + 20, text: tick.label, anchor: anchor).markup
        }
        var tolerance = HTML.empty
        if toleranceHarm > 0 {
            let at = canvas.y(toleranceHarm)
            tolerance =
                "<path d=\"M\(at: left) \(at: at)H\(at: right)\" stroke=\"var(--ink3)\" stroke-dasharray=\"2 4\"/>"
            if canvas.layout.isWide {
                tolerance.append(Label(x: left + 6, y: at + 15, text: "agreed tolerance").markup)
            }
        }
        return "\(lines)\(tolerance)\(ticks)"
    }

    private func wedge(_ canvas: Canvas, _ points: [SeriesPoint], key: String) -> HTML {
        let end = flags.first { $0.kind == .recovered }?.time ?? points.last?.time ?? noticed
        let silent = filled(canvas, points, from: onset.estimate, to: noticed)
        let known = filled(canvas, points, from: noticed, to: end)
        return """
            <path d="\(silent)" fill="url(#\(key)-h)"/><path d="\(known)" fill="var(--tilt)" opacity=".17"/>
            """
    }

    private func filled(_ canvas: Canvas, _ points: [SeriesPoint], from: Timestamp, to: Timestamp) -> String {
        guard let first = points.first?.time, let last = points.last?.time else { return "" }
        let (from, to) = (max(from, first), min(to, last))
        guard from < to else { return "" }
        let inside = points.filter { from < $0.time && $0.time < to }
        let path =
            [(from, value(at: from, in: points))] + inside.map { ($0.time, $0.value) } + [
                (to, value(at: to, in: points))
            ]
        let top = path.map { Point(x: canvas.x($0.0), y: canvas.y(0)) }
        let bottom = path.map { Point(x: canvas.x($0.0), y: canvas.y(max(0, harm(index($0.1))))) }
        return PathData.area(top: top, bottom: bottom)
    }

    private func value(at time: Timestamp, in points: [SeriesPoint]) -> Double {
        guard let next = points.firstIndex(where: { $0.time >= time }), next > 0 else {
            return points.first?.value ?? baseline
        }
        let (before, after) = (points[next - 1], points[next])
        let span = after.time.seconds(since: before.time)
        return span > 0
            ? before.value + (after.value - before.value) * time.seconds(since: before.time) / span : after.value
    }

    private func band(_ canvas: Canvas, _ points: [SeriesPoint]) -> HTML {
        let ranged = points.compactMap { point in
            point.low.flatMap { low in point.high.map { (point.time, low, $0) } }
        }
        func height(_ value: Double) -> Double { min(canvas.bottom, max(canvas.top, canvas.y(harm(index(value))))) }
        let top = ranged.map { Point(x: canvas.x($0.0), y: height($0.2)) }
        let bottom = ranged.map { Point(x: canvas.x($0.0), y: height($0.1)) }
        return """
            <path d="\(PathData.area(top: top, bottom: bottom))" fill="\(Ink.of(signal.group))" opacity=".13"/>
            """
    }

    private func guides(_ canvas: Canvas) -> HTML {
        let height = canvas.bottom - canvas.top
        let range = """
            <rect x="\(at: canvas.x(onset.earliest))" y="\(at: canvas.top)" \
            width="\(at: canvas.x(onset.latest) - canvas.x(onset.earliest))" height="\(at: height)" \
            fill="var(--ink)" opacity=".05"/>
            """ as HTML
        let moments = ([noticed] + flags.map(\.time)).filter(canvas.x.contains).map { time -> HTML in
            """
            <path d="M\(at: canvas.x(time)) \(at: canvas.top - 4)V\(at: canvas.bottom)" stroke="var(--ink)" \
            opacity=".55"/>
            """
        }
        return """
            \(canvas.layout.isWide ? range : nil)\(moments)\
            <path d="M\(at: canvas.x(onset.estimate)) \(at: canvas.top - 4)V\(at: canvas.bottom)" \
            stroke="var(--tilt)" stroke-width="1.2" stroke-dasharray="3 3"/>
            """
    }

    private func lines(_ canvas: Canvas, _ points: [SeriesPoint], _ operations: [SeriesPoint]) -> HTML {
        let quality = points.map { Point(x: canvas.x($0.time), y: canvas.y(harm(index($0.value)))) }
        let flat = operations.map { Point(x: canvas.x($0.time), y: canvas.y(100 - operationsIndex($0.value))) }
        let colour = Ink.of(signal.group)
        let ends: HTML? =
            canvas.layout.isWide
            ? "\(dot(quality.last, radius: 4.5, colour))\(dot(flat.last, radius: 4, Ink.operations))" : nil
        return """
            <path d="\(PathData.smooth(flat))" fill="none" stroke="var(--ops)" stroke-width="2"/>\
            <path d="\(PathData.smooth(quality))" fill="none" stroke="\(colour)" stroke-width="2.6" \
            stroke-linejoin="round"/>\(ends)
            """
    }

    private func dot(_ point: Point?, radius: Double, _ colour: String) -> HTML? {
        point.map {
            """
            <circle cx="\(at: $0.x)" cy="\(at: $0.y)" r="\(at: radius)" fill="\(colour)" stroke="var(--panel)" \
            stroke-width="2"/>
            """
        }
    }

    /// The labels above the plot; each is drawn once it is known where the plot begins.
    private func headLabels(_ x: TimeScale, isWide: Bool, rows: inout LabelRows) -> [(Double) -> HTML] {
        struct Head {
            let time: Timestamp, title: String, detail: String, colour: String
        }
        var heads = [
            Head(
                time: onset.estimate,
                title: isWide ? "tilt begins ≈ \(TimeText.day(onset.estimate))" : "tilt begins",
                detail: isWide
                    ? TimeText.between(onset.earliest, onset.latest) : "≈ \(TimeText.day(onset.estimate))",
                colour: Ink.tilt),
            Head(time: noticed, title: "noticed", detail: TimeText.dayAndClock(noticed), colour: Ink.first),
        ]
        if isWide {
            heads += flags.map {
                Head(time: $0.time, title: $0.kind.rawValue, detail: TimeText.dayAndClock($0.time), colour: Ink.first)
            }
        }
        return heads.filter { x.contains($0.time) }.map { head in
            let width = max(TextWidth.of(head.title, size: 12.5) * 1.05, TextWidth.of(head.detail, size: 12))
            let place = rows.place(width: width, besides: x(head.time))
            return { top in
                let base = top - 14 - Double(place.row) * 34
                let title = Label(
                    x: place.x, y: base - 15, text: head.title, size: "12.5", anchor: place.anchor, colour: head.colour,
                    isBold: true)
                return "\(title.markup)\(Label(x: place.x, y: base, text: head.detail, anchor: place.anchor).markup)"
            }
        }
    }

    private func silentBracket(_ canvas: Canvas) -> HTML {
        let (from, to) = (canvas.x(onset.estimate), canvas.x(noticed))
        let y = canvas.bottom + (canvas.layout.isWide ? 36 : 34)
        let text = "silent for \(DurationText.short(seconds: silentSeconds))"
        let half = TextWidth.of(text, size: 12.5) * 0.53
        let middle = min(canvas.layout.width - half, max(half, (from + to) / 2))
        let label = Label(
            x: middle, y: y + 18, text: text, size: "12.5", anchor: "middle", colour: Ink.tilt, isBold: true)
        return """
            <path d="M\(at: from) \(at: y - 5)v10M\(at: from) \(at: y)H\(at: to)M\(at: to) \(at: y - 5)v10" \
            stroke="var(--tilt)" stroke-width="1.6" fill="none"/>\(label.markup)
            """
    }

    private func endLabels(_ canvas: Canvas) -> HTML {
        guard let last = points.last else { return .empty }
        let x = canvas.layout.width - canvas.layout.right + 12
        let reached = operations.last.map { operationsIndex($0.value) } ?? 100
        let upper = canvas.y(100 - reached)
        var lower = canvas.y(harm(index(last.value)))
        if lower >= upper, lower - upper < 36 { lower = upper + 36 }
        if lower < upper, upper - lower < 36 { lower = upper - 36 }
        let colour = Ink.of(signal.group)
        var labels = [
            Label(x: x, y: upper - 3, text: "Operations", size: "13", colour: Ink.operations, isBold: true),
            Label(
                x: x, y: upper + 13, text: NumberText.decimal(reached, places: 1), size: "12.5",
                colour: Ink.second),
        ]
        let (title, rest) = Self.fitted(signal.title, within: canvas.layout.right - 14)
        labels.append(Label(x: x, y: lower - 3, text: title, size: "13", colour: colour, isBold: true))
        if let rest { labels.append(Label(x: x, y: lower + 29, text: rest, size: "12", colour: Ink.third)) }
        labels.append(Label(x: x, y: lower + 13, text: endText, size: "12.5", colour: Ink.second))
        var gap = HTML.empty
        if lower - upper > 88 {
            let middle = (upper + 22 + lower - 20) / 2
            gap = """
                <path d="M\(at: x + 4) \(at: upper + 22)V\(at: lower - 20)" stroke="var(--tilt)" stroke-width="1.4"/>\
                <path d="M\(at: x + 0.5) \(at: lower - 24)l3.5 5 3.5-5" fill="none" stroke="var(--tilt)" \
                stroke-width="1.4"/>
                """
            let words = ["the part uptime", "cannot show"]
            for (line, text) in words.enumerated() {
                gap.append(
                    Label(x: x + 13, y: middle - 4 + Double(line) * 16, text: text, size: "12.5", colour: Ink.tilt)
                        .markup)
            }
        }
        return "\(labels.map(\.markup))\(gap)"
    }

    /// A title that fits beside the plot; what does not is cut.
    private static func fitted(_ title: String, within width: Double) -> (String, String?) {
        guard TextWidth.of(title, size: 13) * 1.05 > width else { return (title, nil) }
        var kept = title
        while !kept.isEmpty, TextWidth.of(kept + "…", size: 13) * 1.05 > width { kept.removeLast() }
        return (kept + "…", nil)
    }

    private func insideLabels(_ canvas: Canvas, _ points: [SeriesPoint]) -> HTML {
        // Under the calm part of the band, where the picture is empty.
        let calm = points.filter { $0.time < onset.earliest }
        let deepest =
            calm.map { point in
                max(harm(index(point.low ?? point.value)), harm(index(point.high ?? point.value)))
            }.max() ?? 0
        let y = min(canvas.bottom - 24, canvas.y(max(deepest, toleranceHarm)) + 22)
        let operations = operations.last.map { NumberText.decimal(operationsIndex($0.value), places: 1) } ?? ""
        let value = points.last.map { NumberText.decimal(index($0.value), places: 1) } ?? ""
        let x = canvas.layout.left + 4
        return """
            \(Label(x: x, y: y, text: "Operations \(operations)", size: "12.5", colour: Ink.operations, isBold: true).markup)\
            \(Label(x: x, y: y + 18, text: "\(signal.title) \(value)", size: "12.5", colour: Ink.of(signal.group), isBold: true).markup)
            """
    }
}
