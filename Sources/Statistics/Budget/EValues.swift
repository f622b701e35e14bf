import RealModule

/// Combining and ranking the evidence of many monitors (docs/statistics.md 4.3, 4.4).
public enum EValues {
    /// The e-BH list: which of many e-values may be called "probably degraded now", false discovery rate at most `alpha` at
    /// this fixed time, whatever their dependence. Pages nobody.
    ///
    /// - Parameters:
    ///   - logEValues: one per monitor; monitors in warm-up count with 0.
    ///   - alpha: 0.1 by default.
    /// - Returns: their indices, strongest first.
    public static func probablyDegraded(_ logEValues: [Double], alpha: Double = 0.1) -> [Int] {
        // Ties keep their order, so that the list is the same in every process.
        let order = logEValues.indices.sorted { (logEValues[$1], $0) < (logEValues[$0], $1) }
        let count = Double(logEValues.count)
        var listed = 0
        for (index, monitor) in order.enumerated()
        where logEValues[monitor] >= Double.log(count / (alpha * Double(index + 1))) {
            listed = index + 1
        }
        return Array(order[..<listed])
    }

    /// The logarithm of the weighted average of e-values, itself an e-value.
    ///
    /// - Parameters:
    ///   - logEValues: one or more.
    ///   - weights: nil for equal ones.
    public static func logAverage(_ logEValues: [Double], weights: [Double]? = nil) -> Double {
        let weights = weights ?? [Double](repeating: 1, count: logEValues.count)
        let total = weights.reduce(0, +)
        return Double.logSumExp(zip(logEValues, weights).map { $0 + Double.log($1 / total) })
    }

    /// The evidence of the light that stands for a whole system: it reacts to many weak signals at once. One more monitor,
    /// with a budget entry of its own.
    ///
    /// - Parameter monitors: logarithm of capital in months, and budget, of each.
    public static func systemLogEvidence(_ monitors: [(logEvidence: Double, monthlyBudget: Double)]) -> Double {
        logAverage(monitors.map(\.logEvidence), weights: monitors.map(\.monthlyBudget))
    }

    /// The logarithm of an e-value made from a p-value. Weak (p = 0.001 gives 20.8): for ranking only.
    ///
    /// - Parameter p: 0 ... 1.
    public static func logEValue(p: Double) -> Double {
        if p <= 0 { return .infinity }
        if p >= 1 { return Double.log(0.5) }
        let l = Double.log(p)
        if l > -1e-2 { return Double.log(0.5 - l / 6 + l * l / 24 - l * l * l / 120) }
        return Double.log(1 - p + p * l) - l - 2 * Double.log(-l)
    }
}
