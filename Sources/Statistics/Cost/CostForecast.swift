import RealModule

/// What the coming days will cost, and whether a budget will hold (docs/statistics.md 10.2). Carries no proven guarantee.
public struct CostForecast: Sendable, Hashable {
    /// The expected cost of all days ahead together.
    public let total: Double
    /// The standard deviation of its logarithm.
    public let logDeviation: Double
    /// Today's level: the logarithm of cost per unit of the index.
    public let level: Double
    /// The change of the level per day; 0 without a clear trend.
    public let slope: Double
    /// The spread of days around the level.
    public let dailyDeviation: Double
    /// How much a day follows the one before, 0 ... 0.95.
    public let correlation: Double

    /// Days without any cost: left out, and to be shown.
    public let zeroDays: Int

    private static let week = 168
    private static let minimumDays = 7
    /// Hours below which the rhythm of the week is not known: no index, and twice the width.
    private static let hoursForIndex = 4 * 168
    private static let levelDays = 14
    private static let trendDays = 28
    private static let trendSignificance = 0.05
    private static let tiny = 1e-12

    /// - Parameters:
    ///   - hours: cost of past hours, whole weeks, one or more; better 4 to 8. Below 4 the week's rhythm is not known and the
    ///     interval is twice as wide.
    ///   - firstHourOfWeek: 0 ... 167, of the first of them.
    ///   - daysAhead: 1 or more.
    /// - Returns: nil when there is not one whole week, or fewer than 7 days with a cost.
    public init?(hours: [Double], firstHourOfWeek: Int, daysAhead: Int) {
        guard hours.count >= Self.week, hours.count.isMultiple(of: Self.week), daysAhead >= 1 else { return nil }
        let isShort = hours.count < Self.hoursForIndex
        let index =
            isShort
            ? [Double](repeating: 1, count: Self.week) : Self.hourIndex(hours, first: firstHourOfWeek)
        let allDays = Self.dailyLevels(hours, index: index, first: firstHourOfWeek)
        let days = allDays.compactMap { $0 }.suffix(Self.trendDays).map { $0 }
        guard days.count >= Self.minimumDays else { return nil }
        zeroDays = allDays.count { $0 == nil }
        let count = days.count
        let slope = Trend.test(days).p < Self.trendSignificance ? Trend.slope(days) : 0
        let window = min(Self.levelDays, count)
        let level = Trend.median((0..<window).map { days[count - window + $0] - slope * Double($0 - (window - 1)) })
        let residuals = Self.centred(days.indices.map { days[$0] - (level + slope * Double($0 - (count - 1))) })
        let deviation = 1.1 * 1.4826 * Trend.median(residuals.map(\.magnitude))
        let raw = Trend.firstCorrelation(residuals)
        let correlation = (raw + (1 + 3 * max(0, raw)) / Double(count)).clamped(to: 0...0.95)
        let ahead = (0..<daysAhead).map { day in
            let start = firstHourOfWeek + hours.count + day * 24
            let weight = (0..<24).reduce(0) { $0 + index[(start + $1) % Self.week] }
            return weight * Double.exp(level + slope * Double(day + 1))
        }
        let total = ahead.reduce(0, +)
        self.total = total
        self.level = level
        self.slope = slope
        self.correlation = correlation
        dailyDeviation = deviation
        let width = Self.logDeviation(
            shares: ahead.map { $0 / total }, deviation: deviation, correlation: correlation, slope: slope, days: count,
            window: window)
        logDeviation = isShort ? 2 * width : width
    }

    private static func logDeviation(
        shares: [Double], deviation: Double, correlation: Double, slope: Double, days: Int, window: Int
    ) -> Double {
        let inflation = ((1 + correlation) / (1 - correlation)).squareRoot()
        let count = Double(days)
        let levelError = min(1.2533 * deviation / Double(window).squareRoot() * inflation, 1.5 * deviation)
        var slopeError = deviation / (count * count * count / 12).squareRoot() * inflation
        if slope != 0 { slopeError *= 1.5 }
        let lever = shares.enumerated().reduce(0) { $0 + $1.element * Double($1.offset + 1) } + Double(window - 1) / 2
        var joint = 0.0
        for i in shares.indices {
            for j in shares.indices { joint += shares[i] * shares[j] * Double.pow(correlation, abs(i - j)) }
        }
        let variance =
            levelError * levelError + lever * slopeError * lever * slopeError + deviation * deviation * joint
        return variance.squareRoot()
    }

    /// How dear each hour of the week is, with mean 1: medians of the hour against the week around it, so that a trend does
    /// not show.
    private static func hourIndex(_ hours: [Double], first: Int) -> [Double] {
        var ratios = [[Double]](repeating: [], count: week)
        var sum = hours[..<week].reduce(0, +)
        for hour in 84..<max(84, hours.count - 84) {
            if hour > 84 { sum += hours[hour + 83] - hours[hour - 85] }
            if sum > 0 { ratios[(first + hour) % week].append(hours[hour] * Double(week) / sum) }
        }
        let raw = ratios.map { $0.isEmpty ? 1 : Trend.median($0) }
        let mean = raw.reduce(0, +) / Double(week)
        return mean > 0 ? raw.map { $0 / mean } : [Double](repeating: 1, count: week)
    }

    /// Nil for a day without any cost.
    private static func dailyLevels(_ hours: [Double], index: [Double], first: Int) -> [Double?] {
        (0..<hours.count / 24).map { day in
            let cost = hours[day * 24..<day * 24 + 24].reduce(0, +)
            guard cost > 0 else { return nil }
            let weight = (0..<24).reduce(0) { $0 + index[(first + day * 24 + $1) % week] }
            return Double.log(max(cost, tiny) / max(weight, tiny))
        }
    }

    private static func centred(_ values: [Double]) -> [Double] {
        let middle = Trend.median(values)
        return values.map { $0 - middle }
    }

    /// The range that holds the total with about this probability.
    ///
    /// - Parameter normalQuantile: 1.2816 for 80 %.
    public func range(normalQuantile: Double) -> ClosedRange<Double> {
        total * Double.exp(-normalQuantile * logDeviation)...total * Double.exp(normalQuantile * logDeviation)
    }

    /// The probability that a budget will not hold. Cautious while the level is steady.
    ///
    /// - Parameters:
    ///   - spent: so far.
    ///   - budget: for spent and forecast together.
    public func overrunProbability(spent: Double, budget: Double) -> Double {
        let left = budget - spent
        if left <= 0 { return 1 }
        return NormalDistribution.tail((Double.log(left) - Double.log(total)) / max(logDeviation, 1e-9))
    }
}
