import RealModule
public import Sketches

/// Whether labels echo the model that made the suggestion (docs/statistics.md 14): a test on an exploration holdout, in which
/// the labeller does not see the model's output.
///
/// **Guarantee** (Ville): without an echo beyond one point the evidence of a started month reaches its threshold with
/// probability at most the monthly budget divided by 30 for each batch.
public struct EchoTest: Sendable, Hashable {
    private var process: EProcess
    private var agreements = 0.0
    private var items = 0.0
    private let largest: Double
    private let nullMean: Double

    /// An echo that nobody would act on.
    private static let tolerated = 0.01
    private static let startingAgreement = 0.8

    /// - Parameter smallestHoldout: the smallest holdout share that any item will have, at least 0.01; 0.05 by default.
    public init(smallestHoldout: Double = 0.05) {
        precondition(smallestHoldout >= 0.01 && smallestHoldout < 1)
        largest = 1 / smallestHoldout
        nullMean = (Self.tolerated + largest) / (2 * largest)
        // The spread and the smallest useful shift of the scaled difference, for an agreement near 0.8.
        process = EProcess(
            bets: BetGrid(
                nullMean: nullMean, variance: 0.16 * smallestHoldout / 4, smallestShift: 0.01 * smallestHoldout))
    }

    /// Takes one labelled item.
    ///
    /// - Parameters:
    ///   - agrees: the label equals the model's output.
    ///   - isHoldout: the labeller did not see the output.
    ///   - holdout: the share of items held out when this one was drawn, at least the smallest one.
    /// - Returns: the logarithm of the evidence for an echo.
    @discardableResult
    public mutating func insert(agrees: Bool, isHoldout: Bool, holdout: Double) -> Double {
        let agreement = agrees ? 1.0 : 0
        // Centred on what was seen before: the spread, and with it the wait, becomes a fraction.
        let centre = (agreements + Self.startingAgreement) / (items + 1)
        let difference = isHoldout ? -(agreement - centre) / holdout : (agreement - centre) / (1 - holdout)
        process.insert((difference + largest) / (2 * largest), nullMean: nullMean)
        agreements += agreement
        items += 1
        return process.logEvidence
    }

    /// The logarithm of the evidence for an echo.
    public var logEvidence: Double { process.logEvidence }

    /// Evidence at or above this is an alarm.
    public static func logThreshold(monthlyBudget: Double) -> Double {
        Double.log(30 / monthlyBudget)
    }
}

// The stored form.
extension EchoTest {
    /// On disk: never change.
    private static let version: UInt8 = 1

    /// Everything, bit for bit.
    public var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.write(byte: Self.version)
        for value in [agreements, items, largest, nullMean] { writer.write(value) }
        process.write(to: &writer)
        return writer.bytes
    }

    /// Reads ``bytes``.
    ///
    /// - Throws: ``SketchError/Code/malformed``.
    public init(bytes: some Collection<UInt8>) throws(SketchError) {
        var reader = ByteReader(bytes)
        try reader.expect([Self.version])
        agreements = try reader.readDouble()
        items = try reader.readDouble()
        largest = try reader.readDouble()
        nullMean = try reader.readDouble()
        process = try EProcess(reading: &reader)
        try reader.expectEnd()
        guard agreements >= 0, agreements <= items, largest > 1, nullMean > 0, nullMean < 1 else {
            throw SketchError(.malformed, "An echo test's counts are out of range.")
        }
    }
}
