internal import RealModule
internal import Statistics

/// The performance of a model of numbers.
struct RegressionPerformance {
    private struct Side {
        var predicted: [Double]
        var label: [Double]
    }

    private let reference: Side
    private let current: Side

    init(_ reference: Table, _ current: Table, _ options: ReportOptions) {
        func side(_ table: Table) -> Side {
            func numbers(_ name: String?) -> [Double] {
                name.flatMap { table.column($0)?.numbers } ?? [Double](repeating: .nan, count: table.rows)
            }
            return Side(predicted: numbers(options.prediction), label: numbers(options.label))
        }
        self.reference = side(reference)
        self.current = side(current)
    }

    func finding() -> PerformanceFinding {
        let before = Self.errors(reference)
        let now = Self.errors(current)
        var finding = PerformanceFinding(task: .regression, positiveClass: nil)
        finding.referenceLabelled = before.count
        finding.currentLabelled = now.count
        if !before.isEmpty, !now.isEmpty {
            let usual = Self.moments(before) { $0.magnitude }
            let scale = usual.mean?.value ?? 0
            let squared = (Self.rootMeanSquare(before), Self.rootMeanSquare(now))
            finding.measured = [
                MetricFinding(
                    .meanAbsoluteError, usual.mean, Self.moments(now) { $0.magnitude }.mean, tolerance: 0,
                    relativeTo: scale),
                MetricFinding(
                    .rootMeanSquaredError, squared.0, squared.1, tolerance: 0, relativeTo: squared.0?.value ?? 0),
                MetricFinding(
                    .bias, Self.moments(before) { $0 }.mean, Self.moments(now) { $0 }.mean, tolerance: 0,
                    relativeTo: scale),
            ]
        }
        finding.estimated = estimated()
        return finding
    }

    private static func errors(_ side: Side) -> [Double] {
        zip(side.predicted, side.label).compactMap { predicted, label in
            (predicted - label).isFinite ? predicted - label : nil
        }
    }

    private static func moments(_ errors: [Double], _ value: (Double) -> Double) -> Moments {
        var moments = Moments()
        for error in errors { moments.add(value(error)) }
        return moments
    }

    private static func rootMeanSquare(_ errors: [Double]) -> (value: Double, error: Double)? {
        guard let mean = moments(errors, { $0 * $0 }).mean else { return nil }
        let root = mean.value.squareRoot()
        return (root, root > 0 ? mean.error / (2 * root) : 0)
    }

    /// The current error from how predictions are spread over the reference's deciles (docs/statistics.md 8.2).
    private func estimated() -> EstimatedPerformance? {
        let sorted = SortedNumbers(reference.predicted)
        let cells = (1...9).compactMap { sorted.quantile(Double($0) / 10) }
        guard cells.count == 9, let low = sorted.quantile(0), let high = sorted.quantile(1) else { return nil }
        func cell(_ prediction: Double) -> String { String(cells.count { prediction > $0 }) }
        var losses: [String: ReferenceBound.Moments] = [:]
        var usual: [String: Double] = [:]
        for (predicted, label) in zip(reference.predicted, reference.label) where (predicted - label).isFinite {
            let loss = (predicted - label).magnitude
            let before = losses[cell(predicted)] ?? .init(count: 0, sum: 0, sumOfSquares: 0)
            losses[cell(predicted)] = .init(
                count: before.count + 1, sum: before.sum + loss, sumOfSquares: before.sumOfSquares + loss * loss)
            usual[cell(predicted), default: 0] += 1
        }
        let predictions = current.predicted.filter(\.isFinite)
        var now: [String: Double] = [:]
        for prediction in predictions { now[cell(prediction), default: 0] += 1 }
        guard usual.values.reduce(0, +) >= Double(Calibration.minimumEvents),
            predictions.count >= MetricFinding.fewestLabels,
            let estimate = ExpectedLoss(reference: losses, current: now), estimate.unseenShare <= 0.2
        else { return nil }
        func range(_ loss: ExpectedLoss) -> RangedValue {
            let half = 1.959963984540054 * loss.standardError
            return RangedValue(loss.loss, low: max(0, loss.loss - half), high: loss.loss + half)
        }
        let outside = predictions.count { $0 < low || $0 > high }
        return EstimatedPerformance(
            method: .expectedLoss, rows: predictions.count,
            figures: [
                .init(
                    metric: .meanAbsoluteError, reference: ExpectedLoss(reference: losses, current: usual).map(range),
                    current: range(estimate))
            ], outsideShare: Double(outside) / Double(predictions.count),
            assumption:
                "Assumes that predictions of one size are as wrong as they were in the reference: it sees that other "
                + "rows came, not that the same rows mean something else now.")
    }
}
