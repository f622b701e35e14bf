import RealModule
public import Sketches

/// Evidence from one fixed start that the mean of a stream of numbers in [0, 1] lies above a null mean
/// (docs/statistics.md 12.2).
///
/// **Guarantee** (Ville's inequality). If every number's conditional mean is at most the null mean, the probability that the
/// evidence *ever* reaches `log(1/alpha)` is at most alpha, whatever rule stops the watching.
public struct EProcess: Sendable, Hashable {
    private let bets: [Double]
    private var logCapital: [Double]

    /// - Parameter bets: the default ones unless the null mean is far from a half.
    public init(bets: BetGrid = EProcess.standardBets) {
        self.bets = bets.relativeBets
        logCapital = [Double](repeating: 0, count: self.bets.count)
    }

    /// Twelve log-spaced bets from 0.01 to 0.9.
    public static let standardBets: BetGrid = {
        let ratio = Double.pow(BetGrid.defaultCap / 0.01, 1 / Double(BetGrid.defaultCount - 1))
        return BetGrid(relativeBets: (0..<BetGrid.defaultCount).map { 0.01 * Double.pow(ratio, $0) })
    }()

    /// Bets on one number.
    ///
    /// - Parameters:
    ///   - value: in [0, 1].
    ///   - nullMean: inside (0, 1), from the past only.
    public mutating func insert(_ value: Double, nullMean: Double) {
        let gain = value / nullMean - 1
        for index in bets.indices { logCapital[index] += Double.log(onePlus: bets[index] * gain) }
    }

    /// The logarithm of the average capital; 0 at the start.
    public var logEvidence: Double {
        Double.logSumExp(logCapital) - Double.log(Double(bets.count))
    }
}

// The stored form.
extension EProcess {
    /// On disk: never change.
    private static let version: UInt8 = 1

    /// Bets and capitals, bit for bit.
    public var bytes: [UInt8] {
        var writer = ByteWriter()
        write(to: &writer)
        return writer.bytes
    }

    func write(to writer: inout ByteWriter) {
        writer.write(byte: Self.version)
        writer.write(bets)
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
        let bets = try reader.readDoubles()
        guard !bets.isEmpty, bets.allSatisfy({ $0 > 0 && $0 < 1 }) else {
            throw SketchError(.malformed, "An e-process's bets are missing or out of range.")
        }
        self.init(bets: BetGrid(relativeBets: bets))
        for index in logCapital.indices {
            let value = try reader.readDouble()
            guard !value.isNaN else { throw SketchError(.malformed, "An e-process's capital is not a number.") }
            logCapital[index] = value
        }
    }
}
