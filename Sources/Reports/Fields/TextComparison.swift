internal import RealModule
internal import Sketches
internal import Statistics

/// Two samples of texts, compared by a classifier: it learns to tell them apart on one half, and whether it can is measured
/// on the other half (docs/statistics.md 3.4).
struct TextComparison {
    /// Texts of one side that are looked at.
    static let mostTexts = 10_000
    /// Texts that either side needs: with fewer the halves teach and tell nothing.
    static let fewestTexts = 100
    /// Bytes of a text that are looked at.
    private static let mostBytes = 4_000
    /// Bytes of all texts of one side that are looked at.
    private static let mostBytesTogether = 6_000_000
    private static let passes = 4

    let test: TestResult
    let effects: [Effect]
    /// How much better than a coin the classifier is: 0 to 0.5.
    let effect: Double
    let move: ShareMove?
    let tokens: [TokenShare]

    /// - Parameters:
    ///   - before: texts of the reference, ``fewestTexts`` or more, in the order of their rows.
    ///   - now: current texts, likewise.
    init(_ before: [String], _ now: [String]) {
        let left = before.map { TextFeatures.features($0) }
        let right = now.map { TextFeatures.features($0) }
        // Every other row teaches, the others are judged: both halves cover the whole time of a file.
        let model = Self.learnt(Self.half(left, 0), Self.half(right, 0))
        let usual = Self.half(left, 1).map { model.score($0) }.sorted()
        let scores = Self.half(right, 1).map { model.score($0) }.sorted()
        let area = RankComparison(usual, scores)
        test = TestResult(test: .textClassifier, statistic: area.z, p: NormalDistribution.tail(area.z))
        effect = max(0, area.area - 0.5)
        let limit = usual[min(usual.count - 1, Int(0.95 * Double(usual.count)))]
        let share = Proportion.range(scores.count { $0 > limit }, of: scores.count)
        effects = [Effect(.separability, area.range)] + (share.map { [Effect(.unusualShare, $0)] } ?? [])
        tokens = Self.tokens(model, before, now, left, right)
        move = Self.move(tokens, before.count, now.count)
    }

    /// The texts of a column, at most so many, evenly over its rows; those whose text was dropped are left out.
    static func texts(_ column: TableColumn) -> [String] {
        guard case .words(let codes, let words) = column.content else { return [] }
        let rows = codes.indices.filter { codes[$0] >= 0 && words.withBytes(Int(codes[$0])) { _ in true } == true }
        let sample = rows.prefix(200)
        let bytes = sample.reduce(0) { $0 + min(mostBytes, words.withBytes(Int(codes[$1])) { $0.count } ?? 0) }
        let average = max(1, bytes / max(1, sample.count))
        let wanted = max(fewestTexts, min(mostTexts, mostBytesTogether / average))
        return (0..<min(wanted, rows.count)).compactMap { index in
            let row = rows[index * rows.count / min(wanted, rows.count)]
            return words.withBytes(Int(codes[row])) { String(decoding: $0.prefix(mostBytes), as: UTF8.self) }
        }
    }

    private static func half(_ documents: [[Int32]], _ part: Int) -> [[Int32]] {
        stride(from: part, to: documents.count, by: 2).map { documents[$0] }
    }

    private static func learnt(_ before: [[Int32]], _ now: [[Int32]]) -> OnlineLogit {
        var model = OnlineLogit()
        var random = ReportRandom(seed: 20_261_122)
        let size = max(before.count, now.count)
        for _ in 0..<passes {
            // As many of either side, so that the score of a text that says nothing is one half.
            var lessons = (0..<size).map { (before[$0 % before.count], 0.0) }
            lessons += (0..<size).map { (now[$0 % now.count], 1.0) }
            lessons.shuffle(using: &random)
            for (features, label) in lessons { model.learn(features, label: label) }
        }
        return model
    }

    /// The words that make most of the difference, by weight times difference of shares.
    private static func tokens(
        _ model: OnlineLogit, _ before: [String], _ now: [String], _ left: [[Int32]], _ right: [[Int32]]
    ) -> [TokenShare] {
        var counts = [(before: Int32, now: Int32)](repeating: (0, 0), count: TextFeatures.dimension)
        for document in left { for feature in document { counts[Int(feature)].before += 1 } }
        for document in right { for feature in document { counts[Int(feature)].now += 1 } }
        func shares(_ feature: Int) -> (Double, Double) {
            (Double(counts[feature].before) / Double(left.count), Double(counts[feature].now) / Double(right.count))
        }
        let strongest = counts.indices.map { feature in
            let (reference, current) = shares(feature)
            return (feature: feature, size: model.weight(of: Int32(feature)) * (current - reference))
        }
        .filter { $0.size > 0 }.sorted { ($1.size, $0.feature) < ($0.size, $1.feature) }.prefix(12)
        var wanted = Set(strongest.map { Int32($0.feature) })
        var names: [Int32: String] = [:]
        for (texts, features) in [(now, right), (before, left)] {
            for (text, features) in zip(texts, features)
            where !wanted.isEmpty && features.contains(where: wanted.contains) {
                let words = TextFeatures.tokens(text)
                for gram in words + zip(words, words.dropFirst()).map({ "\($0) \($1)" }) {
                    let hash = StableHash.fmix64(StableHash.fnv1a64(gram.utf8)) % UInt64(TextFeatures.dimension)
                    if wanted.remove(Int32(hash)) != nil { names[Int32(hash)] = gram }
                }
            }
        }
        return strongest.compactMap { entry in
            guard let name = names[Int32(entry.feature)] else { return nil }
            let (reference, current) = shares(entry.feature)
            return TokenShare(token: CategoricalComparison.shortened(name), reference: reference, current: current)
        }
    }

    private static func move(_ tokens: [TokenShare], _ before: Int, _ now: Int) -> ShareMove? {
        guard let token = tokens.first,
            let left = Proportion.range(token.reference * Double(before), of: Double(before)),
            let right = Proportion.range(token.current * Double(now), of: Double(now))
        else { return nil }
        return ShareMove(
            condition: "holding “\(token.token)”", reference: left, current: right,
            difference: Proportion.difference(left, right),
            words: "The share of texts with “\(token.token)” went from \(FigureText.percent(left.value)) to "
                + "\(FigureText.percent(right.value)).")
    }
}
