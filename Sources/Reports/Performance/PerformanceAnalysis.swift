/// Compares how well the model does: measured where labels are, estimated where probabilities are.
struct PerformanceAnalysis {
    private let reference: Table
    private let current: Table
    private let options: ReportOptions

    /// - Returns: nil when the options name nothing to measure.
    init?(_ reference: Table, _ current: Table, _ options: ReportOptions) {
        guard options.prediction != nil || options.score != nil || !options.probabilities.isEmpty else { return nil }
        guard options.label != nil || options.score != nil || !options.probabilities.isEmpty else { return nil }
        self.reference = reference
        self.current = current
        self.options = options
    }

    /// What was found.
    func finding() -> PerformanceFinding {
        options.progress?(ReportProgress(.performance, 0))
        defer { options.progress?(ReportProgress(.performance, 1)) }
        if isRegression {
            return RegressionPerformance(reference, current, options).finding()
        }
        let codes = ClassCodes(
            reference, current, prediction: options.prediction, label: options.label,
            also: options.probabilities.keys.sorted())
        if options.probabilities.count > 2 || (options.score == nil && codes.classes.count > 2) {
            return MulticlassPerformance(reference, current, codes, options).finding()
        }
        return BinaryPerformance(reference, current, codes, options).finding()
    }

    /// A model of numbers: no probabilities, and labels that are measurements.
    private var isRegression: Bool {
        guard options.score == nil, options.probabilities.isEmpty, let label = options.label,
            let prediction = options.prediction
        else { return false }
        if let kind = options.kinds[label] { return kind == .numeric }
        return [label, prediction].contains { name in
            guard let before = reference.column(name) else { return false }
            let pair = FieldPair(name, before, current.column(name) ?? before)
            guard pair.isNumeric else { return false }
            let kind = pair.numericKind(SortedNumbers(pair.reference.numbers), SortedNumbers(pair.current.numbers))
            return kind == .numeric || kind == .identifier
        }
    }
}
