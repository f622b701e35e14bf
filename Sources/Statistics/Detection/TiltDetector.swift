import RealModule
public import Sketches

/// Decides, verdict bucket by verdict bucket, whether one monitor tilts: baselines, ratchets and detectors put together in
/// the order that the guarantee needs (docs/statistics.md 1.3).
///
/// A monitor has one arm per direction or threshold. Every arm has its own pinned baseline, in its own orientation; the arms
/// are averaged and count as one monitor with one budget. Feed closed buckets in order of time. Knows no clock and no store.
public struct TiltDetector: Sendable, Hashable {
    /// What a bucket says about the monitor.
    public enum Verdict: Sendable, Hashable {
        /// Nothing can be said against any baseline: no reference, or a bound of 1.
        case blind
        /// As usual.
        case level
        /// Evidence within a factor of ten of an alarm; pages nobody.
        case watch
        /// An alarm, with this bucket. A further alarm during a tilt says so again.
        case tilting
    }

    /// What one arm sees in one verdict bucket.
    public struct Observation: Sendable, Hashable {
        /// The events in the arm's own orientation, harm = increase.
        public let block: ObservationBlock
        /// What the composition of the block does to the expected mean; 1 without mix.
        public let mixFactor: Double

        /// - Parameters:
        ///   - block: in the arm's own orientation.
        ///   - mixFactor: 1 without mix.
        public init(block: ObservationBlock, mixFactor: Double = 1) {
            self.block = block
            self.mixFactor = mixFactor
        }
    }

    /// The pinned baselines, one per arm; fixed.
    public let baselines: [Baseline]
    /// Per arm.
    public private(set) var ratchets: [Ratchet]
    /// The detectors, reset at each alarm.
    public private(set) var detectors: DetectorSet
    /// The open tilt's own copy, which is not reset: its evidence is what a tilt shows. Nil without an open tilt.
    public private(set) var tilt: DetectorSet?

    /// Evidence of WATCH: a tenth of an alarm's.
    private static let watchFactor = 10.0

    /// A monitor that starts.
    ///
    /// - Parameters:
    ///   - baselines: one per arm, each in its own orientation.
    ///   - monthlyBudget: false alarms allowed per month, for all arms together.
    public init(baselines: [Baseline], monthlyBudget: Double) {
        precondition(!baselines.isEmpty, "A monitor has at least one arm.")
        self.baselines = baselines
        ratchets = baselines.map { Ratchet($0) }
        detectors = DetectorSet(baselines.map { Self.detector(on: $0, monthlyBudget: monthlyBudget) })
        tilt = nil
    }

    /// A monitor that starts, with detectors of its own making: drift, whose bets are spaced differently.
    ///
    /// - Parameters:
    ///   - baselines: one per arm, each in its own orientation.
    ///   - detectors: one per arm.
    public init(baselines: [Baseline], detectors: DetectorSet) {
        precondition(baselines.count == detectors.detectors.count, "A monitor needs one detector for each of its arms.")
        self.baselines = baselines
        ratchets = baselines.map { Ratchet($0) }
        self.detectors = detectors
        tilt = nil
    }

    /// A blind arm never bets; its grid only has to exist.
    private static func detector(on baseline: Baseline, monthlyBudget: Double) -> EDetector {
        baseline.isBlind
            ? EDetector(bets: BetGrid(relativeBets: [0.5]), monthlyBudget: monthlyBudget)
            : baseline.detector(monthlyBudget: monthlyBudget)
    }

    /// False alarms allowed per month.
    public var monthlyBudget: Double { detectors.monthlyBudget }

    /// No arm can say anything.
    public var isBlind: Bool { baselines.allSatisfy(\.isBlind) }

    /// The evidence to show: the open tilt's own, else the detector's.
    public var evidence: Evidence {
        let source = tilt ?? detectors
        return Evidence(
            logEvidence: source.logEvidence, creditedMonths: source.creditedMonths, monthlyBudget: monthlyBudget)
    }

    /// The arm with the most evidence.
    public var strongestArm: Int { (tilt ?? detectors).strongest }

    /// The null mean of an arm for a block in this hour, before the block is absorbed.
    public func nullMean(arm: Int, hour: Int, mixFactor: Double = 1) -> Double {
        baselines[arm].nullMean(hour: hour, mixFactor: mixFactor, ratchet: ratchets[arm])
    }

    /// Judges one closed verdict bucket.
    ///
    /// - Parameters:
    ///   - observations: one per arm, in order. An empty block only passes its credit on.
    ///   - hour: in which the bucket began, whole hours since 1970, UTC.
    ///   - creditMonths: clock months since the monitor's previous bucket; the first bucket's is its own length; a gap counts
    ///     at most the system's no-signal limit: see ``BudgetClock``.
    /// - Returns: the verdict; after ``Verdict/tilting`` the detectors have been reset and ``tilt`` goes on.
    @discardableResult
    public mutating func step(_ observations: [Observation], hour: Int, creditMonths: Double) -> Verdict {
        precondition(observations.count == baselines.count, "A monitor needs one block for each of its arms.")
        if isBlind { return .blind }
        let inputs = observations.indices.map { arm in
            DetectorSet.Input(
                block: baselines[arm].isBlind ? .empty : observations[arm].block,
                nullMean: nullMean(arm: arm, hour: hour, mixFactor: observations[arm].mixFactor))
        }
        let logEvidence = detectors.step(inputs, creditMonths: creditMonths)
        tilt?.advance(inputs, creditMonths: creditMonths)
        // Absorbed only now: what a block is judged by must depend on the past alone.
        for arm in observations.indices {
            ratchets[arm].absorb(
                observations[arm].block, hour: hour, mixFactor: observations[arm].mixFactor, baseline: baselines[arm])
        }
        guard logEvidence >= detectors.logThreshold else {
            return logEvidence >= detectors.logThreshold - Double.log(Self.watchFactor) ? .watch : .level
        }
        if tilt == nil { tilt = detectors }
        detectors.reset()
        return .tilting
    }

    /// Ends the open tilt: it recovered, was dismissed, or gets a new baseline. The detectors go on as they are.
    public mutating func endTilt() {
        tilt = nil
    }
}

// The stored form of what changes; baselines are stored once, where they are pinned.
extension TiltDetector {
    /// On disk: never change.
    private static let version: UInt8 = 1

    /// Ratchets, detectors and the open tilt, bit for bit.
    public var stateBytes: [UInt8] {
        var writer = ByteWriter()
        writer.write(byte: Self.version)
        writer.write(varint: UInt64(ratchets.count))
        for ratchet in ratchets { ratchet.write(to: &writer) }
        detectors.write(to: &writer)
        writer.write(byte: tilt == nil ? 0 : 1)
        tilt?.write(to: &writer)
        return writer.bytes
    }

    /// Continues a monitor from its pinned baselines and its state.
    ///
    /// - Throws: ``SketchError/Code/malformed``.
    public init(baselines: [Baseline], stateBytes: some Collection<UInt8>) throws(SketchError) {
        var reader = ByteReader(stateBytes)
        try reader.expect([Self.version])
        guard try reader.readVarint() == UInt64(baselines.count), !baselines.isEmpty else {
            throw SketchError(.malformed, "A monitor's state has another number of arms than its baselines.")
        }
        self.baselines = baselines
        var ratchets: [Ratchet] = []
        for _ in baselines { ratchets.append(try Ratchet(reading: &reader)) }
        self.ratchets = ratchets
        detectors = try DetectorSet(reading: &reader)
        tilt = try reader.readByte() == 0 ? nil : try DetectorSet(reading: &reader)
        try reader.expectEnd()
        guard detectors.detectors.count == baselines.count, tilt.map({ $0.detectors.count == baselines.count }) ?? true
        else { throw SketchError(.malformed, "A monitor's state has another number of arms than its baselines.") }
    }
}
