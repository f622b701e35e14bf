/// Which rows the model got wrong: 1, right: 0, unknown: NaN.
struct RowErrors {
    let measure: SliceChange.Measure
    let reference: [Double]
    let current: [Double]

    /// - Returns: nil without predictions and labels.
    init?(_ before: Table, _ now: Table, _ options: ReportOptions, task: PerformanceComparison.Task) {
        guard let prediction = options.prediction, let label = options.label, before.column(label) != nil,
            now.column(label) != nil, now.column(prediction) != nil
        else { return nil }
        switch task {
        case .binary, .multiclass:
            let codes = ClassCodes(before, now, prediction: prediction, label: label)
            func errors(_ side: ClassCodes.Side) -> [Double] {
                zip(side.predicted, side.label).map { $0 < 0 || $1 < 0 ? .nan : $0 == $1 ? 0 : 1 }
            }
            measure = .errorShare
            reference = errors(codes.reference)
            current = errors(codes.current)
        case .regression:
            func sizes(_ table: Table) -> [Double] {
                guard let predicted = table.column(prediction)?.numbers, let right = table.column(label)?.numbers else {
                    return []
                }
                return zip(predicted, right).map { ($0 - $1).magnitude }
            }
            let usual = sizes(before)
            guard let limit = SortedNumbers(usual).quantile(0.9) else { return nil }
            measure = .largeErrorShare
            reference = usual.map { $0.isFinite ? $0 > limit ? 1 : 0 : .nan }
            current = sizes(now).map { $0.isFinite ? $0 > limit ? 1 : 0 : .nan }
        }
    }
}
