internal import RealModule
internal import Statistics

/// The performance of a model of several classes.
struct MulticlassPerformance {
    private let reference: Table
    private let current: Table
    private let codes: ClassCodes
    private let options: ReportOptions
    /// Rows of one side that probabilities are read of.
    private static let mostRows = 100_000

    init(_ reference: Table, _ current: Table, _ codes: ClassCodes, _ options: ReportOptions) {
        self.reference = reference
        self.current = current
        self.codes = codes
        self.options = options
    }

    func finding() -> PerformanceFinding {
        var finding = PerformanceFinding(task: .multiclass, positiveClass: nil)
        let before = Self.confusion(codes.reference, codes.classes.count)
        let now = Self.confusion(codes.current, codes.classes.count)
        finding.referenceLabelled = before.values.reduce(0, +)
        finding.currentLabelled = now.values.reduce(0, +)
        if finding.referenceLabelled > 0, finding.currentLabelled > 0 {
            finding.measured = [
                MetricFinding(.accuracy, Self.right(before), Self.right(now), tolerance: options.tolerance),
                MetricFinding(.macroF1, Self.macroF1(before), Self.macroF1(now), tolerance: options.tolerance),
            ]
        }
        if !options.probabilities.isEmpty { finding.estimated = estimated() }
        return finding
    }

    private struct Outcome: Hashable {
        var label: Int32
        var predicted: Int32
    }

    private static func confusion(_ side: ClassCodes.Side, _ classes: Int) -> [Outcome: Int] {
        var counts: [Outcome: Int] = [:]
        for (label, predicted) in zip(side.label, side.predicted) where label >= 0 && predicted >= 0 {
            counts[Outcome(label: label, predicted: predicted), default: 0] += 1
        }
        return counts
    }

    private static func right(_ confusion: [Outcome: Int]) -> (hits: Int, count: Int) {
        (
            confusion.reduce(0) { $0 + ($1.key.label == $1.key.predicted ? $1.value : 0) },
            confusion.values.reduce(0, +)
        )
    }

    /// The mean F1 of the classes that occur, with its standard error from what each row adds (the delta method).
    private static func macroF1(_ confusion: [Outcome: Int]) -> (value: Double, error: Double)? {
        var hits: [Int32: Double] = [:]
        var uses: [Int32: Double] = [:]
        for (outcome, count) in confusion {
            uses[outcome.label, default: 0] += Double(count)
            uses[outcome.predicted, default: 0] += Double(count)
            if outcome.label == outcome.predicted { hits[outcome.label, default: 0] += Double(count) }
        }
        guard confusion.values.reduce(0, +) >= MetricFinding.fewestLabels else { return nil }
        let classes = Double(uses.count)
        let value = uses.keys.sorted().reduce(0.0) { $0 + 2 * (hits[$1] ?? 0) / (uses[$1] ?? 1) } / classes
        var variance = 0.0
        // In a fixed order, so that the same rows give the same last bit.
        for (outcome, count) in confusion.sorted(by: {
            ($0.key.label, $0.key.predicted) < ($1.key.label, $1.key.predicted)
        }) {
            func loss(_ name: Int32) -> Double {
                let total = uses[name] ?? 1
                return -2 * (hits[name] ?? 0) / (total * total)
            }
            var influence = loss(outcome.label) + loss(outcome.predicted)
            if outcome.label == outcome.predicted { influence += 2 / (uses[outcome.label] ?? 1) }
            variance += Double(count) * influence * influence / (classes * classes)
        }
        return (value, variance.squareRoot())
    }

    /// One side's probabilities by class, rows without all of them left out.
    private func probabilities(
        _ table: Table, _ side: ClassCodes.Side, _ names: [String]
    ) -> [(row: [Double], label: Int, predicted: Int)] {
        let columns = names.compactMap { options.probabilities[$0].flatMap { table.column($0)?.numbers } }
        guard columns.count == names.count, !columns.isEmpty else { return [] }
        let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        func place(_ code: Int32) -> Int { code < 0 ? -1 : places[codes.classes[Int(code)]] ?? -1 }
        return stride(from: 0, to: table.rows, by: max(1, table.rows / Self.mostRows)).compactMap { index in
            let row = columns.map { $0[index] }
            guard row.allSatisfy({ (0...1).contains($0) }) else { return nil }
            var predicted = place(side.predicted[index])
            if options.prediction == nil { predicted = row.indices.max { row[$0] < row[$1] } ?? -1 }
            return predicted < 0 ? nil : (row, place(side.label[index]), predicted)
        }
    }

    private func estimated() -> EstimatedPerformance? {
        let names = codes.classes.filter { options.probabilities[$0] != nil }
        let before = probabilities(reference, codes.reference, names)
        let now = probabilities(current, codes.current, names)
        guard now.count >= MetricFinding.fewestLabels else { return nil }
        let labelled = before.filter { $0.label >= 0 }
        let calibrations = names.indices.map { place -> Calibration? in
            let hits = labelled.count { $0.label == place }
            guard labelled.count >= Calibration.minimumEvents,
                min(hits, labelled.count - hits) >= Calibration.minimumPerClass
            else { return nil }
            return Calibration(labelled.map { (score: $0.row[place], label: $0.label == place ? 1 : 0) })
        }
        let isCalibrated = calibrations.allSatisfy { $0 != nil }
        func calibrated(_ row: [Double]) -> [Double] {
            let raw = isCalibrated ? row.enumerated().map { calibrations[$0.offset]?.share(of: $0.element) ?? 0 } : row
            let sum = raw.reduce(0, +)
            return sum > 0 ? raw.map { $0 / sum } : raw.map { _ in 1 / Double(raw.count) }
        }
        func estimate(_ rows: [(row: [Double], label: Int, predicted: Int)]) -> [PerformanceMetric: RangedValue] {
            guard
                let result = ExpectedPerformance.multiclass(
                    rows.map { calibrated($0.row) }, predicted: rows.map(\.predicted))
            else { return [:] }
            return [
                .accuracy: EstimatedRange.around(result.accuracy, result.accuracyError),
                .macroF1: RangedValue(result.macroF1),
            ]
        }
        let usual = estimate(before)
        let current = estimate(now)
        let outside = now.count { item in
            isCalibrated && calibrations.indices.contains { calibrations[$0]?.isOutside(item.row[$0]) ?? false }
        }
        return EstimatedPerformance(
            method: isCalibrated ? .calibratedProbabilities : .rawProbabilities, rows: now.count,
            figures: [.accuracy, .macroF1].compactMap { metric in
                current[metric].map { .init(metric: metric, reference: usual[metric], current: $0) }
            }, outsideShare: Double(outside) / Double(now.count), assumption: EstimatedRange.assumption)
    }
}
