import RealModule
public import Sketches

/// Algorithm D3: whether texts, identifiers or records moved (docs/statistics.md 3.4).
///
/// A classifier learns, epoch by epoch, to tell live documents from the training half of the reference; its *frozen* scores
/// of the next epoch go to E1 against a bound of its mean score on the evaluation half, which no model ever saw. Proposition 1
/// applies with failure probability delta: the score of an epoch is always made by a model that has not seen that epoch.
public struct TextDrift: Sendable {
    /// Documents of an epoch; a day ends an epoch too.
    public static let epochSize = 1000
    /// Documents that each half of the reference needs.
    public static let minimumHalf = 5000
    /// The relative bets.
    static let bets = BetGrid(relativeBets: [0.02, 0.04, 0.08, 0.15, 0.3, 0.6])

    /// The running detector; reset it after an alarm.
    public private(set) var detector: EDetector
    /// The epoch that is being collected, 1 at first.
    public private(set) var epoch = 1

    /// The effect to show: the share of the last judged epoch's documents that score above the 95th percentile of the reference
    /// (about 0.05 without a drift); nil until an epoch has been judged.
    public private(set) var shareBeyondReference: Double?

    private let training: [[Int32]]
    private let evaluation: [[Int32]]
    private let delta: Double
    private var model: OnlineLogit
    private var nullMean = 1.0
    private var live: [[Int32]] = []
    private var commonScore = 1.0
    private var beyond = 0.0
    private var random: Seeded

    /// - Parameters:
    ///   - training: features of one random half of the reference, 5,000 documents or more.
    ///   - evaluation: of the other half, 5,000 or more; never trained on.
    ///   - delta: the probability that any epoch's bound is wrong.
    ///   - monthlyBudget: false alarms allowed per month.
    ///   - tempering: `1 / overdispersion` of the evaluation half by author or session.
    ///   - seed: of the choice and order of training documents: same seed, same verdicts.
    public init(
        training: [[Int32]], evaluation: [[Int32]], delta: Double, monthlyBudget: Double, tempering: Double = 1,
        seed: UInt64
    ) {
        precondition(!training.isEmpty && evaluation.count >= 2, "Text drift needs two halves of a reference.")
        self.training = training
        self.evaluation = evaluation
        self.delta = delta
        model = OnlineLogit()
        detector = EDetector(bets: Self.bets, monthlyBudget: monthlyBudget, tempering: tempering)
        random = Seeded(state: seed)
    }

    /// Takes one live document.
    ///
    /// - Parameters:
    ///   - features: of the document.
    ///   - creditMonths: clock months since the document before.
    /// - Returns: evidence so far; -∞ while the first epoch is collected, in which nothing is judged and no credit is given.
    @discardableResult
    public mutating func step(_ features: [Int32], creditMonths: Double) -> Double {
        live.append(features)
        if epoch >= 2 {
            let score = model.score(features)
            beyond += score > commonScore ? 1 : 0
            detector.step(
                .histogram([ScoreBin(value: score, count: 1)]), nullMean: nullMean, creditMonths: creditMonths)
        }
        if live.count >= Self.epochSize { endEpoch() }
        return detector.logEvidence
    }

    /// Ends the epoch: it is full, or its day is over. Learns from it and freezes the model for the next one.
    public mutating func endEpoch() {
        guard !live.isEmpty else { return }
        if epoch >= 2 { shareBeyondReference = beyond / Double(live.count) }
        beyond = 0
        for _ in 0..<2 {
            var documents = live.map { ($0, 1.0) }
            for _ in live.indices {
                documents.append((training[Int.random(in: training.indices, using: &random)], 0))
            }
            documents.shuffle(using: &random)
            for (features, label) in documents { model.learn(features, label: label) }
        }
        live = []
        epoch += 1
        let scores = evaluation.map { model.score($0) }
        commonScore = scores.sorted()[scores.count * 19 / 20]
        let moments = ReferenceBound.Moments(
            count: Double(scores.count), sum: scores.reduce(0, +), sumOfSquares: scores.reduce(0) { $0 + $1 * $1 })
        let level = delta / (Double(epoch) * Double(epoch - 1))
        nullMean = ReferenceBound.studentUpper(moments.divided(by: 1 / detector.tempering), delta: level)
    }

    /// The evidence reached the threshold.
    public var alarms: Bool { detector.alarms }

    /// Starts the detector anew after an alarm; the model goes on learning.
    public mutating func reset() { detector.reset() }

    /// The features that explain a drift: largest weight times difference of shares.
    ///
    /// - Parameters:
    ///   - count: how many.
    ///   - documents: recent live documents.
    public func explaining(_ count: Int, of documents: [[Int32]]) -> [Int32] {
        guard !documents.isEmpty else { return [] }
        var shares: [Int32: Double] = [:]
        for document in documents {
            for feature in document { shares[feature, default: 0] += 1 / Double(documents.count) }
        }
        var reference: [Int32: Double] = [:]
        for document in training {
            for feature in document { reference[feature, default: 0] += 1 / Double(training.count) }
        }
        let ranked = shares.map {
            (feature: $0.key, size: model.weight(of: $0.key) * ($0.value - (reference[$0.key] ?? 0)))
        }
        .sorted { ($0.size, $1.feature) > ($1.size, $0.feature) }
        return ranked.prefix(count).map(\.feature)
    }

    /// What changes, bit for bit; the halves of the reference are stored once, where they are pinned.
    public var stateBytes: [UInt8] {
        var writer = ByteWriter()
        writer.write(byte: Self.version)
        writer.write(varint: UInt64(epoch))
        for value in [nullMean, commonScore, beyond, shareBeyondReference ?? -1] { writer.write(value) }
        writer.write(varint: random.state)
        writer.write(nested: detector.bytes)
        writer.write(nested: model.bytes)
        writer.write(varint: UInt64(live.count))
        for document in live {
            writer.write(varint: UInt64(document.count))
            for feature in document { writer.write(zigzag: Int64(feature)) }
        }
        return writer.bytes
    }

    /// Continues from the halves of the reference and a state.
    ///
    /// - Parameters:
    ///   - training: as at the start.
    ///   - evaluation: as at the start.
    ///   - delta: as at the start.
    ///   - stateBytes: ``stateBytes``.
    /// - Throws: ``SketchError/Code/malformed``.
    public init(
        training: [[Int32]], evaluation: [[Int32]], delta: Double, stateBytes: some Collection<UInt8>
    ) throws(SketchError) {
        var reader = ByteReader(stateBytes)
        try reader.expect([Self.version])
        guard let epoch = Int(exactly: try reader.readVarint()), epoch >= 1 else {
            throw SketchError(.malformed, "A text drift of an impossible epoch.")
        }
        let nullMean = try reader.readDouble()
        let commonScore = try reader.readDouble()
        let beyond = try reader.readDouble()
        let share = try reader.readDouble()
        let randomState = try reader.readVarint()
        let detector = try EDetector(bytes: try reader.readNested())
        let model = try OnlineLogit(bytes: try reader.readNested())
        var live: [[Int32]] = []
        for _ in 0..<(try reader.readCount(of: 1)) {
            var document: [Int32] = []
            for _ in 0..<(try reader.readCount(of: 1)) {
                guard let feature = Int32(exactly: try reader.readZigzag()),
                    (0..<Int32(TextFeatures.dimension)).contains(feature)
                else { throw SketchError(.malformed, "A document's feature is out of range.") }
                document.append(feature)
            }
            live.append(document)
        }
        try reader.expectEnd()
        self.init(
            training: training, evaluation: evaluation, delta: delta, monthlyBudget: detector.monthlyBudget,
            tempering: detector.tempering, seed: randomState)
        self.epoch = epoch
        self.nullMean = nullMean
        self.commonScore = commonScore
        self.beyond = beyond
        shareBeyondReference = share < 0 ? nil : share
        self.detector = detector
        self.model = model
        self.live = live
    }

    /// On disk: never change.
    private static let version: UInt8 = 1

    /// SplitMix64: training order must be the same in live judging and replay.
    private struct Seeded: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &+ 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }
}
