import Telemetry
import Testing

@Suite("A civil date")
struct CivilDateTests {
    @Test("knows leap years by the rule of four hundred")
    func leapYears() {
        for (year, isLeap) in [(1900, false), (2000, true), (2024, true), (2026, false), (2100, false), (2400, true)] {
            #expect((CivilDate(year: Int64(year), month: 2, day: 29) != nil) == isLeap)
        }
    }

    @Test("counts every day of two thousand years once, in order")
    func consecutive() throws {
        var expected = try #require(CivilDate(year: 1500, month: 1, day: 1)).dayNumber
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        for year in Int64(1500)..<3500 {
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            for month in 1...12 {
                for day in [1, lengths[month - 1] + (month == 2 && isLeap ? 1 : 0)] {
                    let date = try #require(CivilDate(year: year, month: month, day: day))
                    #expect(date.dayNumber == expected + Int64(day - 1))
                }
                expected += Int64(lengths[month - 1] + (month == 2 && isLeap ? 1 : 0))
            }
        }
    }

    @Test("knows the day of the week, Monday first")
    func weekdays() throws {
        #expect(try #require(CivilDate(year: 1970, month: 1, day: 1)).weekday == 3)
        #expect(try #require(CivilDate(year: 2026, month: 11, day: 21)).weekday == 5)
        #expect(try #require(CivilDate(year: 1969, month: 12, day: 28)).weekday == 6)
    }
}
