/// C7, one row of the slice dumbbells: hollow is before, filled is since the onset, the soft bar is the range. All rows of a
/// table share one scale. The figures stand beside it, so it is decoration to assistive technology.
package struct DumbbellChart: Sendable, Hashable {
    package let before: Estimate
    package let since: Estimate
    package let better: Better
    /// Whether the row stands out: its whole range is worse.
    package let isHot: Bool
    /// The ends of the common scale.
    package let domain: ClosedRange<Double>

    package init(before: Estimate, since: Estimate, better: Better, isHot: Bool, domain: ClosedRange<Double>) {
        self.before = before
        self.since = since
        self.better = better
        self.isHot = isHot
        self.domain = domain
    }

    /// The ends of a scale that holds all rows, rounded outwards.
    package static func domain(of rows: [(before: Estimate, since: Estimate)]) -> ClosedRange<Double> {
        let values = rows.flatMap { row in
            [row.before.value, row.since.value, row.since.low ?? row.since.value, row.since.high ?? row.since.value]
        }
        guard let least = values.min(), let most = values.max(), least < most else {
            let value = values.first ?? 0
            return (value - 0.5)...(value + 0.5)
        }
        var step = 1e-9
        while step * 20 < most - least { step *= 10 }
        for multiple in [1.0, 2, 5] where step * multiple * 20 >= most - least {
            let size = step * multiple * 2
            return ((least / size).rounded(.down) * size)...((most / size).rounded(.up) * size)
        }
        return least...most
    }

    /// The picture.
    package var svg: HTML {
        let scale = LinearScale(
            domain: domain, start: better == .low ? 184 : 6, end: better == .low ? 6 : 184)
        let colour = isHot ? Ink.tilt : Ink.operations
        let (before, after) = (scale(before.value), scale(since.value))
        let (low, high) = (scale(since.low ?? since.value), scale(since.high ?? since.value))
        return """
            <svg viewBox="0 0 190 20" aria-hidden="true"><path d="M4 10H186" stroke="var(--line)"/>\
            <rect x="\(at: min(low, high))" y="7.2" width="\(at: abs(high - low))" height="5.6" rx="2.8" \
            fill="\(colour)" opacity=".28"/><path d="M\(at: after) 10H\(at: before)" stroke="\(colour)" \
            stroke-width="1.6"/><circle cx="\(at: before)" cy="10" r="4" fill="var(--panel)" stroke="var(--ink3)" \
            stroke-width="1.6"/><circle cx="\(at: after)" cy="10" r="4.6" fill="\(colour)"/></svg>
            """
    }
}

/// A share as a bar, for the second column beside the dumbbells.
package struct ShareBar: Sendable, Hashable {
    /// 0 to 1; what lies outside is drawn at the end.
    package let share: Double
    package let isHot: Bool

    package init(share: Double, isHot: Bool) {
        self.share = share
        self.isHot = isHot
    }

    /// The picture.
    package var svg: HTML {
        let width = 90 * min(1, max(0, share.isFinite ? share : 0))
        return """
            <svg class="share" viewBox="0 0 90 14" aria-hidden="true"><rect y="3" width="90" height="8" rx="4" \
            fill="var(--zone)"/><rect y="3" width="\(at: width)" height="8" rx="4" \
            fill="\(isHot ? Ink.tilt : Ink.third)"/></svg>
            """
    }
}
