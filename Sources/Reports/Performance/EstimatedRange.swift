internal import RealModule
internal import Statistics

/// The figures of an estimate without labels, with the ranges in which the realised ones lie if the assumption holds.
enum EstimatedRange {
    private static let z = 1.959963984540054

    /// What must be shown with every estimate.
    static let assumption =
        "Assumes that the relation between score and outcome has not changed since the reference: it sees that other rows came, "
        + "not that the same rows mean something else now."

    /// A figure; nil when it has no meaning.
    static func of(_ metric: PerformanceMetric, _ estimate: ExpectedPerformance) -> RangedValue? {
        let all =
            estimate.truePositives + estimate.falsePositives + estimate.falseNegatives + estimate.trueNegatives
        switch metric {
        case .accuracy:
            return around(estimate.accuracy, estimate.accuracyError)
        case .precision:
            return Proportion.range(estimate.truePositives, of: estimate.truePositives + estimate.falsePositives)
        case .recall:
            return Proportion.range(estimate.truePositives, of: estimate.truePositives + estimate.falseNegatives)
        case .f1:
            let either = estimate.truePositives + estimate.falsePositives + estimate.falseNegatives
            return Proportion.range(estimate.truePositives, of: either).map {
                RangedValue(f1($0.value), low: $0.low.map(f1), high: $0.high.map(f1))
            }
        case .rocAUC:
            let positives = estimate.truePositives + estimate.falseNegatives
            return estimate.areaUnderCurve.map { around($0, areaError($0, positives, all - positives)) }
        case .macroF1, .brier, .meanAbsoluteError, .rootMeanSquaredError, .bias: return nil
        }
    }

    /// A share with a standard error.
    static func around(_ value: Double, _ error: Double) -> RangedValue {
        RangedValue(
            value, low: (value - z * error).limited(to: 0...1), high: (value + z * error).limited(to: 0...1))
    }

    private static func f1(_ share: Double) -> Double { 2 * share / (1 + share) }

    /// The standard error of the area under the curve by Hanley and McNeil.
    private static func areaError(_ area: Double, _ positives: Double, _ negatives: Double) -> Double {
        guard positives >= 1, negatives >= 1 else { return 0.5 }
        let two = area / (2 - area)
        let square = 2 * area * area / (1 + area)
        let variance =
            (area * (1 - area) + (positives - 1) * (two - area * area) + (negatives - 1) * (square - area * area))
            / (positives * negatives)
        return max(0, variance).squareRoot()
    }
}
