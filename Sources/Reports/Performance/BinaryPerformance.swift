internal import RealModule
internal import Statistics

/// The performance of a model of two classes.
struct BinaryPerformance {
    /// One side's rows.
    private struct Side {
        var predicted: [Bool?]
        var label: [Bool?]
        /// Of the positive class; NaN is missing.
        var score: [Double]
    }

    /// Rows with prediction and label, counted.
    private struct Confusion {
        var truePositives = 0
        var falsePositives = 0
        var falseNegatives = 0
        var trueNegatives = 0

        var count: Int { truePositives + falsePositives + falseNegatives + trueNegatives }
    }

    private let reference: Side
    private let current: Side
    private let positiveClass: String?
    private let tolerance: Double
    private let hasScore: Bool

    init(_ reference: Table, _ current: Table, _ codes: ClassCodes, _ options: ReportOptions) {
        let positive = codes.positive(named: options.positiveClass)
        positiveClass = codes.classes.isEmpty ? options.positiveClass : codes.classes[Int(positive)]
        tolerance = options.tolerance
        let scoreColumn = options.score ?? positiveClass.flatMap { options.probabilities[$0] }
        hasScore = scoreColumn != nil
        func side(_ table: Table, _ codes: ClassCodes.Side) -> Side {
            let column = scoreColumn.flatMap { table.column($0) }
            let score = column?.numbers ?? [Double](repeating: .nan, count: table.rows)
            let predicted: [Bool?] =
                options.prediction.flatMap { table.column($0) } != nil
                ? codes.predicted.map { $0 < 0 ? nil : $0 == positive }
                : score.map { $0.isNaN ? nil : $0 >= 0.5 }
            return Side(
                predicted: predicted, label: codes.label.map { $0 < 0 ? nil : $0 == positive },
                // Only numbers between 0 and 1 are probabilities; a score on another scale ranks, but says no share.
                score: score.map { WordAmongNumbers.code($0) != nil || !$0.isFinite ? .nan : $0 })
        }
        self.reference = side(reference, codes.reference)
        self.current = side(current, codes.current)
    }

    func finding() -> PerformanceFinding {
        let before = Self.confusion(reference)
        let now = Self.confusion(current)
        var finding = PerformanceFinding(task: .binary, positiveClass: positiveClass)
        finding.referenceLabelled = before.count
        finding.currentLabelled = now.count
        if before.count > 0, now.count > 0 { finding.measured = measured(before, now) }
        if hasScore { finding.estimated = estimated() }
        return finding
    }

    private static func confusion(_ side: Side) -> Confusion {
        var confusion = Confusion()
        for (predicted, label) in zip(side.predicted, side.label) {
            switch (predicted, label) {
            case (true?, true?): confusion.truePositives += 1
            case (true?, false?): confusion.falsePositives += 1
            case (false?, true?): confusion.falseNegatives += 1
            case (false?, false?): confusion.trueNegatives += 1
            default: break
            }
        }
        return confusion
    }

    private func measured(_ before: Confusion, _ now: Confusion) -> [MetricFinding] {
        func share(
            _ metric: PerformanceMetric, _ part: (Confusion) -> (hits: Int, count: Int),
            shown: (Double) -> Double = { $0 }
        ) -> MetricFinding {
            MetricFinding(metric, part(before), part(now), tolerance: tolerance, shown: shown)
        }
        var findings = [share(.accuracy) { ($0.truePositives + $0.trueNegatives, $0.count) }]
        if hasScore {
            findings.append(
                MetricFinding(.rocAUC, Self.area(reference), Self.area(current), tolerance: tolerance))
        }
        findings.append(share(.precision) { ($0.truePositives, $0.truePositives + $0.falsePositives) })
        findings.append(share(.recall) { ($0.truePositives, $0.truePositives + $0.falseNegatives) })
        // F1 is a rising function of the share of true positives among all that are positive by label or prediction.
        findings.append(
            share(.f1) {
                ($0.truePositives, $0.truePositives + $0.falsePositives + $0.falseNegatives)
            } shown: {
                2 * $0 / (1 + $0)
            })
        if hasScore, isProbability {
            let error = Self.brier(reference)
            findings.append(
                MetricFinding(.brier, error, Self.brier(current), tolerance: tolerance, relativeTo: error?.value ?? 1))
        }
        return findings
    }

    private var isProbability: Bool {
        [reference, current].allSatisfy { $0.score.allSatisfy { $0.isNaN || (0...1).contains($0) } }
    }

    /// The area under the ROC curve with DeLong's standard error; nil with fewer than ten of either class.
    private static func area(_ side: Side) -> (value: Double, error: Double)? {
        var negative: [Double] = []
        var positive: [Double] = []
        for (label, score) in zip(side.label, side.score) where !score.isNaN {
            if label == true { positive.append(score) } else if label == false { negative.append(score) }
        }
        guard min(negative.count, positive.count) >= 10 else { return nil }
        let ranks = RankComparison(SortedNumbers(negative).values, SortedNumbers(positive).values)
        return (ranks.area, ranks.error)
    }

    private static func brier(_ side: Side) -> (value: Double, error: Double)? {
        var moments = Moments()
        for (label, score) in zip(side.label, side.score) where !score.isNaN {
            if let label { moments.add((score - (label ? 1 : 0)) * (score - (label ? 1 : 0))) }
        }
        return moments.mean
    }

    private func estimated() -> EstimatedPerformance? {
        guard isProbability else { return nil }
        let labelled = zip(reference.score, reference.label).compactMap { score, label in
            score.isNaN ? nil : label.map { (score: score, label: $0 ? 1.0 : 0) }
        }
        let positives = labelled.count { $0.label == 1 }
        let isEnough =
            labelled.count >= Calibration.minimumEvents
            && min(positives, labelled.count - positives) >= Calibration.minimumPerClass
        let calibration = isEnough ? Calibration(labelled) : nil
        func chunk(_ side: Side) -> [ExpectedPerformance.Prediction] {
            zip(side.score, side.predicted).compactMap { score, predicted in
                guard !score.isNaN, let predicted else { return nil }
                return .init(probability: calibration?.share(of: score) ?? score, isPositive: predicted, score: score)
            }
        }
        let rows = chunk(current)
        guard rows.count >= MetricFinding.fewestLabels, let now = ExpectedPerformance(rows) else { return nil }
        let usual = ExpectedPerformance(chunk(reference))
        let outside = calibration.map { calibration in Double(rows.count { calibration.isOutside($0.score) }) } ?? 0
        let metrics: [PerformanceMetric] = [.accuracy, .rocAUC, .precision, .recall, .f1]
        let figures = metrics.compactMap { metric in
            EstimatedRange.of(metric, now).map { current in
                EstimatedPerformance.Figure(
                    metric: metric, reference: usual.flatMap { EstimatedRange.of(metric, $0) }, current: current)
            }
        }
        return EstimatedPerformance(
            method: calibration == nil ? .rawProbabilities : .calibratedProbabilities, rows: rows.count,
            figures: figures, outsideShare: outside / Double(rows.count), assumption: EstimatedRange.assumption)
    }
}

/// Running sums of a figure.
struct Moments: Sendable {
    private(set) var count = 0.0
    private(set) var sum = 0.0
    private(set) var squares = 0.0

    mutating func add(_ value: Double) {
        count += 1
        sum += value
        squares += value * value
    }

    /// The mean and its standard error; nil with fewer values than ``MetricFinding/fewestLabels``.
    var mean: (value: Double, error: Double)? {
        guard count >= Double(MetricFinding.fewestLabels) else { return nil }
        let mean = sum / count
        let variance = max(0, squares / count - mean * mean) * count / (count - 1)
        return (mean, (variance / count).squareRoot())
    }
}
