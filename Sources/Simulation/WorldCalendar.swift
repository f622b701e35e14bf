import Telemetry

/// When things happen in a world, counted from its "now".
struct WorldCalendar: Sendable {
    /// The start of the demo.
    let now: Timestamp
    /// How much history there is.
    let days: Int

    /// Days from now to an instant; negative in the past.
    func days(to time: Timestamp) -> Double { time.seconds(since: now) / 86_400 }

    /// The instant so many days from now; negative for the past.
    func time(days: Double) -> Timestamp { now.advanced(byNanoseconds: Int64((days * 86_400e9).rounded())) }

    /// The first whole hour of the history, in hours since 1970.
    var firstHour: Int64 { time(days: -Double(days)).seconds.flooredQuotient(by: 3_600) + 1 }

    /// The hour of now, in hours since 1970.
    var hourOfNow: Int64 { now.seconds.flooredQuotient(by: 3_600) }

    /// A public holiday: the Thursday seven weeks back.
    var holiday: CivilDate {
        let day = CivilDate(now).dayNumber - 47
        return CivilDate(dayNumber: day - Int64((CivilDate(dayNumber: day).weekday + 4) % 7))
    }

    /// Twenty minutes of failure at the provider, 33 days back in the late morning.
    var outage: Range<Timestamp> {
        let start = CivilDate(time(days: -33)).start.advanced(bySeconds: 10 * 3_600 + 600)
        return start..<start.advanced(bySeconds: 1_200)
    }

    /// The day, 20 back, from which the extraction model is cheaper. Prices change with UTC days.
    var priceChange: CivilDate { CivilDate(time(days: -20)) }

    /// How busy a day is because of the date.
    func level(_ time: Timestamp) -> Double { CivilDate(time) == holiday ? 0.3 : 1 }

    /// 0 before `start`, 1 after `end`, in between linear; all in days from now.
    static func ramp(_ days: Double, from start: Double, to end: Double) -> Double {
        min(1, max(0, (days - start) / (end - start)))
    }
}
