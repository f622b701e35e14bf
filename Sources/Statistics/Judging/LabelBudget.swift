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
}
