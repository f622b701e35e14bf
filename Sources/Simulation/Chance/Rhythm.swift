import RealModule
import Telemetry

/// How busy a system is through the day and the week, relative to its mean.
struct Rhythm: Sendable {
    /// 168 hours from Monday 00:00 UTC; their mean is 1.
    private let hours: [Double]

    /// - Parameters:
    ///   - peak: the busiest hour, UTC.
    ///   - width: how many hours around it are busy.
    ///   - floor: the quietest hour, relative to the busiest.
    ///   - weekend: Saturday and Sunday, relative to a working day.
    init(peak: Double, width: Double, floor: Double, weekend: Double) {
        var hours: [Double] = []
        for weekday in 0..<7 {
            let day = weekday < 5 ? [1.06, 1.02, 1, 1, 0.92][weekday] : weekend * (weekday == 5 ? 1.08 : 0.92)
            for hour in 0..<24 {
                var distance = abs(Double(hour) + 0.5 - peak)
                distance = min(distance, 24 - distance) / width
                hours.append(day * (floor + (1 - floor) * Double.exp(-distance * distance / 2)))
            }
        }
        let mean = hours.reduce(0, +) / Double(hours.count)
        self.hours = hours.map { $0 / mean }
    }

    /// Office hours, hardly anything at the weekend.
    static let office = Rhythm(peak: 13, width: 3.4, floor: 0.03, weekend: 0.18)
    /// Shoppers: broad days with an evening peak, weekends as busy as other days.
    static let shoppers = Rhythm(peak: 18.5, width: 4.6, floor: 0.12, weekend: 1.12)
    /// Customers who need help: daytime, less at the weekend.
    static let customers = Rhythm(peak: 14.5, width: 4.6, floor: 0.08, weekend: 0.62)
    /// Machines: nearly even.
    static let machines = Rhythm(peak: 12, width: 6, floor: 0.55, weekend: 0.9)

    /// The level of an hour.
    /// - Parameter hour: whole hours since 1970, UTC.
    func level(hour: Int64) -> Double {
        // 1970-01-01 was a Thursday.
        let ofWeek = (hour + 3 * 24) % 168
        return hours[Int(ofWeek < 0 ? ofWeek + 168 : ofWeek)]
    }
}
