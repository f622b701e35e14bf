import Telemetry

extension LanesChart: Chart {
    package var name: String { "\(signal.title), operations, changes and traffic mix on one clock" }

    package var summary: String {
        let inside = changes.filter(\.isInsideOnset).map { "\($0.title) on \(TimeText.dayAndClock($0.time))" }
        return """
            The lanes share one time axis from \(TimeText.day(from)) to \(TimeText.day(to)). \(signal.title) leaves its \
            baseline \(TimeText.between(onset.earliest, onset.latest)). Noticed on \(TimeText.dayAndClock(noticed)). \
            \(inside.isEmpty ? "No change lies inside the range of the onset." : "Inside the range of the onset: \(inside.joined(separator: "; ")).")
            """
    }

    package var table: HTML { SeriesDrawing.table(of: points, signal: signal) }

    private static let width = 774.0
    private static let left = 140.0
    private static let right = 98.0
    private static let signalHeight = 196.0

    package func svg(key: String) -> HTML {
        let x = TimeScale(from: from, to: to, start: Self.left, end: Self.width - Self.right)
        var rows = LabelRows(within: 0...Self.width)
        let heads = headLabels(x, rows: &rows)
        let top = 50 + Double(rows.count - 1) * 34
        let operationsTop = top + Self.signalHeight + 26
        let changesTop = operationsTop + (operations.isEmpty ? 0 : 50)
        let mixTop = changesTop + 40
        let floor = mixTop + (mix == nil ? -6 : 40)
        let height = floor + 52
        let plot = SeriesDrawing(
            signal: signal, points: points, baseline: baseline, tolerance: tolerance, x: x, top: top,
            bottom: top + Self.signalHeight, also: labels.flatMap { [$0.low ?? $0.value, $0.high ?? $0.value] })
        return drawing(
            key: key, width: Self.width, height: height,
            """
            \(hatching(key))<rect x="\(at: x(onset.estimate))" y="\(at: top)" \
            width="\(at: x(noticed) - x(onset.estimate))" height="\(at: floor - top)" fill="url(#\(key)-h)"/>\
            \(laneTitle(top + 14, signal.title, unitWords))\
            \(plot.grid(left: Self.left, right: Self.width - Self.right, ticks: 5))\
            \(plot.references(left: Self.left, right: Self.width - Self.right))\(plot.band)\(plot.line())\
            \(people(plot))\(plot.end)\(operationsLane(x, top: operationsTop))\(changesLane(x, top: changesTop))\
            \(mixLane(x, top: mixTop))\(guides(x, floor: floor))\(heads.map { $0(top) })\
            \(onsetRange(x, top: top))\(silentBracket(x, y: height - 16))\
            \(SeriesDrawing.dates(x, y: floor + 16, atMost: 6, width: Self.width))
            """)
    }

    private var unitWords: String {
        switch signal.unit {
        case .share: "% of \(signal.group == .operations ? "calls" : "answers")"
        case .seconds: "seconds, down is worse"
        case .tokens: signal.better == .unknown ? "tokens" : "tokens, down is worse"
        case .usd: "dollars, down is worse"
        case .characters: "characters"
        case .score, .count, .relative: Harm(signal.better).isUp ? "down is worse" : ""
        }
    }

    private func hatching(_ key: String) -> HTML {
        """
        <defs><pattern id="\(key)-h" width="7" height="7" patternUnits="userSpaceOnUse" \
        patternTransform="rotate(45)"><rect width="7" height="7" fill="var(--tilt)" opacity=".06"/>\
        <path d="M0 0v7" stroke="var(--tilt)" stroke-width="1.3" opacity=".3"/></pattern></defs>
        """
    }

    private func laneTitle(_ y: Double, _ title: String, _ detail: String) -> HTML {
        var kept = title
        while TextWidth.of(kept, size: 13) * 1.05 > Self.left - 44, !kept.isEmpty { kept.removeLast() }
        let shown = kept == title ? title : kept + "…"
        return """
            \(Label(x: 0, y: y, text: shown, size: "13", colour: Ink.first, isBold: true).markup)\
            \(Label(x: 0, y: y + 16, text: detail).markup)
            """
    }

    private func people(_ plot: SeriesDrawing) -> HTML {
        guard !labels.isEmpty else { return .empty }
        let scale = plot.y
        let marks = labels.map { point -> HTML in
            let at = plot.x(point.time)
            return """
                <path d="M\(at: at) \(at: scale(point.low ?? point.value))V\(at: scale(point.high ?? point.value))" \
                stroke="var(--ink)" stroke-width="1.4"/><circle cx="\(at: at)" cy="\(at: scale(point.value))" r="3.6" \
                fill="var(--panel)" stroke="var(--ink)" stroke-width="1.6"/>
                """
        }
        let y = plot.bottom - 12
        return """
            \(marks)<circle cx="\(at: Self.left + 8)" cy="\(at: y)" r="3.6" fill="var(--panel)" stroke="var(--ink)" \
            stroke-width="1.6"/>\(Label(x: Self.left + 18, y: y + 4, text: "labels by people", colour: Ink.second).markup)
            """
    }

    private func operationsLane(_ x: TimeScale, top: Double) -> HTML {
        guard !operations.isEmpty else { return .empty }
        let words = operations.map { $0.reading.signal.title.lowercased() }.joined(separator: ", ")
        var drawn = laneTitle(top + 10, "Operations", String(words.prefix(18)))
        for (index, line) in operations.prefix(2).enumerated() {
            let middle = top + 7 + Double(index) * 15
            // Five tolerances fit into the height of a line, so that noise looks like what it is.
            let unit = line.reading.signal.unit
            let baseline = line.reading.baseline?.value ?? line.points.first?.value ?? 0
            let step = unit == .share ? 0.02 : max(abs(baseline) * 0.1, 1e-9)
            let sign: Double = Harm(line.reading.signal.better).isUp ? 1 : -1
            let path = line.points.map { point in
                Point(x: x(point.time), y: middle + min(7, max(-7, sign * (point.value - baseline) / step * 3)))
            }
            let faint: HTML? = index > 0 ? " opacity=\".6\"" : nil
            drawn.append(
                "<path d=\"\(PathData.smooth(path))\" fill=\"none\" stroke=\"var(--ops)\" stroke-width=\"1.7\"\(faint)/>"
            )
        }
        let worst = operations.map(\.reading.state).max { $0.urgency < $1.urgency } ?? .level
        let colour = worst.tone == .ok ? "var(--ok)" : Ink.of(worst.tone)
        let figures = operations.prefix(2).compactMap { $0.reading.now?.text }.joined(separator: ", ")
        let at = Self.width - Self.right + 10
        drawn.append(Label(x: at, y: top + 8, text: worst.title.lowercased(), colour: colour, isBold: true).markup)
        drawn.append(Label(x: at, y: top + 24, text: figures).markup)
        return drawn
    }

    private func changesLane(_ x: TimeScale, top: Double) -> HTML {
        let marks = ChangeMarks(changes: changes, x: x, y: top + 5, bounds: Self.left...(Self.width - Self.right))
        let none: HTML? =
            changes.isEmpty
            ? Label(x: Self.left, y: top + 10, text: "none known", colour: Ink.third).markup : nil
        return "\(laneTitle(top + 10, "Changes", "ours and theirs"))\(marks.markup)\(none)"
    }

    private func mixLane(_ x: TimeScale, top: Double) -> HTML {
        guard let mix else { return .empty }
        let values = mix.points.map(\.value)
        let largest = max(0.05, values.max() ?? 1)
        let floor = top + 26
        let line = mix.points.map { Point(x: x($0.time), y: floor - $0.value / largest * 22) }
        let base = mix.points.map { Point(x: x($0.time), y: floor) }
        let share = mix.points.last.map { FigureFormat(unit: .share, value: 0.5, low: 0, high: 1).text($0.value) } ?? ""
        let at = Self.width - Self.right + 10
        return """
            \(laneTitle(top + 10, "Traffic mix", String("\(SliceText.words(mix.slice)) share".prefix(20))))\
            <path d="\(PathData.area(top: line, bottom: base))" fill="var(--ops)" opacity=".22"/>\
            <path d="\(PathData.smooth(line))" fill="none" stroke="var(--ops)" stroke-width="1.5"/>\
            \(Label(x: at, y: top + 8, text: share, colour: Ink.second).markup)\
            \(Label(x: at, y: top + 24, text: "moves it \(mix.effect.changeNumber)").markup)
            """
    }

    private struct Moment {
        let time: Timestamp, title: String, colour: String
    }

    private var moments: [Moment] {
        var moments = [Moment(time: noticed, title: "noticed", colour: Ink.first)]
        if let acknowledged { moments.append(Moment(time: acknowledged, title: "acknowledged", colour: Ink.first)) }
        if let recovered { moments.append(Moment(time: recovered, title: "recovered", colour: "var(--ok)")) }
        let nearest = changes.filter(\.isInsideOnset).min {
            abs($0.time.seconds(since: onset.estimate)) < abs($1.time.seconds(since: onset.estimate))
        }
        if let nearest {
            moments.insert(
                Moment(time: nearest.time, title: "\(nearest.kind.title.lowercased()) changes", colour: Ink.tilt), at: 0
            )
        }
        return moments
    }

    private func headLabels(_ x: TimeScale, rows: inout LabelRows) -> [(Double) -> HTML] {
        moments.filter { x.contains($0.time) }.map { moment in
            let detail = TimeText.dayAndClock(moment.time)
            let width = max(TextWidth.of(moment.title, size: 12.5) * 1.05, TextWidth.of(detail, size: 12))
            let place = rows.place(width: width, besides: x(moment.time))
            return { top in
                let base = top - 21 - Double(place.row) * 34
                let title = Label(
                    x: place.x, y: base - 15, text: moment.title, size: "12.5", anchor: place.anchor,
                    colour: moment.colour, isBold: true)
                return "\(title.markup)\(Label(x: place.x, y: base, text: detail, anchor: place.anchor).markup)"
            }
        }
    }

    private func guides(_ x: TimeScale, floor: Double) -> [HTML] {
        moments.filter { x.contains($0.time) }.map {
            """
            <path d="M\(at: x($0.time)) 34V\(at: floor)" stroke="\($0.colour)" stroke-width="1.1" opacity=".75"/>
            """
        }
    }

    private func onsetRange(_ x: TimeScale, top: Double) -> HTML {
        let (from, to) = (x(onset.earliest), x(onset.latest))
        return """
            <path d="M\(at: from) \(at: top + 2)H\(at: to)M\(at: from) \(at: top - 2)v8M\(at: to) \(at: top - 2)v8" \
            stroke="var(--ink3)" stroke-width="1.3"/>\
            \(Label(x: to + 6, y: top + 6, text: "began \(TimeText.range(onset.earliest, onset.latest))", colour: Ink.second).markup)
            """
    }

    private func silentBracket(_ x: TimeScale, y: Double) -> HTML {
        let (from, to) = (x(onset.estimate), x(noticed))
        let text = "silent for \(DurationText.short(seconds: max(0, noticed.seconds(since: onset.estimate))))"
        let fitsRight = to + 8 + TextWidth.of(text, size: 12.5) * 1.05 < Self.width
        let label = Label(
            x: fitsRight ? to + 8 : from - 8, y: y + 4, text: text, size: "12.5", anchor: fitsRight ? "start" : "end",
            colour: Ink.tilt, isBold: true)
        return """
            <path d="M\(at: from) \(at: y - 5)v10M\(at: from) \(at: y)H\(at: to)M\(at: to) \(at: y - 5)v10" \
            stroke="var(--tilt)" stroke-width="1.6" fill="none"/>\(label.markup)
            """
    }
}
