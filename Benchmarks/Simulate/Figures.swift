import Foundation
import Statistics

/// How figures are written in the tables.
enum Figures {
    /// `2.2 % (1.4 to 3.3)`: a share with its exact 95 % range.
    static func share(_ hits: Int, of runs: Int) -> String {
        let (count, sum) = (Double(runs), Double(hits))
        let low = ClopperPearson.lower(count: count, sum: sum, delta: 0.025)
        let high = ClopperPearson.upper(count: count, sum: sum, delta: 0.025)
        return "\(percent(sum / max(1, count))) (\(bare(low)) to \(bare(high)))"
    }

    /// The same for a list of outcomes.
    static func share(_ outcomes: [Bool]) -> String { share(outcomes.count { $0 }, of: outcomes.count) }

    /// `3.99 (3.82 to 4.16)`: a mean with its approximate 95 % range.
    static func mean(_ values: [Double], digits: Int = 2) -> String {
        let count = Double(values.count)
        let mean = values.reduce(0, +) / count
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(1, count - 1)
        let radius = 1.96 * (variance / count).squareRoot()
        return "\(text(mean, digits)) (\(text(mean - radius, digits)) to \(text(mean + radius, digits)))"
    }

    private static let never = "never"

    /// The median, "never" when most never happened.
    static func median(_ values: [Double?], digits: Int = 0) -> String {
        let sorted = values.map { $0 ?? .infinity }.sorted()
        guard !sorted.isEmpty, sorted[sorted.count / 2].isFinite else { return never }
        return text(sorted[sorted.count / 2], digits)
    }

    /// `found 97 % (94 to 99), median 1,275`.
    static func found(_ delays: [Double?], digits: Int = 0) -> String {
        let middle = median(delays, digits: digits)
        return share(delays.map { $0 != nil }) + (middle == never ? "" : ", median \(middle)")
    }

    /// `12.3 %`.
    static func percent(_ share: Double) -> String { "\(bare(share)) %" }

    /// With so many digits after the point and groups of thousands.
    static func text(_ value: Double, _ digits: Int) -> String {
        value.formatted(
            .number.precision(.fractionLength(digits)).grouping(.automatic).locale(Locale(identifier: "en_GB")))
    }

    private static func bare(_ share: Double) -> String {
        let percent = 100 * share
        return text(percent, percent > 0 && percent < 9.95 && percent.rounded() != percent ? 1 : 0)
    }
}
