import Telemetry

extension BandChart: Chart {
    package var name: String { "\(signal.title) from \(TimeText.day(from)) to \(TimeText.day(to))" }

    package var summary: String {
        guard let last = points.last else { return "No figures yet." }
        let estimate = Estimate(value: last.value, low: last.low, high: last.high, n: last.n, unit: signal.unit)
        let range = estimate.rangeText.map { ", range \($0)" } ?? ""
        let reference =
            baseline.map { ", against a baseline of \(FigureFormat(unit: signal.unit, value: $0).text($0))" }
            ?? ", without a baseline yet"
        return "\(estimate.text) at the end\(range)\(reference). The band holds however often one looks. Down is worse."
    }

    package var table: HTML { SeriesDrawing.table(of: points, signal: signal) }

    /// Drawn twice: with larger type on narrow screens.
    package func svg(key: String) -> HTML {
        "\(drawn(key: key + "-w", width: 720, right: 112, isWide: true))\(drawn(key: key + "-n", width: 358, right: 92, isWide: false))"
    }

    private func drawn(key: String, width: Double, right: Double, isWide: Bool) -> HTML {
        // Small amounts of money have long figures.
        let isMoney = signal.unit == .usd
        let left = isMoney ? 80.0 : 52
        let right = right + (isMoney ? 44 : 0)
        let (top, bottom) = (14.0, 168.0)
        let x = TimeScale(from: from, to: to, start: left, end: width - right)
        let plot = SeriesDrawing(
            signal: signal, points: points, baseline: baseline, tolerance: tolerance, x: x, top: top, bottom: bottom,
            also: [])
        let marks = ChangeMarks(
            changes: isWide ? changes : changes.filter(\.isInsideOnset), x: x, y: bottom + 14,
            bounds: left...(width - right))
        return drawing(
            key: key, width: width, height: 216, classes: isWide ? "wide" : "narrow",
            """
            \(silence(x, top: top, bottom: bottom, key: key))\(plot.grid(left: left, right: width - right, ticks: 4))\
            \(plot.references(left: left, right: width - right))\(plot.band)\(plot.line(width: "2.3"))\(plot.end)\
            \(marks.markup)\(SeriesDrawing.dates(x, y: bottom + 40, atMost: isWide ? 7 : 4, width: width))
            """)
    }

    private func silence(_ x: TimeScale, top: Double, bottom: Double, key: String) -> HTML {
        guard let onset, let noticed else { return .empty }
        return """
            <defs><pattern id="\(key)-h" width="7" height="7" patternUnits="userSpaceOnUse" \
            patternTransform="rotate(45)"><rect width="7" height="7" fill="var(--tilt)" opacity=".06"/>\
            <path d="M0 0v7" stroke="var(--tilt)" stroke-width="1.3" opacity=".3"/></pattern></defs>\
            <rect x="\(at: x(onset.estimate))" y="\(at: top)" \
            width="\(at: max(0, x(noticed) - x(onset.estimate)))" height="\(at: bottom - top)" fill="url(#\(key)-h)"/>\
            <path d="M\(at: x(noticed)) \(at: top)V\(at: bottom)" stroke="var(--ink)" opacity=".55"/>
            """
    }
}
