internal import RealModule
internal import Statistics

/// Two samples of names, compared: the G-test over the most frequent names of both together, and how far they are apart
/// (docs/statistics.md 3.3, 3.5).
struct CategoricalComparison {
    /// The cells that are compared: names, the last one nil for all others when there are others.
    private(set) var names: [String?]
    private(set) var reference: [Double]
    private(set) var current: [Double]
    /// How many different values share the last cell.
    let folded: Int
    let test: TestResult
    private let association: TwoWindowTest.Association
    /// Rows whose value is rare over both tables, and how many such values there are.
    private let rare: (reference: Double, current: Double, values: Int)

    /// - Parameter joint: with rows on both sides.
    init(_ joint: JointCategories) {
        // Ranked over both tables: names picked for being frequent in one of them would seem to become rarer in the other.
        let order = joint.names.indices.sorted {
            let left = joint.reference[$0] + joint.current[$0]
            let right = joint.reference[$1] + joint.current[$1]
            return (right, $0) < (left, $1)
        }
        let named = order.prefix(FieldPair.namedValues)
        names = named.map { joint.names[$0] ?? "a long text" }
        reference = named.map { Double(joint.reference[$0]) }
        current = named.map { Double(joint.current[$0]) }
        let rest = order.dropFirst(FieldPair.namedValues)
        folded = rest.count
        if !rest.isEmpty {
            names.append(nil)
            reference.append(Double(rest.reduce(0) { $0 + joint.reference[$1] }))
            current.append(Double(rest.reduce(0) { $0 + joint.current[$1] }))
        }
        let n = Double(joint.referenceTotal)
        let m = Double(joint.currentTotal)
        // Rare by the count over both tables together, so that without a change either side has its part of them.
        rare = joint.names.indices.filter {
            Double(joint.reference[$0] + joint.current[$0]) * min(n, m) / (n + m) < Self.fewestExpected
        }
        .reduce(into: (reference: 0.0, current: 0.0, values: 0)) {
            $0.reference += Double(joint.reference[$1])
            $0.current += Double(joint.current[$1])
            $0.values += 1
        }
        association = TwoWindowTest.association(reference, current, minimumExpected: Self.fewestExpected)
        test = Self.test(reference, current, association, rare: (Int(rare.reference), Int(rare.current)))
    }

    private static let fewestExpected = 5.0

    private static func test(
        _ reference: [Double], _ current: [Double], _ association: TwoWindowTest.Association,
        rare: (reference: Int, current: Int)
    ) -> TestResult {
        let n = reference.reduce(0, +)
        let m = current.reduce(0, +)
        if reference.count <= 2 {
            return Proportion.test((Int(reference[0]), Int(n)), (Int(current[0]), Int(m)))
        }
        let rareTest = Proportion.test((rare.reference, Int(n)), (rare.current, Int(m)))
        guard association.degrees > 0 else { return rareTest }
        // Williams' divisor: without it the statistic is too large while cells are small.
        let total = n + m
        var inverse = 0.0
        var pooled = 0.0
        for (r, c) in zip(reference, current) where r + c > 0 {
            if (r + c) * min(n, m) / total >= fewestExpected { inverse += total / (r + c) } else { pooled += r + c }
        }
        if pooled > 0 { inverse += total / pooled }
        let divisor = 1 + (total / n + total / m - 1) * (inverse - 1) / (6 * total * Double(association.degrees))
        let p = ChiSquareDistribution.tail(association.statistic / divisor, degrees: Double(association.degrees))
        guard rare.reference + rare.current > 0 else {
            return TestResult(test: .gTest, statistic: association.statistic, p: p)
        }
        // Many new rare values (misspellings, say) drown among fifty cells: they are also looked at alone, at the price of
        // doubling the smaller probability.
        return rareTest.p < p
            ? TestResult(test: rareTest.test, statistic: rareTest.statistic, p: min(1, 2 * rareTest.p))
            : TestResult(test: .gTest, statistic: association.statistic, p: min(1, 2 * p))
    }

    private var sizes: (n: Double, m: Double) { (reference.reduce(0, +), current.reduce(0, +)) }

    /// The share of rows that would have to change their name.
    var totalVariation: Double {
        let (n, m) = sizes
        return zip(reference, current).reduce(0) { $0 + ($1.0 / n - $1.1 / m).magnitude } / 2
    }

    /// The largest move of one share, or all moves together (``totalVariation``) beyond what chance gives on average.
    var effect: Double {
        let (n, m) = sizes
        let largest = names.indices.map { (reference[$0] / n - current[$0] / m).magnitude }.max() ?? 0
        let expected = zip(reference, current).reduce(0.0) {
            let share = ($1.0 + $1.1) / (n + m)
            return $0 + (share * (1 - share) * (1 / n + 1 / m) * 2 / Double.pi).squareRoot()
        }
        return max(largest, (rare.reference / n - rare.current / m).magnitude, totalVariation - expected / 2)
    }

    /// The most telling effect first.
    var effects: [Effect] {
        [
            Effect(.totalVariation, RangedValue(totalVariation)),
            Effect(.jensenShannon, RangedValue(CountDistance.jensenShannon(reference, current))),
            Effect(.stabilityIndex, RangedValue(CountDistance.stabilityIndex(reference, current).debiased)),
            Effect(.cramersV, RangedValue(association.cramersV)),
        ]
    }

    /// The name whose share moved most, or the rare ones together when they moved more.
    var move: ShareMove? {
        let (n, m) = sizes
        var moves = names.indices.map { place in
            (
                words: names[place].map { "equal to “\(Self.shortened($0))”" }
                    ?? "equal to none of the most frequent values",
                subject: names[place].map { "“\(Self.shortened($0))”" } ?? "all values but the most frequent",
                reference: reference[place], current: current[place]
            )
        }
        if rare.values > 1 {
            moves.append(
                (
                    words: "equal to one of \(FigureText.whole(rare.values)) rare values", subject: "rare values",
                    reference: rare.reference, current: rare.current
                ))
        }
        func size(_ place: Int) -> Double { (moves[place].reference / n - moves[place].current / m).magnitude }
        guard let place = moves.indices.max(by: { size($0) < size($1) }),
            let left = Proportion.range(moves[place].reference, of: n),
            let right = Proportion.range(moves[place].current, of: m)
        else { return nil }
        return ShareMove(
            condition: moves[place].words, reference: left, current: right,
            difference: Proportion.difference(left, right),
            words: "The share of \(moves[place].subject) went from \(FigureText.percent(left.value)) to "
                + "\(FigureText.percent(right.value)).")
    }

    /// The most frequent names, the rest joined.
    var distribution: FieldDistribution {
        let shown = 20
        var cells = names.indices.prefix(shown).filter { names[$0] != nil }.map {
            FieldDistribution.Category(
                value: names[$0].map { Self.shortened($0) }, reference: Int(reference[$0]), current: Int(current[$0]))
        }
        let rest = names.indices.filter { $0 >= shown || names[$0] == nil }
        if !rest.isEmpty {
            cells.append(
                .init(
                    value: nil, reference: Int(rest.reduce(0) { $0 + reference[$1] }),
                    current: Int(rest.reduce(0) { $0 + current[$1] })))
        }
        return .categories(cells)
    }

    /// A value short enough for a sentence.
    static func shortened(_ value: String) -> String {
        value.count <= 60 ? value : value.prefix(59) + "…"
    }
}
