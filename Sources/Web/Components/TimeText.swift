package import Telemetry

/// How instants are written: in UTC, day before month, with the machine-readable instant beside it.
package enum TimeText {
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

    /// `3 Nov`.
    package static func day(_ time: Timestamp) -> String {
        let (_, month, day) = CivilDate(time).components
        return "\(day) \(months[month - 1])"
    }

    /// `Sat 7 Nov`, with the year when it is not that of `now`.
    package static func weekday(_ time: Timestamp, now: Timestamp) -> String {
        let date = CivilDate(time)
        let year = date.components.year == CivilDate(now).components.year ? "" : " \(date.components.year)"
        return "\(weekdays[date.weekday]) \(day(time))\(year)"
    }

    /// `04:12`.
    package static func clock(_ time: Timestamp) -> String {
        let minute = (time.seconds - CivilDate(time).start.seconds) / 60
        return "\(minute / 60 < 10 ? "0" : "")\(minute / 60):\(minute % 60 < 10 ? "0" : "")\(minute % 60)"
    }

    /// `7 Nov 04:12`.
    package static func dayAndClock(_ time: Timestamp) -> String { "\(day(time)) \(clock(time))" }

    /// `2 to 4 Nov`, `31 Oct to 2 Nov`, `3 Nov 04:00 to 09:00`.
    package static func range(_ earliest: Timestamp, _ latest: Timestamp) -> String {
        let (first, last) = (CivilDate(earliest).components, CivilDate(latest).components)
        if first == last { return "\(dayAndClock(earliest)) to \(clock(latest))" }
        return first.month == last.month && first.year == last.year
            ? "\(first.day) to \(day(latest))" : "\(day(earliest)) to \(day(latest))"
    }

    /// `between 2 and 4 Nov`, `between 31 Oct and 2 Nov`, `between 04:00 and 09:00 on 3 Nov`.
    package static func between(_ earliest: Timestamp, _ latest: Timestamp) -> String {
        let (first, last) = (CivilDate(earliest), CivilDate(latest))
        if first == last {
            return "between \(clock(earliest)) and \(clock(latest)) on \(day(earliest))"
        }
        let (firstParts, lastParts) = (first.components, last.components)
        return firstParts.month == lastParts.month && firstParts.year == lastParts.year
            ? "between \(firstParts.day) and \(day(latest))" : "between \(day(earliest)) and \(day(latest))"
    }
}

extension Timestamp {
    /// `<time datetime="…">7 Nov 04:12</time>`: the exact instant is in the attribute and in the title.
    package var markup: HTML { element(TimeText.dayAndClock(self)) }

    /// The same with the day only.
    package var dayMarkup: HTML { element(TimeText.day(self)) }

    /// The same with the time of day only.
    package var clockMarkup: HTML { element(TimeText.clock(self)) }

    /// Time since, `2 s ago`, kept current by the script.
    package func agoMarkup(now: Timestamp) -> HTML {
        let seconds = max(0, now.seconds(since: self))
        return """
            <time datetime="\(rfc3339)" title="\(TimeText.dayAndClock(self)) UTC" data-ago="\(Int(min(seconds, 1e9)))">\
            \(DurationText.short(seconds: seconds)) ago</time>
            """
    }

    private func element(_ text: String) -> HTML {
        "<time datetime=\"\(rfc3339)\" title=\"\(rfc3339)\">\(text)</time>"
    }
}
