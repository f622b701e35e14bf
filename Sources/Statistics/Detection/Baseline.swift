import RealModule

/// What "as usual" means for one direction of one monitor: algorithm B1 (docs/statistics.md 1.4, 1.5).
///
/// Built once from a reference window, then pinned and stored; it never follows the data. Harm = increase: for a signal
/// where a fall is harm it is built from flipped blocks. What tightens while a monitor runs is the ``Ratchet``.
public struct Baseline: Sendable, Hashable {
    /// What the numbers are. On disk: never change.
    public enum Kind: UInt8, Sendable, Hashable, CaseIterable {
        /// Zeros and ones.
        case rate = 0
        /// Any numbers in [0, 1].
        case score = 1
    }

    /// How the dead band enters the null mean. On disk: never change.
    public enum DeadBandMode: UInt8, Sendable, Hashable, CaseIterable {
        /// The larger of the bound and mean plus dead band: the default.
        case larger = 0
        /// The bound plus the dead band: no alarm unless harm beyond it is proven.
        case sum = 1
        /// No dead band; the reference's mean is the least that the ratchet can reach.
        case none = 2
    }

    /// What the owner or the product decided about a baseline.
    public struct Settings: Sendable, Hashable {
        /// The probability that the bound is wrong, once per baseline: see ``Budget/delta(monthlyBudget:)``.
        public var delta: Double
        /// A rise that nobody would act on; nil for the default, 5 % of the mean for rates and 0.01 for scores.
        public var deadBand: Double?
        /// What the pages call tolerance, in the monitor's own unit: the dead band of a rate is never larger.
        public var tolerance: Double?
        /// How the dead band enters.
        public var deadBandMode: DeadBandMode
        /// Made from a few days: dead band doubled, no season, at least `1 + 0.02 · failures per day` overdispersion.
        public var isProvisional: Bool
        /// Whether clustering slows the bets down. Without it the guarantee holds for independent events only.
        public var isTempered: Bool
        /// Never use the approximate t bound for scores.
        public var isStrict: Bool

        /// - Parameters:
        ///   - delta: the probability that the bound is wrong.
        ///   - deadBand: nil for the default.
        ///   - tolerance: in the monitor's own unit, nil when it has none.
        ///   - deadBandMode: the larger of both by default.
        ///   - isProvisional: made from a few days.
        ///   - isTempered: clustering slows the bets down.
        ///   - isStrict: never the t bound.
        public init(
            delta: Double, deadBand: Double? = nil, tolerance: Double? = nil, deadBandMode: DeadBandMode = .larger,
            isProvisional: Bool = false, isTempered: Bool = true, isStrict: Bool = false
        ) {
            self.delta = delta
            self.deadBand = deadBand
            self.tolerance = tolerance
            self.deadBandMode = deadBandMode
            self.isProvisional = isProvisional
            self.isTempered = isTempered
            self.isStrict = isStrict
        }
    }

    /// What the numbers are.
    public let kind: Kind
    /// Events of the reference.
    public let count: Double
    /// The sum of their numbers.
    public let sum: Double
    /// The variance of one event.
    public let variance: Double
    /// Days of the reference with events.
    public let days: Int
    /// Overdispersion by hours or days, whichever is larger, at least 1.
    public let overdispersion: Double
    /// How the mean follows the hour of the week.
    public let season: SeasonalIndex
    /// The upper bound of the reference's mean at level 0.8 delta.
    public let frozenBound: Double
    /// The probability that the bound is wrong.
    public let delta: Double
    /// The dead band in use, in the unit of the mean.
    public let deadBand: Double
    /// How it enters.
    public let deadBandMode: DeadBandMode
    /// Made from a few days.
    public let isProvisional: Bool

    /// Reference failures below which no overdispersion is estimated.
    private static let minimumFailuresForOverdispersion = 30.0
    /// The share of delta that the frozen bound uses; the ratchet has the rest.
    private static let frozenShare = 0.8

    /// - Parameters:
    ///   - blocks: of the reference window, harm = increase, in any order, with their mix factors.
    ///   - kind: zeros and ones, or scores.
    ///   - settings: what was decided.
    public init(_ blocks: [DatedBlock], kind: Kind, settings: Settings) {
        let moments = blocks.reduce(into: ReferenceBound.Moments(count: 0, sum: 0, sumOfSquares: 0)) { total, entry in
            total.count += entry.block.count
            total.sum += entry.block.sum
            total.sumOfSquares += entry.block.sumOfSquares
        }
        let mean = moments.count > 0 ? moments.sum / moments.count : 0
        let variance = kind == .rate ? mean * (1 - mean) : moments.variance
        let hours = Self.hours(blocks)
        let days = Set(hours.map { $0.hour.flooredDay }).count
        let season =
            settings.isProvisional
            ? .flat : SeasonalIndex(hours: hours.map { ($0.hour, $0.exposure, $0.sum) }, mean: mean, days: days)
        var overdispersion = 1.0
        if settings.isTempered {
            overdispersion = Self.overdispersion(hours, mean: mean, variance: variance, season: season, kind: kind)
            if settings.isProvisional {
                overdispersion = max(overdispersion, 1 + 0.02 * moments.sum / Double(max(1, days)))
            }
        }
        self.kind = kind
        count = moments.count
        sum = moments.sum
        self.variance = variance
        self.days = days
        self.overdispersion = overdispersion
        self.season = season
        delta = settings.delta
        deadBand = Self.deadBand(settings, kind: kind, mean: mean)
        deadBandMode = settings.deadBandMode
        isProvisional = settings.isProvisional
        frozenBound = ReferenceBound.upper(
            moments.divided(by: overdispersion), delta: Self.frozenShare * settings.delta, kind: kind,
            strict: settings.isStrict)
    }

    /// A baseline of a plain count and sum, without season, mix or clustering: named baselines, tests, comparisons.
    ///
    /// - Parameters:
    ///   - moments: of the reference.
    ///   - kind: zeros and ones, or scores.
    ///   - days: how long the reference lasted.
    ///   - overdispersion: at least 1.
    ///   - settings: what was decided.
    public init(
        _ moments: ReferenceBound.Moments, kind: Kind, days: Int, overdispersion: Double = 1, settings: Settings
    ) {
        let mean = moments.count > 0 ? moments.sum / moments.count : 0
        self.kind = kind
        count = moments.count
        sum = moments.sum
        variance = kind == .rate ? mean * (1 - mean) : moments.variance
        self.days = days
        self.overdispersion = overdispersion
        season = .flat
        delta = settings.delta
        deadBand = Self.deadBand(settings, kind: kind, mean: mean)
        deadBandMode = settings.deadBandMode
        isProvisional = settings.isProvisional
        frozenBound = ReferenceBound.upper(
            moments.divided(by: overdispersion), delta: Self.frozenShare * settings.delta, kind: kind,
            strict: settings.isStrict)
    }

    /// The mean of the reference.
    public var mean: Double { count > 0 ? sum / count : 0 }

    /// The level at which the ratchet's bound is wrong.
    public var ratchetDelta: Double { (1 - Self.frozenShare) * delta }

    /// The tempering of bets, `1 / overdispersion`.
    public var tempering: Double { 1 / overdispersion }

    /// Expected events per month of 30 days.
    public var eventsPerMonth: Double { count / Double(max(1, days)) * 30 }

    /// Nothing can be said against this baseline: it has no events, or its bound is 1. Such a monitor never alarms.
    public var isBlind: Bool { count == 0 || frozenBound >= 1 - 1e-9 }

    /// Bound and dead band together, before season and mix.
    ///
    /// - Parameter bound: ``frozenBound``, or the ratchet's.
    public func nullMean(bound: Double) -> Double {
        let level =
            switch deadBandMode {
            case .larger: max(bound, mean + deadBand)
            case .sum: bound + deadBand
            case .none: max(bound, mean)
            }
        return level.clamped(to: 1e-9...1 - 1e-9)
    }

    /// What the mean of a block may be at most without counting as harm.
    ///
    /// - Parameters:
    ///   - hour: in which the block began, whole hours since 1970, UTC.
    ///   - mixFactor: of the block.
    ///   - ratchet: nil for the frozen bound alone.
    public func nullMean(hour: Int, mixFactor: Double = 1, ratchet: Ratchet? = nil) -> Double {
        let level = nullMean(bound: min(frozenBound, ratchet?.bound ?? 1))
        return (level * season.factor(hour: hour) * mixFactor).clamped(to: 1e-9...1 - 1e-9)
    }

    /// What the mean of a block is expected to be if nothing changed: the reference's mean times season and mix.
    public func expectedMean(hour: Int, mixFactor: Double = 1) -> Double {
        mean * season.factor(hour: hour) * mixFactor
    }

    /// The bets of a detector that starts on this baseline.
    ///
    /// - Parameter monthlyBudget: false alarms allowed per month.
    public func betGrid(monthlyBudget: Double, count: Int = BetGrid.defaultCount) -> BetGrid {
        let nullMean = nullMean(bound: frozenBound)
        let spread = kind == .rate ? nullMean * (1 - nullMean) : max(variance, 1e-12)
        let events = max(1, eventsPerMonth)
        let monthOfTraffic = BetGrid.smallestShift(
            variance: spread, logThreshold: max(1, Double.log(events / monthlyBudget)), eventsPerMonth: events)
        let band = deadBandMode == .none ? 0 : deadBand
        return BetGrid(
            nullMean: nullMean, variance: spread, smallestShift: max(band / 2, monthOfTraffic, 1e-9), count: count)
    }

    /// A detector that starts on this baseline.
    public func detector(monthlyBudget: Double) -> EDetector {
        EDetector(bets: betGrid(monthlyBudget: monthlyBudget), monthlyBudget: monthlyBudget, tempering: tempering)
    }

    private static func deadBand(_ settings: Settings, kind: Kind, mean: Double) -> Double {
        let usual: Double
        switch kind {
        case .rate: usual = min(settings.deadBand ?? 0.05 * mean, settings.tolerance ?? .infinity)
        case .score: usual = settings.deadBand ?? 0.01
        }
        return settings.isProvisional ? 2 * usual : usual
    }

    private struct Hour {
        var hour: Int
        var count: Double
        var exposure: Double
        var sum: Double

        mutating func add(_ entry: DatedBlock) {
            count += entry.block.count
            exposure += entry.block.count * entry.mixFactor
            sum += entry.block.sum
        }
    }

    private static func hours(_ blocks: [DatedBlock]) -> [Hour] {
        var byHour: [Int: Hour] = [:]
        for entry in blocks where entry.block.count > 0 {
            byHour[entry.hour, default: Hour(hour: entry.hour, count: 0, exposure: 0, sum: 0)].add(entry)
        }
        return byHour.values.sorted { $0.hour < $1.hour }
    }

    private static func overdispersion(
        _ hours: [Hour], mean: Double, variance: Double, season: SeasonalIndex, kind: Kind
    ) -> Double {
        guard hours.reduce(0, { $0 + $1.sum }) >= minimumFailuresForOverdispersion else { return 1 }
        var days: [Int: Overdispersion.Cell] = [:]
        var cells: [Overdispersion.Cell] = []
        for hour in hours {
            let expected = hour.exposure * mean * season.factor(hour: hour.hour)
            cells.append(Overdispersion.Cell(count: hour.count, sum: hour.sum, expected: expected))
            var day = days[hour.hour.flooredDay] ?? Overdispersion.Cell(count: 0, sum: 0, expected: 0)
            day.count += hour.count
            day.sum += hour.sum
            day.expected += expected
            days[hour.hour.flooredDay] = day
        }
        let eventVariance = kind == .rate ? nil : Optional(variance)
        // Sorted, so that the same blocks give the same bits in every process: dictionaries have no order of their own.
        let daily = days.sorted { $0.key < $1.key }.map(\.value)
        return max(
            Overdispersion.pearson(cells, fitted: season.hourlyCells, eventVariance: eventVariance),
            Overdispersion.pearson(daily, fitted: season.dailyCells, eventVariance: eventVariance))
    }
}

extension Int {
    /// The UTC day of an hour since 1970.
    var flooredDay: Int { self >= 0 ? self / 24 : -((-self + 23) / 24) }
}
