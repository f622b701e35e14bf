import Telemetry

/// Maps instants to pixels, straight.
struct TimeScale {
    let from: Timestamp
    let to: Timestamp
    let start: Double
    let end: Double

    func callAsFunction(_ time: Timestamp) -> Double {
        let width = to.seconds(since: from)
        guard width > 0 else { return start }
        return start + (end - start) * min(1, max(0, time.seconds(since: from) / width))
    }

    /// Whether the instant lies on the axis.
    func contains(_ time: Timestamp) -> Bool { from <= time && time <= to }

    /// A mark of the axis.
    struct Tick {
        let time: Timestamp
        let label: String
    }

    /// UTC midnights (or hours, on short axes), at most `count`, counted back from the end.
    func ticks(atMost count: Int) -> [Tick] {
        let hours = Int(to.seconds(since: from) / 3600)
        let steps = [1, 2, 3, 6, 12, 24, 48, 72, 168, 336, 720, 1440, 2160, 4320, 8640]
        let step = steps.first { hours / $0 < count } ?? 17_280
        let unit: Int64 = step < 24 ? Int64(step) * 3600 : 86_400
        var time = Timestamp(seconds: to.seconds.flooredQuotient(by: unit) * unit)
        var ticks: [Tick] = []
        while time >= from, ticks.count < count {
            let isMidnight = time == time.startOfDay
            ticks.append(Tick(time: time, label: isMidnight ? TimeText.day(time) : TimeText.clock(time)))
            time = time.advanced(bySeconds: -Int64(step) * 3600)
        }
        return ticks.reversed()
    }
}
