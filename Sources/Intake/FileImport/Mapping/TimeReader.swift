internal import Telemetry

/// Reads times as files write them. One order of day and month holds for a whole column.
struct TimeReader: Sendable, Hashable {
    /// In which order a date with `/` or `-` names its parts when the year comes last.
    enum DateOrder: String, Sendable, Hashable {
        case dayFirst, monthFirst
    }

    /// The order that is taken.
    var order: DateOrder

    /// Bare numbers below this are no Unix times but counters or seconds since some start: 3 March 1973.
    static let smallestUnixTime = 1e8

    /// RFC 3339 and its looser forms, Unix times, `20230702`, `2023-07`, `07/02/2023, 9:28 PM`, `2 Jul 2023 21:28:40 GMT`.
    /// Times without a zone are UTC; dates are 00:00.
    func read(_ text: String) -> Timestamp? {
        if let time = Timestamp(rfc3339: text) { return time }
        let text = text.trimmed
        guard let first = text.utf8.first else { return nil }
        if text.utf8.allSatisfy({ (48...57).contains($0) || $0 == 46 }) { return Self.number(text) }
        if (48...57).contains(first) {
            if let time = Self.isoLike(text) { return time }
            if let time = yearLast(text) { return time }
        }
        return Self.words(text)
    }

    /// A bare number as Unix time or as a date in digits.
    func read(_ number: Double) -> Timestamp? {
        if number == number.rounded(), let whole = Int64(exactly: number) { return read(whole) }
        return number >= Self.smallestUnixTime ? Timestamp(unixNumber: number) : nil
    }

    /// The same for whole numbers, exact.
    func read(_ number: Int64) -> Timestamp? { Self.number(String(number)) }

    /// A date and, from another column, the hour (0 to 23) or the time of day.
    func read(date: String, time: String) -> Timestamp? {
        guard let day = read(date) else { return nil }
        if let hour = Double(time), (0..<24).contains(hour) {
            return day.advanced(byNanoseconds: Int64((hour * 3_600e9).rounded()))
        }
        guard let clock = Self.clock(Substring(time)) else { return nil }
        return day.advanced(byNanoseconds: clock)
    }

    /// What a date with the year at its end says about the order; `nil` when it is no such date or could be both.
    static func evidence(_ text: String) -> DateOrder? {
        guard let parts = leadingParts(text), parts.separator != UInt8(ascii: ".") else { return nil }
        if parts.first > 12, parts.second <= 12 { return .dayFirst }
        if parts.second > 12, parts.first <= 12 { return .monthFirst }
        return nil
    }

    /// True for a date whose order cannot be seen.
    static func isAmbiguous(_ text: String) -> Bool {
        guard let parts = leadingParts(text), parts.separator != UInt8(ascii: ".") else { return false }
        return parts.first <= 12 && parts.second <= 12 && parts.first != parts.second
    }

    private static func number(_ text: String) -> Timestamp? {
        if text.utf8.count == 8 || text.utf8.count == 14, let year = Int64(text.prefix(4)),
            (1_900...2_100).contains(year),
            let month = Int(text.dropFirst(4).prefix(2)), let day = Int(text.dropFirst(6).prefix(2)),
            let date = CivilDate(year: year, month: month, day: day)
        {
            if text.utf8.count == 8 { return date.start }
            let clock = Array(text.dropFirst(8))
            if let seconds = Self.clock("\(clock[0])\(clock[1]):\(clock[2])\(clock[3]):\(clock[4])\(clock[5])") {
                return date.start.advanced(byNanoseconds: seconds)
            }
        }
        guard let value = Double(text), value >= smallestUnixTime else { return nil }
        return Int64(text).flatMap { Timestamp(unixNumber: $0) } ?? Timestamp(unixNumber: value)
    }

    /// `2023/07/02 21:28`, `2023-7-2`, `2023-07`, and RFC 3339 with a zone spelled out.
    private static func isoLike(_ text: String) -> Timestamp? {
        var rest = Substring(text)
        guard let year = digits(&rest, 4...4), let separator = rest.utf8.first, separator == 45 || separator == 47
        else {
            return nil
        }
        rest = rest.dropFirst()
        guard let month = digits(&rest, 1...2) else { return nil }
        guard rest.utf8.first == separator else {
            return rest.isEmpty ? CivilDate(year: year, month: Int(month), day: 1)?.start : nil
        }
        rest = rest.dropFirst()
        guard let day = digits(&rest, 1...2), let date = CivilDate(year: year, month: Int(month), day: Int(day)) else {
            return nil
        }
        return time(on: date, rest)
    }

    /// `07/02/2023, 21:28:40`, `2.7.2023`, `07-02-2023 9:28 PM`.
    private func yearLast(_ text: String) -> Timestamp? {
        guard let parts = Self.leadingParts(text) else { return nil }
        let dayFirst = parts.separator == UInt8(ascii: ".") || order == .dayFirst
        let (day, month) = dayFirst ? (parts.first, parts.second) : (parts.second, parts.first)
        guard let date = CivilDate(year: parts.year, month: Int(month), day: Int(day)) else { return nil }
        return Self.time(on: date, parts.rest)
    }

    private static func leadingParts(
        _ text: String
    ) -> (first: Int64, second: Int64, year: Int64, separator: UInt8, rest: Substring)? {
        var rest = Substring(text)
        guard let first = digits(&rest, 1...2), let separator = rest.utf8.first, [45, 46, 47].contains(separator) else {
            return nil
        }
        rest = rest.dropFirst()
        guard let second = digits(&rest, 1...2), rest.utf8.first == separator else { return nil }
        rest = rest.dropFirst()
        guard let year = digits(&rest, 4...4) else { return nil }
        return (first, second, year, separator, rest)
    }

    /// `Sun, 02 Jul 2023 21:28:40 GMT`, `Jul 2, 2023 9:28 PM`.
    private static func words(_ text: String) -> Timestamp? {
        let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        var parts = text.split { $0 == " " || $0 == "," }
        if let first = parts.first?.lowercased(),
            ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].contains(first.prefix(3))
        {
            parts.removeFirst()
        }
        guard parts.count >= 3 else { return nil }
        let named = parts[0].first?.isLetter == true ? 0 : 1
        guard let month = months.firstIndex(of: String(parts[named].lowercased().prefix(3))),
            let day = Int(parts[1 - named]), let year = Int64(parts[2]), parts[2].utf8.count == 4,
            let date = CivilDate(year: year, month: month + 1, day: day)
        else { return nil }
        return time(on: date, Substring(parts.dropFirst(3).joined(separator: " ")))
    }

    /// The time of day after a date, with half of the day and zone if they follow.
    private static func time(on date: CivilDate, _ rest: Substring) -> Timestamp? {
        let rest = rest.first == "T" ? rest.dropFirst() : rest
        var parts = rest.split { $0 == " " || $0 == "," }
        guard let first = parts.first else { return rest.allSatisfy { $0 == " " || $0 == "," } ? date.start : nil }
        parts.removeFirst()
        var clockText = first
        var zone: Substring?
        if let mark = first.dropFirst(3).firstIndex(where: { "+-Zz".contains($0) }) {
            (clockText, zone) = (first[..<mark], first[mark...])
        }
        guard var nanoseconds = clock(clockText) else { return nil }
        if let half = parts.first?.uppercased(), half == "AM" || half == "PM" {
            let hour = nanoseconds / 3_600_000_000_000
            guard (1...12).contains(hour) else { return nil }
            nanoseconds += (half == "PM" ? (hour == 12 ? 0 : 12) : (hour == 12 ? -12 : 0)) * 3_600_000_000_000
            parts.removeFirst()
        }
        for part in parts {
            if part == "UTC" || part == "GMT" || part == "Z" { continue }
            guard zone == nil else { return nil }
            zone = part
        }
        guard let offset = zone.map(Self.offset) ?? 0 else { return nil }
        return date.start.advanced(byNanoseconds: nanoseconds).advanced(bySeconds: -offset)
    }

    /// Seconds east of UTC: `Z`, `+02:00`, `-0530`, `+02`.
    private static func offset(_ zone: Substring) -> Int64? {
        if zone == "Z" || zone == "z" { return 0 }
        guard let sign = zone.first, sign == "+" || sign == "-" else { return nil }
        let digits = zone.dropFirst().filter { $0 != ":" }
        guard digits.count == 2 || digits.count == 4, let value = Int64(digits) else { return nil }
        let (hours, minutes) = digits.count == 2 ? (value, 0) : (value / 100, value % 100)
        guard hours < 24, minutes < 60 else { return nil }
        return (sign == "-" ? -1 : 1) * (hours * 3_600 + minutes * 60)
    }

    /// `9:28`, `21:28:40.5` as nanoseconds of the day.
    private static func clock(_ text: some StringProtocol) -> Int64? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), let hour = Int64(parts[0]), (0..<24).contains(hour),
            let minute = Int64(parts[1]), (0..<60).contains(minute)
        else { return nil }
        let second = parts.count == 3 ? Double(String(parts[2]).replacing(",", with: ".")) : 0
        guard let second, (0..<61).contains(second) else { return nil }
        return (hour * 3_600 + minute * 60) * 1_000_000_000 + Int64((min(second, 59.999_999_999) * 1e9).rounded())
    }

    private static func digits(_ rest: inout Substring, _ count: ClosedRange<Int>) -> Int64? {
        let run = rest.utf8.prefix { (48...57).contains($0) }
        guard count.contains(run.count), let value = Int64(Substring(run)) else { return nil }
        rest = rest.dropFirst(run.count)
        return value
    }
}
