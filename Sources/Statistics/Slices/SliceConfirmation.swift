import RealModule
public import Sketches

/// Whether slices that a scan found yesterday really fail more, judged on calls that arrive afterwards
/// (docs/statistics.md 5.5).
///
/// The list is fixed before the data it is judged on, so that searching millions of slices costs nothing but the factor of
/// their number. **Guarantee** (Ville): each day's list raises a false alarm with probability at most `budget / 30`.
public struct SliceConfirmation: Sendable, Hashable {
    /// What a slice's calls are held against.
    public enum Standard: Sendable, Hashable {
        /// The bound of the slice's own failure rate in the reference, from 100 reference failures on.
        case reference(bound: Double)
        /// A quarter above what the risk model expects of each call: say "model-based".
        case model
    }

    /// At most so many slices of a day are watched.
    public static let maximumSlices = 5
    /// For so many days.
    public static let days = 7

    /// What each slice is held against.
    public let standards: [Standard]

    private var processes: [EProcess]
    private let logThreshold: Double

    private static let modelMargin = 1.25
    private static let failuresForOwnBound = 100.0

    /// - Parameters:
    ///   - reference: calls and failures of each slice in the reference, one entry per slice, at most five.
    ///   - delta: the probability that any of the bounds is wrong.
    ///   - monthlyBudget: false alarms allowed per month for the metric's slices.
    public init(reference: [(count: Double, failures: Double)], delta: Double, monthlyBudget: Double) {
        let slices = Double(max(1, reference.count))
        standards = reference.map { entry in
            entry.failures >= Self.failuresForOwnBound
                ? .reference(
                    bound: ClopperPearson.upper(count: entry.count, sum: entry.failures, delta: delta / slices))
                : .model
        }
        processes = reference.map { _ in EProcess() }
        logThreshold = Double.log(30 * slices / monthlyBudget)
    }

    /// Takes one call of a slice.
    ///
    /// - Parameters:
    ///   - failure: in [0, 1].
    ///   - expected: of the call, from the risk model.
    ///   - slice: its index.
    public mutating func insert(failure: Double, expected: Double, slice: Int) {
        let nullMean: Double
        switch standards[slice] {
        case .reference(let bound): nullMean = bound
        case .model: nullMean = Self.modelMargin * expected
        }
        guard nullMean < 1 else { return }
        processes[slice].insert(failure, nullMean: nullMean)
    }

    /// The logarithm of the evidence per slice.
    public var logEvidence: [Double] { processes.map(\.logEvidence) }

    /// The slices that are confirmed now; whoever asks remembers them.
    public var confirmed: [Int] { processes.indices.filter { processes[$0].logEvidence >= logThreshold } }
}

// The stored form.
extension SliceConfirmation {
    /// On disk: never change.
    private static let version: UInt8 = 1

    /// Everything, bit for bit.
    public var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.write(byte: Self.version)
        writer.write(logThreshold)
        writer.write(varint: UInt64(standards.count))
        for (standard, process) in zip(standards, processes) {
            switch standard {
            case .model: writer.write(byte: 0)
            case .reference(let bound):
                writer.write(byte: 1)
                writer.write(bound)
            }
            process.write(to: &writer)
        }
        return writer.bytes
    }

    /// Reads ``bytes``.
    ///
    /// - Throws: ``SketchError/Code/malformed``.
    public init(bytes: some Collection<UInt8>) throws(SketchError) {
        var reader = ByteReader(bytes)
        try reader.expect([Self.version])
        logThreshold = try reader.readDouble()
        var standards: [Standard] = []
        var processes: [EProcess] = []
        for _ in 0..<(try reader.readCount(of: 19)) {
            switch try reader.readByte() {
            case 0: standards.append(.model)
            case 1: standards.append(.reference(bound: try reader.readDouble()))
            default: throw SketchError(.malformed, "A slice is held against an unknown standard.")
            }
            processes.append(try EProcess(reading: &reader))
        }
        self.standards = standards
        self.processes = processes
        try reader.expectEnd()
    }
}
