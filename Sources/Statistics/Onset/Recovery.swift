/// When a tilt is over: a statement, not a button (docs/statistics.md 1.9).
public enum Recovery {
    private static let minimumHours = 24
    private static let mostEventsNeeded = 1000.0

    /// The UTC midnight since which a monitor is back: the 95 % band since then lies wholly on the good side of the midpoint
    /// between the baseline's mean and the mean from the onset to that midnight, with at least 24 hours and a tenth of the
    /// reference's events (1,000 at most).
    ///
    /// - Parameters:
    ///   - blocks: since the onset, in order of time, harm = increase.
    ///   - alarmHour: the hour of the alarm, whole hours since 1970, UTC.
    ///   - endHour: the end of the last closed bucket, whole hours since 1970, UTC.
    ///   - baseline: the one that was tilted against.
    /// - Returns: of all such midnights the one with the clearest case, the lowest upper end of the band, as whole hours
    ///   since 1970; nil while the tilt goes on.
    public static func hour(_ blocks: [DatedBlock], alarmHour: Int, endHour: Int, baseline: Baseline) -> Int? {
        var during = Sums()
        var after = Sums()
        for entry in blocks { after.add(entry, baseline) }
        var next = blocks.startIndex
        var best: (hour: Int, upper: Double)?
        var midnight = (alarmHour.flooredDay + 1) * 24
        while midnight + minimumHours <= endHour {
            while next < blocks.endIndex, blocks[next].hour < midnight {
                during.add(blocks[next], baseline)
                after.remove(blocks[next], baseline)
                next += 1
            }
            if let upper = upperEnd(during, after, baseline: baseline), upper < best?.upper ?? 1 {
                best = (midnight, upper)
            }
            midnight += 24
        }
        return best?.hour
    }

    /// What a band is made of, summed over blocks.
    private struct Sums {
        var events = 0.0
        var exposure = 0.0
        var sum = 0.0

        mutating func add(_ entry: DatedBlock, _ baseline: Baseline) { take(entry, baseline, 1) }
        mutating func remove(_ entry: DatedBlock, _ baseline: Baseline) { take(entry, baseline, -1) }

        private mutating func take(_ entry: DatedBlock, _ baseline: Baseline, _ sign: Double) {
            events += sign * entry.block.count
            exposure += sign * entry.block.count * baseline.season.factor(hour: entry.hour) * entry.mixFactor
            sum += sign * entry.block.sum
        }

        var mean: Double? { events > 0 && exposure > 0 ? min(1, sum / exposure) : nil }
    }

    /// The upper end of the band since this midnight, if the tilt is over by it.
    private static func upperEnd(_ during: Sums, _ after: Sums, baseline: Baseline) -> Double? {
        // What was added and taken away again leaves a rounding error, not an event.
        guard after.events >= 0.5, let before = during.mean, let since = after.mean else { return nil }
        let enough = min(baseline.count / 10, mostEventsNeeded)
        let midpoint = (baseline.mean + before) / 2
        // The band lies around the mean: most midnights of a tilt that goes on need no band.
        guard after.events >= enough - 1e-6, since < midpoint else { return nil }
        let size = ChangeSize(
            events: after.events, exposure: after.exposure, sum: max(0, after.sum),
            overdispersion: baseline.overdispersion)
        return size.band.upper < midpoint ? size.band.upper : nil
    }
}
