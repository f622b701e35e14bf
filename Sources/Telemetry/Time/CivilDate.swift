/// A day of the proleptic Gregorian calendar in UTC, as days since 1970-01-01.
///
/// The arithmetic is the usual one over 400-year eras; no calendar library is needed for UTC days.
public struct CivilDate: Sendable, Hashable, Comparable {
    /// Days since 1970-01-01.
    public let dayNumber: Int64

    /// - Parameter dayNumber: days since 1970-01-01.
    public init(dayNumber: Int64) {
        self.dayNumber = dayNumber
    }

    /// The UTC day that holds an instant.
    public init(_ time: Timestamp) {
        dayNumber = time.seconds.flooredQuotient(by: 86_400)
    }

    /// `nil` when there is no such day.
    public init?(year: Int64, month: Int, day: Int) {
        guard (1...12).contains(month), (1...31).contains(day) else { return nil }
        let shifted = month > 2 ? year : year - 1
        let era = shifted.flooredQuotient(by: 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = Int64((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1)
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        dayNumber = era * 146_097 + dayOfEra - 719_468
        let back = components
        guard back.year == year, back.month == month, back.day == day else { return nil }
    }

    /// Year, month (1 to 12) and day (1 to 31).
    public var components: (year: Int64, month: Int, day: Int) {
        let shifted = dayNumber + 719_468
        let era = shifted.flooredQuotient(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = Int(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
        let month = Int(shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9)
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// The first instant of the day.
    public var start: Timestamp { Timestamp(seconds: dayNumber * 86_400) }

    /// 0 for Monday to 6 for Sunday.
    public var weekday: Int { Int((dayNumber + 3) - (dayNumber + 3).flooredQuotient(by: 7) * 7) }

    /// `2026-11-21`.
    public var text: String {
        let (year, month, day) = components
        let digits = String(year)
        let padded = String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
        return "\(padded)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }

    /// In the order of their parts.
    public static func < (left: CivilDate, right: CivilDate) -> Bool { left.dayNumber < right.dayNumber }
}
