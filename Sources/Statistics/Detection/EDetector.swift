import RealModule
public import Sketches

/// Algorithm E1, one direction: evidence that the mean of a stream of numbers in [0, 1] has risen above a null mean
/// (docs/statistics.md 1.3).
///
/// **Guarantee** (Proposition 1, docs/statistics.md 1.7). If every event's conditional mean is at most the null mean given
/// for its block, and the detector is reset at each alarm, the expected number of alarms is at most the budget times the
/// clock months credited, whatever the distribution, the traffic and the dependence between monitors.
///
/// Knows no clock, no baseline and no names; `Codable` to bytes, and continues bit for bit after a restart.
public struct EDetector: Sendable, Hashable {
    /// The bets; fixed.
    public let bets: BetGrid
    /// False alarms allowed per month; fixed.
    public let monthlyBudget: Double
    /// 1 / overdispersion, 0 < tempering ≤ 1; fixed.
    public let tempering: Double
    /// Clock months credited since the last reset.
    public private(set) var creditedMonths = 0.0

    private var logCapital: [Double]
    private let logKept: [Double]
    private var gains = GainCache()

    /// - Parameters:
    ///   - bets: made from the baseline's null mean.
    ///   - monthlyBudget: false alarms allowed per month, above 0.
    ///   - tempering: 1 for independent events, `1 / overdispersion` for clustered ones.
    public init(bets: BetGrid, monthlyBudget: Double, tempering: Double = 1) {
        precondition(monthlyBudget > 0 && tempering > 0 && tempering <= 1)
        self.bets = bets
        self.monthlyBudget = monthlyBudget
        self.tempering = tempering
        logCapital = [Double](repeating: -.infinity, count: bets.relativeBets.count)
        logKept = bets.relativeBets.map { Double.log(onePlus: -$0) }
    }

    /// Evidence at or above this is an alarm: `log(1 / budget)`.
    public var logThreshold: Double { -Double.log(monthlyBudget) }

    /// The logarithm of the mixture's capital, in months; -∞ after a start or reset.
    public var logEvidence: Double {
        Double.logSumExp(logCapital) - Double.log(Double(logCapital.count))
    }

    /// Evidence reached the threshold.
    public var alarms: Bool { logEvidence >= logThreshold }

    /// Bets over one block, in order of arrival.
    ///
    /// - Parameters:
    ///   - block: harm = increase; an empty one only adds its credit.
    ///   - nullMean: must depend on the past only; kept inside [1e-9, 1 - 1e-9].
    ///   - creditMonths: months since the monitor's previous block (a gap at most the system's no-signal limit), 0 or more.
    /// - Returns: ``logEvidence`` after the block.
    /// - Complexity: O(bets) for binary blocks and moments, O(bets · filled bins) for histograms.
    @discardableResult
    public mutating func step(_ block: ObservationBlock, nullMean: Double, creditMonths: Double) -> Double {
        advance(block, nullMean: nullMean, creditMonths: creditMonths)
        return logEvidence
    }

    /// The same without asking for the evidence.
    mutating func advance(_ block: ObservationBlock, nullMean: Double, creditMonths: Double) {
        let mean = nullMean.clamped(to: 1e-9...1 - 1e-9)
        let logCredit = creditMonths > 0 ? Double.log(creditMonths) : -.infinity
        creditedMonths += creditMonths
        let tempering = tempering
        let bets = bets.relativeBets
        let logKept = logKept
        if case .binary = block.values, !block.isEmpty {
            gains.prepare(mean: mean, bets: bets)
            let logWon = gains.logWon
            let (ones, zeros) = (block.sum, block.count - block.sum)
            logCapital.withUnsafeMutableBufferPointer { capital in
                for index in capital.indices {
                    let gain = ones * logWon[index] + zeros * logKept[index]
                    capital[index] = Double.logAddExp(capital[index], logCredit) + tempering * gain
                }
            }
            return
        }
        let isEmpty = block.isEmpty
        logCapital.withUnsafeMutableBufferPointer { capital in
            for index in capital.indices {
                let gain = isEmpty ? 0 : block.logIncrement(bet: bets[index], logKept: logKept[index], mean: mean)
                capital[index] = Double.logAddExp(capital[index], logCredit) + tempering * gain
            }
        }
    }

    /// Bets over one event that was looked at with a known probability: call it for *every* event, looked at or not.
    ///
    /// - Parameters:
    ///   - value: in [0, 1]; ignored when not sampled.
    ///   - probability: with which the event was looked at; the largest bet must be at most `cap · smallest probability`.
    ///   - isSampled: whether it was looked at.
    ///   - nullMean: as in ``step(_:nullMean:creditMonths:)``.
    ///   - creditMonths: as in ``step(_:nullMean:creditMonths:)``.
    @discardableResult
    public mutating func step(
        sampled value: Double, probability: Double, isSampled: Bool, nullMean: Double, creditMonths: Double
    ) -> Double {
        let logCredit = creditMonths > 0 ? Double.log(creditMonths) : -.infinity
        creditedMonths += creditMonths
        for index in logCapital.indices {
            let gain =
                isSampled
                ? Double.log(onePlus: bets.relativeBets[index] / probability * (value / nullMean - 1)) : 0
            logCapital[index] = Double.logAddExp(logCapital[index], logCredit) + tempering * gain
        }
        return logEvidence
    }

    /// Starts anew, with the same bets and budget.
    public mutating func reset() {
        for index in logCapital.indices { logCapital[index] = -.infinity }
        creditedMonths = 0
    }

    /// The logarithm of each bet's capital, for vectors and explanations.
    public var components: [Double] { logCapital }
}

// The stored form.
extension EDetector {
    /// On disk: never change.
    private static let version: UInt8 = 1

    /// Everything, bit for bit: version, budget, tempering, credit, bets, capitals.
    public var bytes: [UInt8] {
        var writer = ByteWriter()
        write(to: &writer)
        return writer.bytes
    }

    /// Writes the stored form into a larger one.
    func write(to writer: inout ByteWriter) {
        writer.write(byte: Self.version)
        writer.write(monthlyBudget)
        writer.write(tempering)
        writer.write(creditedMonths)
        writer.write(bets.relativeBets)
        for value in logCapital { writer.write(value) }
    }

    /// Reads ``bytes``.
    ///
    /// - Throws: ``SketchError/Code/malformed``.
    public init(bytes: some Collection<UInt8>) throws(SketchError) {
        var reader = ByteReader(bytes)
        try self.init(reading: &reader)
        try reader.expectEnd()
    }

    init(reading reader: inout ByteReader) throws(SketchError) {
        try reader.expect([Self.version])
        let budget = try reader.readDouble()
        let tempering = try reader.readDouble()
        let credit = try reader.readDouble()
        let bets = try reader.readDoubles()
        guard budget > 0, tempering > 0, tempering <= 1, credit >= 0, !bets.isEmpty,
            bets.allSatisfy({ $0 > 0 && $0 < 1 })
        else {
            throw SketchError(.malformed, "A detector's budget, tempering or bets are out of range.")
        }
        self.init(bets: BetGrid(relativeBets: bets), monthlyBudget: budget, tempering: tempering)
        creditedMonths = credit
        for index in logCapital.indices {
            let value = try reader.readDouble()
            guard !value.isNaN else { throw SketchError(.malformed, "A detector's capital is not a number.") }
            logCapital[index] = value
        }
    }
}
