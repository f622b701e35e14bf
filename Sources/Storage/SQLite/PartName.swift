import Telemetry

/// The name of a log part: the UTC day on which it was opened, and its number within that day. `2026-11-21-01`.
struct PartName: Sendable, Hashable, Comparable {
    var day: CivilDate
    var number: Int

    init(day: CivilDate, number: Int) {
        self.day = day
        self.number = number
    }

    /// Reads a name; `nil` for anything else.
    init?(_ text: some StringProtocol) {
        let fields = text.split(separator: "-", omittingEmptySubsequences: false)
        guard fields.count == 4, fields[0].count == 4, fields[1].count == 2, fields[2].count == 2,
            let year = Int64(fields[0]), let month = Int(fields[1]), let day = Int(fields[2]),
            let date = CivilDate(year: year, month: month, day: day), let number = Int(fields[3]), number > 0
        else { return nil }
        self.init(day: date, number: number)
    }

    var text: String { "\(day.text)-\(number < 10 ? "0" : "")\(number)" }

    static func < (left: PartName, right: PartName) -> Bool { (left.day, left.number) < (right.day, right.number) }
}
