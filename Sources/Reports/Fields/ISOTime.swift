/// Dates and times as `2026-11-22`, `2026-11-22 14:05` or `2026-11-22T14:05:33.120+01:00`.
enum ISOTime {
    /// Seconds since 1970-01-01 UTC (local times are taken as UTC); nil when the text is no time.
    static func seconds(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
        guard bytes.count >= 10, bytes[4] == 0x2D, bytes[7] == 0x2D, let year = number(bytes, 0, 4),
            let month = number(bytes, 5, 2), let day = number(bytes, 8, 2), (1...12).contains(month),
            (1...31).contains(day)
        else { return nil }
        var seconds = Double(days(year, month, day)) * 86_400
        if bytes.count == 10 { return seconds }
        guard bytes[10] == 0x20 || bytes[10] | 0x20 == 0x74, bytes.count >= 16, bytes[13] == 0x3A,
            let hour = number(bytes, 11, 2), let minute = number(bytes, 14, 2), hour < 25, minute < 60
        else { return nil }
        seconds += Double(hour * 3600 + minute * 60)
        if bytes.count >= 19, bytes[16] == 0x3A {
            guard let second = number(bytes, 17, 2), second < 61 else { return nil }
            seconds += Double(second)
        }
        return seconds
    }

    private static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ count: Int) -> Int? {
        var value = 0
        for index in start..<start + count {
            let digit = bytes[index] &- 0x30
            if digit > 9 { return nil }
            value = value * 10 + Int(digit)
        }
        return value
    }

    /// Days since 1970-01-01 in the Gregorian calendar (Hinnant).
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}
