public import Sketches
import Statistics
public import Telemetry

/// A baseline as it was pinned: what "as usual" means for one signal, overall or in one slice, until a recorded decision
/// replaces it. Never changes.
public struct PinnedBaseline: Sendable, Hashable {
    /// How it came about. The raw values stand in the store: never change.
    public enum Origin: String, Sendable, Hashable, CaseIterable {
        /// From a few days; completed once.
        case provisional
        /// From two weeks or more.
        case full
        /// From records that a person named.
        case named
    }

    /// The signal.
    public let signal: SignalName
    /// The slice value; `nil` for all calls.
    public let slice: SliceValue?
    /// 1 for the signal's first baseline.
    public let version: Int
    /// How it came about.
    public let origin: Origin
    /// First and last second of the reference; of a named baseline whatever its records say.
    public let from: Int64
    /// See ``from``.
    public let to: Int64
    /// How the signal's cells are judged.
    public let estimator: Estimator
    /// Which way was worse when it was pinned.
    public let worse: SignalProfile.Worse
    /// The arms of the monitor.
    public let arms: [Arm]
    /// Events of the reference.
    public let count: UInt64
    /// The reference's mean in the signal's own unit.
    public let mean: Double
    /// The reference's median, 95th and 99th percentile in the signal's own unit; empty for shares.
    public let percentiles: [Double]
    /// Models, prompts and service versions that the reference held, as `model:name`: others are new.
    public let knownVersions: Set<String>
    /// False alarms per month that the monitor may raise.
    public let monthlyBudget: Double

    /// The name under which state and ledger know the monitor: `groundedness|language:es#2`.
    public var monitorID: String {
        "\(signal.text)|\(slice.map { "\($0.dimension):\($0.value)" } ?? "")#\(version)"
    }

    /// Nothing can be judged against it.
    public var isBlind: Bool { arms.allSatisfy(\.baseline.isBlind) }

    init(
        signal: SignalName, slice: SliceValue?, version: Int, origin: Origin, from: Int64, to: Int64,
        estimator: Estimator, worse: SignalProfile.Worse, arms: [Arm], count: UInt64, mean: Double,
        percentiles: [Double], knownVersions: Set<String>, monthlyBudget: Double
    ) {
        self.signal = signal
        self.slice = slice
        self.version = version
        self.origin = origin
        self.from = from
        self.to = to
        self.estimator = estimator
        self.worse = worse
        self.arms = arms
        self.count = count
        self.mean = mean
        self.percentiles = percentiles
        self.knownVersions = knownVersions
        self.monthlyBudget = monthlyBudget
    }

    /// A fresh detector on this baseline.
    func detector() -> TiltDetector {
        TiltDetector(baselines: arms.map(\.baseline), monthlyBudget: monthlyBudget)
    }

    /// What the monitor sees in one block, per arm; `nil` when the block has no events of its own, as most blocks of small
    /// slices.
    func observations(_ tables: BlockTables) -> [TiltDetector.Observation]? {
        guard let cell = tables.cell(signal, slice: slice), cell.count > 0 else { return nil }
        let straight = estimator.blocks(cell, flipped: false)
        return arms.map { arm in
            let block = arm.flipped ? straight[arm.part].flipped : straight[arm.part]
            guard let mix = arm.mix, !block.isEmpty else { return TiltDetector.Observation(block: block) }
            let counts = tables.slices.counts(of: signal, along: mix.dimension)
            return TiltDetector.Observation(
                block: block, mixFactor: mix.factor(counts: counts, total: block.count))
        }
    }
}

// The stored form.
extension PinnedBaseline {
    /// Everything, bit for bit. On disk: never change.
    public var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.write(byte: 1)
        writer.write(text: signal.text)
        writer.write(text: slice?.dimension ?? "")
        writer.write(text: slice?.value ?? "")
        writer.write(varint: UInt64(version))
        writer.write(text: origin.rawValue)
        writer.write(zigzag: from)
        writer.write(zigzag: to)
        switch estimator {
        case .rate:
            writer.write(byte: 0)
        case .scaled(let low, let high):
            writer.write(byte: 1)
            writer.write(low)
            writer.write(high)
        case .percentiles(let thresholds):
            writer.write(byte: 2)
            writer.write(varint: UInt64(thresholds.keys.count))
            for (key, fraction) in zip(thresholds.keys, thresholds.fractions) {
                writer.write(zigzag: Int64(key))
                writer.write(fraction)
            }
        }
        writer.write(text: worse.rawValue)
        writer.write(varint: UInt64(arms.count))
        for arm in arms { arm.write(to: &writer) }
        writer.write(varint: count)
        writer.write(mean)
        writer.write(percentiles)
        writer.write(varint: UInt64(knownVersions.count))
        for version in knownVersions.sorted() { writer.write(text: version) }
        writer.write(monthlyBudget)
        return writer.bytes
    }

    /// Reads ``bytes``.
    ///
    /// - Throws: ``SketchError/Code/malformed``.
    public init(bytes: some Collection<UInt8>) throws(SketchError) {
        var reader = ByteReader(bytes)
        try reader.expect([1])
        signal = SignalName(stored: try reader.readText())
        let dimension = try reader.readText()
        let value = try reader.readText()
        slice = dimension.isEmpty ? nil : SliceValue(dimension, value)
        version = Int(try reader.readVarint())
        guard let origin = Origin(rawValue: try reader.readText()) else { throw Self.unknown }
        self.origin = origin
        from = try reader.readZigzag()
        to = try reader.readZigzag()
        switch try reader.readByte() {
        case 0: estimator = .rate
        case 1: estimator = .scaled(low: try reader.readDouble(), high: try reader.readDouble())
        case 2:
            var keys: [Int32] = []
            var fractions: [Double] = []
            for _ in 0..<(try reader.readCount(of: 9)) {
                keys.append(Int32(truncatingIfNeeded: try reader.readZigzag()))
                fractions.append(try reader.readDouble())
            }
            guard !keys.isEmpty else { throw Self.unknown }
            estimator = .percentiles(PercentileThresholds(keys: keys, fractions: fractions))
        default: throw Self.unknown
        }
        guard let worse = SignalProfile.Worse(rawValue: try reader.readText()) else { throw Self.unknown }
        self.worse = worse
        var arms: [Arm] = []
        for _ in 0..<(try reader.readCount(of: 4)) { arms.append(try Arm(reading: &reader)) }
        guard !arms.isEmpty else { throw Self.unknown }
        self.arms = arms
        count = try reader.readVarint()
        mean = try reader.readDouble()
        percentiles = try reader.readDoubles()
        var versions: Set<String> = []
        for _ in 0..<(try reader.readCount(of: 1)) { versions.insert(try reader.readText()) }
        knownVersions = versions
        monthlyBudget = try reader.readDouble()
        try reader.expectEnd()
    }

    private static let unknown = SketchError(.malformed, "A baseline is of a form that this version does not know.")
}
