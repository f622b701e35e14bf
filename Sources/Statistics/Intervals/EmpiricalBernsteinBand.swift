import RealModule
public import Sketches

/// The default band for scores that are read one by one: right at all times at once (docs/statistics.md 2.4).
///
/// Draw the running mean as the line and this band around it. Needs seven numbers of state, whatever was read.
public struct EmpiricalBernsteinBand: Sendable, Hashable {
    private let logTerm: Double
    private var count = 0.0
    private var sum = 0.0
    private var squares = 0.25
    private var mean = 0.5
    private var weighted = 0.0
    private var weights = 0.0
    private var price = 0.0

    /// - Parameter alpha: the probability that the mean is ever outside.
    public init(alpha: Double = 0.05) {
        logTerm = Double.log(2 / alpha)
    }

    /// Reads one score in [0, 1].
    public mutating func insert(_ score: Double) {
        count += 1
        let bet = min(0.5, (2 * logTerm / ((squares / count) * count * Double.log(onePlus: count))).squareRoot())
        weighted += bet * score
        weights += bet
        price += (score - mean) * (score - mean) * Double.psiE(bet)
        sum += score
        mean = (0.5 + sum) / (count + 1)
        squares += (score - mean) * (score - mean)
    }

    /// The mean of the scores; NaN before the first.
    public var runningMean: Double { sum / count }

    /// The band now; everything before the first score.
    public var band: Band {
        if count == 0 { return .everything }
        let centre = weighted / weights
        let radius = (logTerm + price) / weights
        return Band(lower: max(0, centre - radius), upper: min(1, centre + radius))
    }
}

// The stored form.
extension EmpiricalBernsteinBand {
    /// On disk: never change.
    private static let version: UInt8 = 1

    /// Everything, bit for bit.
    public var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.write(byte: Self.version)
        for value in [logTerm, count, sum, squares, mean, weighted, weights, price] { writer.write(value) }
        return writer.bytes
    }

    /// Reads ``bytes``.
    ///
    /// - Throws: ``SketchError/Code/malformed``.
    public init(bytes: some Collection<UInt8>) throws(SketchError) {
        var reader = ByteReader(bytes)
        try reader.expect([Self.version])
        logTerm = try reader.readDouble()
        count = try reader.readDouble()
        sum = try reader.readDouble()
        squares = try reader.readDouble()
        mean = try reader.readDouble()
        weighted = try reader.readDouble()
        weights = try reader.readDouble()
        price = try reader.readDouble()
        try reader.expectEnd()
        guard logTerm > 0, count >= 0, squares > 0, weights >= 0 else {
            throw SketchError(.malformed, "A running band's sums are out of range.")
        }
    }
}
