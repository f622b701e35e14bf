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
        var best: (hour: Int, upper: Double)?
        var midnight = (alarmHour.flooredDay + 1) * 24
        while midnight + minimumHours <= endHour {
            if let upper = upperEnd(blocks, since: midnight, baseline: baseline), upper < best?.upper ?? 1 {
                best = (midnight, upper)
            }
            midnight += 24
        }
        return best?.hour
    }

    /// The upper end of the band since this midnight, if the tilt is over by it.
    private static func upperEnd(_ blocks: [DatedBlock], since midnight: Int, baseline: Baseline) -> Double? {
        guard let during = ChangeSize(blocks.lazy.filter { $0.hour < midnight }, baseline: baseline),
            let after = ChangeSize(blocks.lazy.filter { $0.hour >= midnight }, baseline: baseline)
        else { return nil }
        let enough = min(baseline.count / 10, mostEventsNeeded)
        let isOver = after.events >= enough && after.band.upper < (baseline.mean + during.mean) / 2
        return isOver ? after.band.upper : nil
    }
}
