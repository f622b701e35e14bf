import Sketches
public import Statistics

/// One monitor: a pinned baseline with the state of its detector.
public struct Monitor: Sendable, Hashable {
    /// What it judges against; fixed.
    public let baseline: PinnedBaseline
    /// Ratchets and detectors.
    public private(set) var detector: TiltDetector
    /// What the last block with events said.
    public private(set) var verdict: TiltDetector.Verdict = .level
    /// The open tilt, if any.
    public private(set) var tilt: OpenTilt?
    /// End of the last block with events, seconds since 1970; `nil` before the first.
    public private(set) var lastEnd: Int64?
    /// When it was pinned, seconds since 1970.
    public let since: Int64
    /// Events judged.
    public private(set) var events: Double = 0

    /// A monitor that starts.
    init(_ baseline: PinnedBaseline, since: Int64) {
        self.baseline = baseline
        self.since = since
        detector = baseline.detector()
    }

    /// Judges one block; an empty one leaves everything as it is, its time counts with the next.
    /// - Returns: the verdict; `nil` for an empty block.
    mutating func step(_ block: VerdictBlock, noSignalLimit: Int64, months: Double? = nil) -> TiltDetector.Verdict? {
        guard let observations = baseline.observations(block.tables),
            observations.contains(where: { !$0.block.isEmpty })
        else { return nil }
        let seconds = lastEnd.map { Double(block.end - $0) } ?? Double(block.seconds)
        let credit =
            months ?? BudgetClock.creditMonths(seconds: seconds, limit: Double(max(noSignalLimit, block.seconds)))
        let verdict = detector.step(observations, hour: block.hour, creditMonths: credit)
        lastEnd = block.end
        events += observations[0].block.count
        self.verdict = verdict
        return verdict
    }

    /// A tilt was raised.
    mutating func open(_ tilt: OpenTilt) {
        self.tilt = tilt
    }

    /// The open tilt became steeper.
    mutating func steepen(to mean: Double) {
        tilt?.steepen(to: mean)
    }

    /// The open tilt ended: it recovered, or was dismissed.
    mutating func endTilt() {
        tilt = nil
        detector.endTilt()
        if verdict == .tilting { verdict = .level }
    }

    func write(to writer: inout ByteWriter) {
        writer.write(text: baseline.monitorID)
        writer.write(nested: detector.stateBytes)
        writer.write(byte: Self.code(of: verdict))
        writer.write(zigzag: lastEnd ?? .min)
        writer.write(zigzag: since)
        writer.write(events)
        writer.write(byte: tilt == nil ? 0 : 1)
        tilt?.write(to: &writer)
    }

    init(reading reader: inout ByteReader, baselines: [String: PinnedBaseline]) throws(SketchError) {
        let id = try reader.readText()
        guard let baseline = baselines[id] else {
            throw SketchError(.malformed, "A monitor's baseline is missing: \(id).")
        }
        self.baseline = baseline
        detector = try TiltDetector(baselines: baseline.arms.map(\.baseline), stateBytes: try reader.readNested())
        verdict = try Self.verdict(of: try reader.readByte())
        let end = try reader.readZigzag()
        lastEnd = end == .min ? nil : end
        since = try reader.readZigzag()
        events = try reader.readDouble()
        tilt = try reader.readByte() == 0 ? nil : try OpenTilt(reading: &reader)
    }

    // On disk: never change a number.
    private static func code(of verdict: TiltDetector.Verdict) -> UInt8 {
        switch verdict {
        case .blind: 0
        case .level: 1
        case .watch: 2
        case .tilting: 3
        }
    }

    private static func verdict(of code: UInt8) throws(SketchError) -> TiltDetector.Verdict {
        switch code {
        case 0: return .blind
        case 1: return .level
        case 2: return .watch
        case 3: return .tilting
        default: throw SketchError(.malformed, "A monitor has an unknown verdict.")
        }
    }
}
