import RealModule

/// How to divide money between people's labels and judge calls (docs/statistics.md 6.3).
public struct LabelBudget: Sendable, Hashable {
    /// Labels to ask people for.
    public let labels: Double
    /// Items to have judged; 0 when the judge is not worth its price.
    public let judgeCalls: Double
    /// The variance of the estimate, as a multiple of a label's variance.
    public let varianceFactor: Double

    /// - Parameters:
    ///   - money: in any currency.
    ///   - perLabel: price of a label.
    ///   - perJudgeCall: price of a judge call.
    ///   - correlation: between label and judge score, -1 ... 1.
    public init(money: Double, perLabel: Double, perJudgeCall: Double, correlation: Double) {
        let shared = correlation * correlation
        let people = (perLabel * (1 - shared)).squareRoot()
        let judge = (perJudgeCall * shared).squareRoot()
        guard shared > 0, (people + judge) * (people + judge) < perLabel else {
            labels = money / perLabel
            judgeCalls = 0
            varianceFactor = perLabel / money
            return
        }
        labels = money * ((1 - shared) / perLabel).squareRoot() / (people + judge)
        judgeCalls = money * (shared / perJudgeCall).squareRoot() / (people + judge)
        varianceFactor = (people + judge) * (people + judge) / money
    }

    /// How to spread labels over strata so that the estimate is most precise (Neyman): by share of traffic times spread, but
    /// never fewer than an estimate needs (docs/statistics.md 6.2).
    ///
    /// - Parameters:
    ///   - labels: to be spread, 0 or more.
    ///   - strata: share of the traffic, and standard deviation of label minus weighted judge score; nil where nothing was seen
    ///     yet, which counts as 0.5.
    /// - Returns: labels per stratum, adding up to `labels` unless that is too few for all.
    public static func allocation(_ labels: Double, strata: [(share: Double, deviation: Double?)]) -> [Double] {
        let least = PredictionPoweredMean.minimumPerStratum
        let weights = strata.map { $0.share * ($0.deviation ?? 0.5) }
        var fixed = Set<Int>()
        while true {
            let free = strata.indices.filter { !fixed.contains($0) }
            let total = free.reduce(0) { $0 + weights[$1] }
            let left = max(0, labels - least * Double(fixed.count))
            func part(_ index: Int) -> Double {
                total > 0 ? left * weights[index] / total : left / Double(max(1, free.count))
            }
            let short = free.filter { part($0) < least }
            if short.isEmpty { return strata.indices.map { fixed.contains($0) ? least : part($0) } }
            fixed.formUnion(short)
        }
    }
}
