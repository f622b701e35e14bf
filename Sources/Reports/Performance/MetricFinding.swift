internal import RealModule
internal import Statistics

/// One figure of performance on both sides before its test is corrected for all the others.
struct MetricFinding: Sendable {
    let metric: PerformanceMetric
    let reference: RangedValue?
    let current: RangedValue?
    let difference: RangedValue?
    let test: TestResult?
    /// The smallest difference that counts, in the figure's unit.
    let tolerance: Double
    /// The half width of the difference's range beyond which nothing can be said.
    let widest: Double

    private static let z = 1.959963984540054
    /// Differences of errors count from this share of the reference's on.
    static let relativeTolerance = 0.05
    /// Labelled rows that either side needs.
    static let fewestLabels = 30
    /// The widest range of a difference of shares with which "steady" says something.
    private static let widestShare = 0.1
    /// The same for errors, as a share of the reference's.
    private static let widestError = 0.25

    /// A share of rows.
    ///
    /// - Parameter shown: what is made of the share for people, rising with it.
    init(
        _ metric: PerformanceMetric, _ reference: (hits: Int, count: Int), _ current: (hits: Int, count: Int),
        tolerance: Double, shown: (Double) -> Double = { $0 }
    ) {
        func range(_ side: (hits: Int, count: Int)) -> RangedValue? {
            Proportion.range(side.hits, of: side.count).map {
                RangedValue(shown($0.value), low: $0.low.map(shown), high: $0.high.map(shown))
            }
        }
        let isEnough = min(reference.count, current.count) >= Self.fewestLabels
        self.init(
            metric, range(reference), range(current),
            test: isEnough ? Proportion.test(reference, current) : nil, tolerance: tolerance, widest: Self.widestShare)
    }

    /// A figure with a standard error on each side; nil where it has no meaning.
    ///
    /// - Parameter relativeTo: what tolerance and width are a share of; nil for figures between 0 and 1.
    init(
        _ metric: PerformanceMetric, _ reference: (value: Double, error: Double)?,
        _ current: (value: Double, error: Double)?, tolerance: Double, relativeTo: Double? = nil
    ) {
        func range(_ side: (value: Double, error: Double)?) -> RangedValue? {
            guard let side, side.value.isFinite, side.error.isFinite else { return nil }
            let bounds: ClosedRange<Double> =
                metric == .bias
                ? -.greatestFiniteMagnitude ... .greatestFiniteMagnitude
                : 0...(relativeTo == nil ? 1 : .greatestFiniteMagnitude)
            return RangedValue(
                side.value, low: (side.value - Self.z * side.error).limited(to: bounds),
                high: (side.value + Self.z * side.error).limited(to: bounds))
        }
        var test: TestResult?
        if let reference, let current, range(reference) != nil, range(current) != nil {
            let error = Double.hypot(reference.error, current.error)
            let gap = current.value - reference.value
            let z = error > 0 ? gap / error : gap == 0 ? 0 : Double.greatestFiniteMagnitude.squareRoot()
            test = TestResult(test: .normal, statistic: z, p: min(1, 2 * NormalDistribution.tail(z.magnitude)))
        }
        self.init(
            metric, range(reference), range(current), test: test,
            tolerance: relativeTo.map { Self.relativeTolerance * $0.magnitude } ?? tolerance,
            widest: relativeTo.map { Self.widestError * $0.magnitude } ?? Self.widestShare)
    }

    private init(
        _ metric: PerformanceMetric, _ reference: RangedValue?, _ current: RangedValue?, test: TestResult?,
        tolerance: Double, widest: Double
    ) {
        self.metric = metric
        self.reference = reference
        self.current = current
        if let reference, let current {
            difference = Proportion.difference(reference, current)
        } else {
            difference = nil
        }
        self.test = test
        self.tolerance = tolerance
        self.widest = widest
    }

    /// The finished comparison.
    func finished(adjusted: Double?, level: Double) -> MetricComparison {
        let (verdict, reason) = judged(adjusted, level)
        return MetricComparison(
            metric: metric, reference: reference, current: current, difference: difference,
            evidence: adjusted.flatMap { test?.evidence(adjusted: $0) }, verdict: verdict, reason: reason)
    }

    private func judged(_ adjusted: Double?, _ level: Double) -> (MetricComparison.Verdict, String) {
        guard let reference, let current, let difference, let adjusted else {
            return (.tooEarly, "Too few labelled rows on one side; \(Self.fewestLabels) are needed to say anything.")
        }
        let words =
            "Went from \(FigureText.short(reference.value)) to \(FigureText.short(current.value)) (difference "
            + "\(FigureText.short(difference.low ?? difference.value)) to "
            + "\(FigureText.short(difference.high ?? difference.value)))."
        if adjusted <= level {
            guard difference.value.magnitude >= tolerance else {
                return (.differsLittle, words + " Less than the tolerance of \(FigureText.short(tolerance)).")
            }
            let isWorse: Bool
            switch metric.higherIsBetter {
            case true?: isWorse = difference.value < 0
            case false?: isWorse = difference.value > 0
            case nil: isWorse = current.value.magnitude > reference.value.magnitude
            }
            return (isWorse ? .worse : .better, words)
        }
        let half = ((difference.high ?? difference.value) - (difference.low ?? difference.value)) / 2
        guard half <= widest else {
            return (.tooEarly, words + " Too few labelled rows for a narrower range.")
        }
        return (.steady, words)
    }
}

extension Double {
    func limited(to range: ClosedRange<Double>) -> Double {
        Swift.min(range.upperBound, Swift.max(range.lowerBound, self))
    }
}
