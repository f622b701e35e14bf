internal import RealModule
internal import Statistics

/// Two samples of numbers, compared: the largest gap of their distribution functions, its probability, and how far they are
/// apart (docs/statistics.md 3.5).
struct NumericComparison {
    private let before: SortedNumbers
    private let now: SortedNumbers
    /// The largest gap, 0 to 1.
    let gap: Double
    /// Where it is: the share of values above this moved most.
    let place: Double
    /// The area between the two distribution functions of the finite values, in the values' unit.
    private let area: Double
    let test: TestResult

    /// - Precondition: neither side is empty.
    /// - Complexity: O(n + m).
    init(_ before: SortedNumbers, _ now: SortedNumbers) {
        self.before = before
        self.now = now
        let n = before.values.count
        let m = now.values.count
        let isExact = n <= TwoWindowTest.largestExactProduct / m
        var ends = isExact ? [Bool](repeating: false, count: n + m + 1) : []
        var largest = 0
        var place = before.values[0]
        var area = 0.0
        before.values.withUnsafeBufferPointer { left in
            now.values.withUnsafeBufferPointer { right in
                var i = 0
                var j = 0
                while i < n || j < m {
                    let value = i < n ? (j < m ? min(left[i], right[j]) : left[i]) : right[j]
                    while i < n, left[i] == value { i &+= 1 }
                    while j < m, right[j] == value { j &+= 1 }
                    if isExact { ends[i + j] = true }
                    let difference = (i &* m &- j &* n).magnitude
                    if difference > UInt(largest) {
                        largest = Int(difference)
                        place = value
                    }
                    let next = i < n ? (j < m ? min(left[i], right[j]) : left[i]) : j < m ? right[j] : value
                    let width = next - value
                    if width.isFinite { area += Double(difference) * width }
                }
            }
        }
        gap = Double(largest) / (Double(n) * Double(m))
        self.place = place
        self.area = area / (Double(n) * Double(m))
        let p =
            isExact
            ? TwoWindowTest.exactGapProbability(gap: largest, n: n, m: m, ends: ends)
            : TwoWindowTest.gapProbability(gap, n: Double(n), m: Double(m))
        test = TestResult(test: .kolmogorovSmirnov, statistic: gap, p: p)
    }

    /// The most telling effect first.
    var effects: [Effect] {
        var effects = [Effect(.largestGap, RangedValue(gap))]
        if let shift = medianShift { effects.append(Effect(.medianShift, shift)) }
        if let low = before.quantile(0.25), let high = before.quantile(0.75), high > low {
            effects.append(Effect(.distanceInIQR, RangedValue(area / (high - low))))
        }
        let cells = decileCells
        if cells.reference.count > 1 {
            effects.append(
                Effect(.jensenShannon, RangedValue(CountDistance.jensenShannon(cells.reference, cells.current))))
            let index = CountDistance.stabilityIndex(cells.reference, cells.current)
            effects.append(Effect(.stabilityIndex, RangedValue(index.debiased)))
        }
        return effects
    }

    /// The share above the place of the largest gap, on both sides.
    var move: ShareMove? {
        let n = before.values.count
        let m = now.values.count
        let below = before.count(upTo: place)
        guard let left = Proportion.range(n - below, of: n),
            let right = Proportion.range(m - now.count(upTo: place), of: m)
        else { return nil }
        let percentile = Int((100 * Double(below) / Double(n)).rounded())
        let limit = FigureText.short(place)
        var condition = "above \(limit)"
        if (1...99).contains(percentile) { condition += ", the reference's \(Self.ordinal(percentile)) percentile" }
        return ShareMove(
            condition: condition, reference: left, current: right, difference: Proportion.difference(left, right),
            words: "The share above \(limit) went from \(FigureText.percent(left.value)) to "
                + "\(FigureText.percent(right.value)).")
    }

    /// The difference of the medians with its range, from the ranks that hold each median in 95 of 100 cases.
    private var medianShift: RangedValue? {
        guard let left = Self.median(before), let right = Self.median(now) else { return nil }
        return Proportion.difference(left, right)
    }

    private static func median(_ sorted: SortedNumbers) -> RangedValue? {
        guard let median = sorted.quantile(0.5) else { return nil }
        let count = sorted.finite.count
        let half = 1.959963984540054 * Double(count).squareRoot() / 2
        let low = max(0, Int((Double(count) / 2 - half).rounded(.down)) - 1)
        let high = min(count - 1, Int((Double(count) / 2 + half).rounded(.up)))
        return RangedValue(
            median, low: sorted.values[sorted.finite.lowerBound + low],
            high: sorted.values[sorted.finite.lowerBound + high])
    }

    /// Counts between the reference's deciles.
    private var decileCells: (reference: [Double], current: [Double]) {
        var edges: [Double] = []
        for decile in 1...9 {
            if let edge = before.quantile(Double(decile) / 10), edge != edges.last { edges.append(edge) }
        }
        func counts(_ sorted: SortedNumbers) -> [Double] {
            let below = edges.map { sorted.count(upTo: $0) } + [sorted.values.count]
            return below.indices.map { Double(below[$0] - ($0 == 0 ? 0 : below[$0 - 1])) }
        }
        return (counts(before), counts(now))
    }

    /// "1st", "22nd", "90th".
    static func ordinal(_ number: Int) -> String {
        let ending =
            (11...13).contains(number % 100) ? "th" : [1: "st", 2: "nd", 3: "rd"][number % 10] ?? "th"
        return "\(number)\(ending)"
    }
}
