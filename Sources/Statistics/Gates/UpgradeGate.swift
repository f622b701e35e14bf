import RealModule
public import Sketches

/// Whether a new model or prompt may replace the old one: not worse by more than a margin, decided as early as the evidence
/// allows (docs/statistics.md 12).
///
/// **Guarantee.** Passing something that is worse by the margin or more has probability at most alpha, at any stopping rule,
/// "stop when it looks good" included; so has blocking something that is not. The decision is latched.
public struct UpgradeGate: Sendable, Hashable {
    /// What the gate says.
    public enum Verdict: String, Sendable, Hashable, CaseIterable {
        /// Too early to say.
        case undecided
        /// Not worse by the margin, and no slice blocked.
        case pass
        /// Worse by the margin, in all or in a slice.
        case block
    }

    /// The margin, 0 < margin < 1, in units of the score.
    public let margin: Double
    /// The probability of a wrong decision.
    public let alpha: Double
    /// What the gate says now.
    public private(set) var verdict = Verdict.undecided
    /// Pairs so far.
    public private(set) var pairs = 0
    /// The slice that blocked, if one did.
    public private(set) var blockingSlice: Int?

    private var notWorse = EProcess()
    private var worse = EProcess()
    private var slices: [EProcess]

    /// Pairs after which an undecided gate gives up, by default: undecided then means "do not ship".
    public static let maximumPairs = 5000
    /// The default margin.
    public static let defaultMargin = 0.02
    /// Slices that may be declared beforehand.
    public static let maximumSlices = 20

    /// - Parameters:
    ///   - margin: above 0 and below 1.
    ///   - alpha: the probability of a wrong decision.
    ///   - slices: how many slices were declared beforehand, 0 ... 20.
    public init(margin: Double = UpgradeGate.defaultMargin, alpha: Double = 0.05, slices: Int = 0) {
        precondition(margin > 0 && margin < 1 && alpha > 0 && alpha < 1 && (0...Self.maximumSlices).contains(slices))
        self.margin = margin
        self.alpha = alpha
        self.slices = [EProcess](repeating: EProcess(), count: slices)
    }

    /// Takes one pair, judged in blinded order by the same judge. Ties count and must be fed.
    ///
    /// - Parameters:
    ///   - difference: score of the new minus score of the old, -1 ... 1; several graders averaged, one pair per session.
    ///   - memberOf: the declared slices that the input belongs to.
    /// - Returns: the verdict.
    @discardableResult
    public mutating func insert(difference: Double, memberOf: [Int] = []) -> Verdict {
        let value = ((difference + 1) / 2).clamped(to: 0...1)
        let nullMean = (1 - margin) / 2
        pairs += 1
        notWorse.insert(value, nullMean: nullMean)
        worse.insert(1 - value, nullMean: 1 - nullMean)
        for slice in memberOf { slices[slice].insert(1 - value, nullMean: 1 - nullMean) }
        decide()
        return verdict
    }

    private mutating func decide() {
        guard verdict == .undecided else { return }
        let threshold = -Double.log(alpha)
        let sliceThreshold = Double.log(Double(max(1, slices.count)) / alpha)
        if let slice = slices.firstIndex(where: { $0.logEvidence >= sliceThreshold }) {
            blockingSlice = slice
            verdict = .block
        } else if worse.logEvidence >= threshold {
            verdict = .block
        } else if notWorse.logEvidence >= threshold {
            verdict = .pass
        }
    }

    /// The logarithm of the evidence that the new is not worse by the margin.
    public var logEvidenceNotWorse: Double { notWorse.logEvidence }

    /// The logarithm of the evidence that the new is worse by the margin.
    public var logEvidenceWorse: Double { worse.logEvidence }

    /// The logarithm of the evidence per declared slice that the new is worse there.
    public var logEvidenceWorseBySlice: [Double] { slices.map(\.logEvidence) }

    /// About how many pairs passing takes.
    ///
    /// - Parameters:
    ///   - discordant: the share of pairs in which old and new differ.
    ///   - gain: the true improvement, above `-margin`.
    public func expectedPairs(discordant: Double, gain: Double = 0) -> Double {
        guard margin + gain > 0 else { return .infinity }
        return 2 * discordant * (-Double.log(alpha) + 0.7) / ((margin + gain) * (margin + gain))
    }

    /// McNemar's exact p-value of a fixed sample, for the record.
    ///
    /// - Parameters:
    ///   - onlyOld: pairs in which only the old was right.
    ///   - onlyNew: pairs in which only the new was right.
    public static func mcNemar(onlyOld: Int, onlyNew: Int) -> Double {
        let total = onlyOld + onlyNew
        guard total > 0 else { return 1 }
        let fewer = min(onlyOld, onlyNew)
        return min(1, 2 * BetaFunction.regularised(Double(total - fewer), Double(fewer + 1), 0.5))
    }
}

// The stored form.
extension UpgradeGate {
    /// On disk: never change.
    private static let version: UInt8 = 1
    /// The verdicts by their stored number. On disk: never change the order.
    private static let storedVerdicts: [Verdict] = [.undecided, .pass, .block]

    /// Everything, bit for bit.
    public var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.write(byte: Self.version)
        writer.write(margin)
        writer.write(alpha)
        writer.write(byte: UInt8(Self.storedVerdicts.firstIndex(of: verdict) ?? 0))
        writer.write(varint: UInt64(pairs))
        // 0 is none, else one more than the slice.
        writer.write(varint: UInt64(blockingSlice.map { $0 + 1 } ?? 0))
        notWorse.write(to: &writer)
        worse.write(to: &writer)
        writer.write(varint: UInt64(slices.count))
        for slice in slices { slice.write(to: &writer) }
        return writer.bytes
    }

    /// Reads ``bytes``.
    ///
    /// - Throws: ``SketchError/Code/malformed``.
    public init(bytes: some Collection<UInt8>) throws(SketchError) {
        var reader = ByteReader(bytes)
        try reader.expect([Self.version])
        let margin = try reader.readDouble()
        let alpha = try reader.readDouble()
        let verdict = Int(try reader.readByte())
        let pairs = try reader.readVarint()
        let blocking = try reader.readVarint()
        let notWorse = try EProcess(reading: &reader)
        let worse = try EProcess(reading: &reader)
        var slices: [EProcess] = []
        for _ in 0..<(try reader.readCount(of: 18)) { slices.append(try EProcess(reading: &reader)) }
        try reader.expectEnd()
        guard margin > 0, margin < 1, alpha > 0, alpha < 1, Self.storedVerdicts.indices.contains(verdict),
            let pairs = Int(exactly: pairs), slices.count <= Self.maximumSlices, blocking <= UInt64(slices.count)
        else { throw SketchError(.malformed, "A gate's margin, verdict or slices are out of range.") }
        self.init(margin: margin, alpha: alpha, slices: slices.count)
        self.verdict = Self.storedVerdicts[verdict]
        self.pairs = pairs
        blockingSlice = blocking == 0 ? nil : Int(blocking) - 1
        self.notWorse = notWorse
        self.worse = worse
        self.slices = slices
    }
}
