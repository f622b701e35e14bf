import RealModule

/// Whether a series of days rises or falls, and how fast (docs/statistics.md 13.3). For reports, never for alarms.
public enum Trend {
    /// The middle value; NaN for an empty list.
    public static func median(_ values: [Double]) -> Double {
        guard !values.isEmpty else { return .nan }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : 0.5 * (sorted[middle - 1] + sorted[middle])
    }

    /// The slope per step: the median of the slopes of all pairs (Theil and Sen). 0 for fewer than two values.
    public static func slope(_ values: [Double]) -> Double {
        guard values.count >= 2 else { return 0 }
        var slopes: [Double] = []
        slopes.reserveCapacity(values.count * (values.count - 1) / 2)
        for i in values.indices {
            for j in (i + 1)..<max(values.count, i + 1) { slopes.append((values[j] - values[i]) / Double(j - i)) }
        }
        return median(slopes)
    }

    /// The series without its weekly rhythm: each weekday's median is replaced by the median of all. Unchanged below four weeks.
    public static func withoutWeekdays(_ values: [Double]) -> [Double] {
        guard values.count >= 28 else { return values }
        let usual = median(values)
        let weekdays = (0..<7).map { day in
            median(stride(from: day, to: values.count, by: 7).map { values[$0] })
        }
        return values.enumerated().map { $0.element - weekdays[$0.offset % 7] + usual }
    }

    /// The Mann-Kendall test.
    public struct Test: Sendable, Hashable {
        /// Pairs that rise minus pairs that fall.
        public let score: Double
        /// The score in standard deviations.
        public let z: Double
        /// The probability of a score this far from 0, either way, without a trend.
        public let p: Double
    }

    /// Whether there is a trend.
    ///
    /// - Parameters:
    ///   - values: one per day.
    ///   - correctsForAutocorrelation: days that follow their predecessor are worth less; on by default.
    public static func test(_ values: [Double], correctsForAutocorrelation: Bool = true) -> Test {
        let count = Double(values.count)
        var score = 0.0
        for i in values.indices {
            for j in (i + 1)..<max(values.count, i + 1) {
                score += values[j] > values[i] ? 1 : values[j] < values[i] ? -1 : 0
            }
        }
        var ties: [Double: Double] = [:]
        for value in values { ties[value, default: 0] += 1 }
        // Ties are whole numbers, so their sum does not depend on the dictionary's order.
        let tied = ties.values.reduce(0) { $0 + $1 * ($1 - 1) * (2 * $1 + 5) }
        var variance = (count * (count - 1) * (2 * count + 5) - tied) / 18
        if correctsForAutocorrelation && values.count > 4 {
            variance *= inflation(values)
        }
        guard variance > 0 else { return Test(score: score, z: 0, p: 1) }
        let z = score == 0 ? 0 : (score > 0 ? score - 1 : score + 1) / variance.squareRoot()
        return Test(score: score, z: z, p: 2 * NormalDistribution.tail(z.magnitude))
    }

    private static func inflation(_ values: [Double]) -> Double {
        let slope = slope(values)
        let count = Double(values.count)
        let detrended = values.enumerated().map { $0.element - slope * Double($0.offset) }
        var correlation = firstCorrelation(detrended)
        if values.count > 8 { correlation = (count * correlation + 1) / (count - 4) }
        correlation = correlation.clamped(to: 0...0.95)
        var sum = 0.0
        for lag in 1..<values.count { sum += (1 - Double(lag) / count) * Double.pow(correlation, lag) }
        return 1 + 2 * sum
    }

    /// How much each value follows its predecessor; 0 for a constant series.
    static func firstCorrelation(_ values: [Double]) -> Double {
        let mean = values.reduce(0, +) / Double(values.count)
        let spread = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        guard spread > 0 else { return 0 }
        return zip(values, values.dropFirst()).reduce(0) { $0 + ($1.0 - mean) * ($1.1 - mean) } / spread
    }
}
