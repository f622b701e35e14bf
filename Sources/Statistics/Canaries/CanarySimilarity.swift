import RealModule
public import Sketches

/// The slow half of canaries: how alike answers are to half of the reference, watched by E1 both ways
/// (docs/statistics.md 11.3). Finds hotter or colder sampling and partial swaps that no single day shows.
public struct CanarySimilarity: Sendable, Hashable {
    /// Per prompt the mean similarity of the reference's second half to its first.
    public let centres: [Double]
    /// The null mean of both directions.
    public let nullMean: Double

    private static let margin = 2.24

    /// - Parameter validation: per prompt, the mean similarity of each second-half answer to the first half's answers.
    /// - Returns: nil when a prompt has fewer than two answers, or there are too few to leave a degree of freedom.
    public init?(validation: [[Double]]) {
        let answers = validation.reduce(0) { $0 + $1.count }
        guard validation.allSatisfy({ $0.count >= 2 }), answers > validation.count else { return nil }
        centres = validation.map { $0.reduce(0, +) / Double($0.count) }
        var squares = 0.0
        for (similarities, centre) in zip(validation, centres) {
            for similarity in similarities { squares += (similarity - centre) * (similarity - centre) / 4 }
        }
        let variance = squares / Double(answers - validation.count)
        nullMean = min(1 - 1e-9, 0.5 + Self.margin * (variance / Double(answers)).squareRoot())
        self.variance = max(variance, 1e-9)
    }

    /// The variance of a score within prompts.
    public let variance: Double

    /// What the detectors see of an answer: "more alike" and "less alike", each in [0, 1], harm = increase.
    ///
    /// - Parameters:
    ///   - similarity: mean similarity to the first half's answers of its prompt.
    ///   - prompt: its index.
    public func scores(similarity: Double, prompt: Int) -> (more: Double, less: Double) {
        let shift = (similarity - centres[prompt]) / 2
        return ((0.5 + shift).clamped(to: 0...1), (0.5 - shift).clamped(to: 0...1))
    }

    /// Both directions as one monitor.
    ///
    /// - Parameters:
    ///   - answersPerMonth: expected.
    ///   - monthlyBudget: false alarms allowed per month.
    public func detectors(answersPerMonth: Double, monthlyBudget: Double) -> DetectorSet {
        let shift = BetGrid.smallestShift(
            variance: variance, logThreshold: max(1, Double.log(answersPerMonth / monthlyBudget)),
            eventsPerMonth: answersPerMonth)
        let bets = BetGrid(nullMean: nullMean, variance: variance, smallestShift: shift)
        let one = EDetector(bets: bets, monthlyBudget: monthlyBudget)
        return DetectorSet([one, one])
    }

    /// The inputs of those detectors for some answers of one day.
    public func inputs(_ answers: [(similarity: Double, prompt: Int)]) -> [DetectorSet.Input] {
        let scores = answers.map { self.scores(similarity: $0.similarity, prompt: $0.prompt) }
        return [scores.map(\.more), scores.map(\.less)].map { values in
            DetectorSet.Input(
                block: .histogram(values.map { ScoreBin(value: $0, count: 1) }), nullMean: nullMean)
        }
    }
}

// The stored form of what was pinned; the detectors store themselves.
extension CanarySimilarity {
    /// On disk: never change.
    private static let version: UInt8 = 1

    /// Everything, bit for bit.
    public var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.write(byte: Self.version)
        writer.write(centres)
        writer.write(nullMean)
        writer.write(variance)
        return writer.bytes
    }

    /// Reads ``bytes``.
    ///
    /// - Throws: ``SketchError/Code/malformed``.
    public init(bytes: some Collection<UInt8>) throws(SketchError) {
        var reader = ByteReader(bytes)
        try reader.expect([Self.version])
        centres = try reader.readDoubles()
        nullMean = try reader.readDouble()
        variance = try reader.readDouble()
        try reader.expectEnd()
        guard !centres.isEmpty, nullMean > 0, nullMean < 1, variance > 0 else {
            throw SketchError(.malformed, "Canary centres are missing, or their null mean is out of range.")
        }
    }
}
