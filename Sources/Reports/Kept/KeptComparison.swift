internal import Sketches
internal import Statistics

/// Compares two columns of which only summaries were kept.
struct KeptComparison {
    private let before: KeptTable.Field
    private let now: KeptTable.Field

    init(_ before: KeptTable.Field, _ now: KeptTable.Field) {
        self.before = before
        self.now = now
    }

    func finding() -> FieldFinding {
        switch (before.content, now.content) {
        case (.numbers(let left), .numbers(let right)): return numbers(left, right)
        case (.words(let left), .words(let right)): return words(left, right)
        case (.numbers, .words), (.words, .numbers):
            var finding = blank(.categorical)
            finding.cannotTell = "The values are numbers in one table and words in the other."
            return finding
        }
    }

    /// Whether numbers became words, or words numbers.
    var changesType: Bool {
        switch (before.content, now.content) {
        case (.numbers, .words), (.words, .numbers): before.present > 0 && now.present > 0
        case (.numbers, .numbers), (.words, .words): false
        }
    }

    private func blank(_ kind: FieldKind) -> FieldFinding {
        func side(_ field: KeptTable.Field) -> FieldSide {
            let missing = max(0, field.rows - field.present)
            var quantiles: (minimum: Double, median: Double, mean: Double, maximum: Double)?
            if case .numbers(let sketch) = field.content, sketch.count > 0 {
                quantiles = (
                    sketch.minimum, sketch.quantile(0.5), sketch.sum / Double(sketch.count), sketch.maximum
                )
            }
            return FieldSide(
                rows: field.rows, missing: missing, missingShare: Proportion.range(missing, of: field.rows),
                notFinite: 0,
                distinct: nil, minimum: quantiles?.minimum, median: quantiles?.median, mean: quantiles?.mean,
                maximum: quantiles?.maximum)
        }
        var finding = FieldFinding(name: before.name, kind: kind, reference: side(before), current: side(now))
        if finding.reference.missing + finding.current.missing > 0, before.present + now.present > 0 {
            finding.missing = Proportion.test(
                (finding.reference.missing, before.rows), (finding.current.missing, now.rows))
        }
        finding.compared = (before.present, now.present)
        return finding
    }

    /// The bins that either sketch fills, rising, with the value that stands for each.
    private struct Cells {
        var values: [Double] = []
        var reference: [Double] = []
        var current: [Double] = []

        init(_ left: DDSketch, _ right: DDSketch) {
            add(left.negativeBins.reversed().map { ($0.key, $0.count) }, right.negativeBins.reversed(), sign: -1)
            if left.zeros + right.zeros > 0 {
                values.append(0)
                reference.append(Double(left.zeros))
                current.append(Double(right.zeros))
            }
            add(left.positiveBins.map { ($0.key, $0.count) }, right.positiveBins, sign: 1)
        }

        private mutating func add(
            _ left: [(Int32, UInt64)], _ right: [(key: Int32, count: UInt64)], sign: Double
        ) {
            var counts: [Int32: (Double, Double)] = [:]
            for (key, count) in left { counts[key, default: (0, 0)].0 += Double(count) }
            for bin in right { counts[bin.key, default: (0, 0)].1 += Double(bin.count) }
            for key in counts.keys.sorted(by: { sign < 0 ? $0 > $1 : $0 < $1 }) {
                values.append(sign * DDSketch.value(of: key))
                reference.append(counts[key]?.0 ?? 0)
                current.append(counts[key]?.1 ?? 0)
            }
        }

        /// Neighbouring cells joined until there are at most so many.
        func joined(_ most: Int) -> [FieldDistribution.Bin] {
            let width = max(1, (values.count + most - 1) / most)
            return stride(from: 0, to: values.count, by: width).map { start in
                let end = min(values.count, start + width)
                return FieldDistribution.Bin(
                    low: start == 0 ? values[0] : values[start - 1], high: values[end - 1],
                    reference: Int(reference[start..<end].reduce(0, +)), current: Int(current[start..<end].reduce(0, +))
                )
            }
        }
    }

    private func numbers(_ left: DDSketch, _ right: DDSketch) -> FieldFinding {
        var finding = blank(.numeric)
        guard left.count > 0, right.count > 0 else {
            finding.cannotTell = "The \(left.count == 0 ? "reference" : "current table") has no value in this field."
            return finding
        }
        guard left.parameters == right.parameters else {
            finding.cannotTell = "The two summaries were kept with different accuracy."
            return finding
        }
        let cells = Cells(left, right)
        guard cells.values.count > 1 else {
            finding.cannotTell = "Every value is the same in both tables: a constant has nothing to compare."
            return finding
        }
        let test = TwoWindowTest.kolmogorovSmirnov(cells.reference, cells.current)
        finding.values = TestResult(test: .kolmogorovSmirnov, statistic: test.distance, p: test.p)
        finding.effect = test.distance
        finding.effects = [Effect(.largestGap, RangedValue(test.distance))]
        finding.effects.append(Effect(.medianShift, RangedValue(right.quantile(0.5) - left.quantile(0.5))))
        let width = left.quantile(0.75) - left.quantile(0.25)
        if width > 0 {
            let area = CountDistance.wasserstein(values: cells.values, cells.reference, cells.current)
            finding.effects.append(Effect(.distanceInIQR, RangedValue(area / width)))
        }
        finding.move = move(cells)
        finding.distribution = .bins(cells.joined(24))
        return finding
    }

    private func move(_ cells: Cells) -> ShareMove? {
        let n = cells.reference.reduce(0, +)
        let m = cells.current.reduce(0, +)
        var below = (0.0, 0.0)
        var best = (gap: -1.0, place: 0, below: (0.0, 0.0))
        for place in cells.values.indices {
            below = (below.0 + cells.reference[place], below.1 + cells.current[place])
            let gap = (below.0 / n - below.1 / m).magnitude
            if gap > best.gap { best = (gap, place, below) }
        }
        guard let left = Proportion.range(n - best.below.0, of: n),
            let right = Proportion.range(m - best.below.1, of: m)
        else { return nil }
        let limit = FigureText.short(cells.values[best.place])
        return ShareMove(
            condition: "above about \(limit)", reference: left, current: right,
            difference: Proportion.difference(left, right),
            words: "The share above about \(limit) went from \(FigureText.percent(left.value)) to "
                + "\(FigureText.percent(right.value)).")
    }

    private func words(_ left: CategoryCounter, _ right: CategoryCounter) -> FieldFinding {
        var finding = blank(.categorical)
        guard left.total > 0, right.total > 0 else {
            finding.cannotTell = "The \(left.total == 0 ? "reference" : "current table") has no value in this field."
            return finding
        }
        guard left.other == 0, right.other == 0 else {
            finding.cannotTell =
                "A summary kept fewer values than there were: which of them were kept depends on their order."
            return finding
        }
        let comparison = CategoricalComparison(JointCategories(counts: left.counts, right.counts))
        finding.distribution = comparison.distribution
        guard comparison.names.count > 1 else {
            finding.cannotTell = "Every value is the same in both tables: a constant has nothing to compare."
            return finding
        }
        finding.values = comparison.test
        finding.effects = comparison.effects
        finding.effect = comparison.effect
        finding.move = comparison.move
        return finding
    }
}
