import RealModule
public import Sketches

/// Algorithms D1 and D2: whether the distribution of a field moved, as the average of one-sided detectors over the shares of
/// several indicators, both directions (docs/statistics.md 3.2, 3.3).
///
/// The whole field costs one budget entry. The indicators: nine decile exceedances of a number (``numeric(first:rest:)``),
/// or "is this category" for each frequent one and for all others together (``categorical(_:)``).
public struct DriftBaseline: Sendable, Hashable {
    /// What is counted per block. On disk: never change the cases' meaning.
    public enum Indicators: Sendable, Hashable {
        /// The number's bin lies above each of these, rising.
        case above([Int32])
        /// The number never differed from this one bin.
        case differsFrom(Int32)
        /// The value is each of these, and lastly: any other.
        case isOneOf([String])
    }

    /// What is counted.
    public let indicators: Indicators
    /// Reference events behind the shares.
    public let count: Double
    /// How many of them had each indicator.
    public let ones: [Double]

    private init(indicators: Indicators, count: Double, ones: [Double]) {
        self.indicators = indicators
        self.count = count
        self.ones = ones
    }

    /// Fields with fewer reference values are not watched for drift.
    public static let minimumReference: UInt64 = 1000
    /// Categories counted by name; everything else is OTHER.
    public static let namedCategories = 49
    /// A shift of a share that nobody would act on.
    public static let deadBand = 0.01

    private static let numericBets = 8
    private static let categoricalBets = 6

    /// The deciles of a number.
    ///
    /// - Parameters:
    ///   - first: signed bins (``LogarithmicMapping/signedKey(of:)``) of the first 20 % of the reference.
    ///   - rest: of the other 80 %, so that the rates are independent of the thresholds, ties and discrete data included.
    /// - Returns: nil when either part is empty.
    public static func numeric(first: SparseBins, rest: SparseBins) -> DriftBaseline? {
        guard let lowest = first.key(ofQuantile: 0), let highest = first.key(ofQuantile: 1), !rest.isEmpty else {
            return nil
        }
        let total = Double(rest.total)
        if lowest == highest {
            let differing = total - Double(rest.count(in: lowest))
            return DriftBaseline(indicators: .differsFrom(lowest), count: total, ones: [differing])
        }
        var keys: [Int32] = []
        for decile in 1...9 {
            if let key = first.key(ofQuantile: Double(decile) / 10), key != keys.last { keys.append(key) }
        }
        return DriftBaseline(
            indicators: .above(keys), count: total, ones: keys.map { Double(rest.count(above: $0)) })
    }

    /// The categories of a reference: up to 49 by name, everything else (values never seen included) as OTHER.
    ///
    /// - Returns: nil when nothing was counted.
    public static func categorical(_ reference: CategoryCounter) -> DriftBaseline? {
        let total = reference.total
        guard total > 0 else { return nil }
        let names = reference.ranked.prefix(namedCategories).map(\.value)
        let counts = reference.counts(of: names)
        return DriftBaseline(
            indicators: .isOneOf(names), count: Double(total),
            ones: counts.pinned.map { Double($0) } + [Double(counts.other)])
    }

    /// How many shares are watched.
    public var shareCount: Int { ones.count }

    /// How many of a block's events had each indicator. Nil for a categorical baseline.
    public func counts(_ bins: SparseBins) -> [Double]? {
        switch indicators {
        case .above(let keys): keys.map { Double(bins.count(above: $0)) }
        case .differsFrom(let key): [Double(bins.total - bins.count(in: key))]
        case .isOneOf: nil
        }
    }

    /// How many of a block's events had each indicator. Nil for a numeric baseline.
    public func counts(_ counter: CategoryCounter) -> [Double]? {
        guard case .isOneOf(let names) = indicators else { return nil }
        let counts = counter.counts(of: names)
        return counts.pinned.map { Double($0) } + [Double(counts.other)]
    }

    /// The arms of a ``TiltDetector``: for each share first "rose", then "fell"; a constant number has only "rose".
    ///
    /// - Parameters:
    ///   - days: the length of the reference.
    ///   - delta: the probability that any of the bounds is wrong.
    ///   - deadBand: of each share; nil for none.
    ///   - overdispersion: of the shares' blocks, at least 1.
    public func arms(
        days: Int, delta: Double, deadBand: Double? = DriftBaseline.deadBand, overdispersion: Double = 1
    )
        -> [Baseline]
    {
        let perArm = delta / Double(2 * shareCount)
        let settings = Baseline.Settings(
            delta: perArm, deadBand: deadBand ?? 0, deadBandMode: deadBand == nil ? .none : .larger)
        return ones.flatMap { ones in
            [ones, count - ones].prefix(isOneWay ? 1 : 2).map { sum in
                Baseline(
                    .init(count: count, sum: sum, sumOfSquares: sum), kind: .rate, days: days,
                    overdispersion: overdispersion, settings: settings)
            }
        }
    }

    /// The observations of those arms for one block.
    public func observations(counts: [Double], total: Double) -> [TiltDetector.Observation] {
        counts.flatMap { ones in
            let block = ObservationBlock.binary(count: total, ones: ones)
            return [block, block.flipped].prefix(isOneWay ? 1 : 2).map { TiltDetector.Observation(block: $0) }
        }
    }

    /// Which share, and whether it rose, an arm stands for.
    public func share(ofArm arm: Int) -> (index: Int, rose: Bool) {
        isOneWay ? (arm, true) : (arm / 2, arm % 2 == 0)
    }

    /// The monitor of the field: one budget entry for all of its shares.
    ///
    /// - Parameters:
    ///   - days: the length of the reference.
    ///   - delta: the probability that any of the bounds is wrong.
    ///   - monthlyBudget: false alarms allowed per month, for the whole field.
    ///   - overdispersion: of the shares' blocks, at least 1.
    public func tiltDetector(
        days: Int, delta: Double, monthlyBudget: Double, overdispersion: Double = 1
    ) -> TiltDetector {
        let arms = arms(days: days, delta: delta, overdispersion: overdispersion)
        let detectors = Self.detectors(
            nullMeans: arms.map { $0.nullMean(bound: $0.frozenBound) },
            eventsPerMonth: count / Double(max(1, days)) * 30,
            monthlyBudget: monthlyBudget, bets: betCount, deadBand: Self.deadBand, tempering: 1 / overdispersion)
        return TiltDetector(baselines: arms, detectors: detectors)
    }

    /// One detector per null mean; the bets look for the shift that needs a month of traffic under this many detectors.
    package static func detectors(
        nullMeans: [Double], eventsPerMonth: Double, monthlyBudget: Double, bets: Int, deadBand: Double,
        tempering: Double
    ) -> DetectorSet {
        let logThreshold = -Double.log(monthlyBudget) + Double.log(Double(nullMeans.count) * eventsPerMonth)
        return DetectorSet(
            nullMeans.map { nullMean in
                let variance = nullMean * (1 - nullMean)
                let shift = BetGrid.smallestShift(
                    variance: variance, logThreshold: max(1, logThreshold), eventsPerMonth: eventsPerMonth)
                let grid = BetGrid(
                    nullMean: nullMean, variance: variance, smallestShift: max(deadBand / 2, shift), count: bets)
                return EDetector(bets: grid, monthlyBudget: monthlyBudget, tempering: tempering)
            })
    }

    private var betCount: Int {
        if case .isOneOf = indicators { return Self.categoricalBets }
        return Self.numericBets
    }

    private var isOneWay: Bool {
        if case .differsFrom = indicators { return true }
        return false
    }
}
