public import Sketches
import Statistics
public import Telemetry

/// Everything that judging remembers of one system: a function of its verdict blocks and of recorded decisions.
public struct SystemWatch: Sendable, Hashable {
    /// The system.
    public let system: SystemSlug
    /// Which generation of baselines and states this is; a re-judgement starts the next.
    public var generation: Int
    /// Length of a verdict block in seconds; `nil` until the first whole day has shown how busy the system is.
    public internal(set) var blockSeconds: Int64?
    /// Every block that ends at or before this was judged; seconds since 1970; `nil` before the first.
    public internal(set) var judgedTo: Int64?
    /// Start of the first block, seconds since 1970.
    public internal(set) var firstBlock: Int64?
    /// What each signal has shown so far.
    public internal(set) var learning: [SignalName: Learning] = [:]
    /// The running monitors, in the order in which they were pinned.
    public internal(set) var monitors: [Monitor] = []
    /// After so many seconds without a call the system has no signal; `nil` before a baseline.
    public internal(set) var noSignalLimit: Int64?
    /// End of the last block with a call.
    public internal(set) var lastCall: Int64?
    /// Start of the burst of errors that is going on, if one is.
    public internal(set) var errorBurst: Int64?
    /// Start of the silence that is going on, if one is.
    public internal(set) var silence: Int64?

    /// What a signal has shown since its first event.
    public struct Learning: Sendable, Hashable {
        /// What is counted.
        public let quantity: Measure.Quantity
        /// Start of the block with its first event.
        public let first: Int64
        /// Its events, all days.
        public internal(set) var events: UInt64
        /// Versions of its baseline so far.
        public internal(set) var versions: Int
    }

    /// A system of which nothing was judged yet.
    public init(system: SystemSlug, generation: Int = 1) {
        self.system = system
        self.generation = generation
    }

    /// The monitor of a signal, overall or in one slice.
    public func monitor(_ signal: SignalName, slice: SliceValue? = nil) -> Monitor? {
        monitors.first { $0.baseline.signal == signal && $0.baseline.slice == slice }
    }

    /// Steps every monitor with one block, without pinning, onset or recovery: what a closed block costs.
    package mutating func step(_ block: VerdictBlock) {
        for index in monitors.indices { _ = monitors[index].step(block, noSignalLimit: noSignalLimit ?? 3_600) }
    }

    /// What each group's running monitors use of the budget.
    func running(_ profile: (SignalName, Measure.Quantity) -> SignalProfile) -> [BudgetGroup: Double] {
        monitors.reduce(into: [:]) { total, monitor in
            guard let quantity = learning[monitor.baseline.signal]?.quantity else { return }
            total[profile(monitor.baseline.signal, quantity).budgetGroup, default: 0] += monitor.baseline.monthlyBudget
        }
    }
}

// The stored form.
extension SystemWatch {
    /// Everything but the baselines, which are stored where they are pinned. On disk: never change.
    public var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.write(byte: 1)
        writer.write(varint: UInt64(generation))
        for value in [blockSeconds, judgedTo, firstBlock, noSignalLimit, lastCall, errorBurst, silence] {
            writer.write(zigzag: value ?? .min)
        }
        writer.write(varint: UInt64(learning.count))
        for (name, entry) in learning.sorted(by: { $0.key < $1.key }) {
            writer.write(text: name.text)
            writer.write(byte: entry.quantity.rawValue)
            writer.write(zigzag: entry.first)
            writer.write(varint: entry.events)
            writer.write(varint: UInt64(entry.versions))
        }
        writer.write(varint: UInt64(monitors.count))
        for monitor in monitors { monitor.write(to: &writer) }
        return writer.bytes
    }

    /// Continues from ``bytes``.
    /// - Parameter baselines: those of the running monitors, by ``PinnedBaseline/monitorID``.
    /// - Throws: ``SketchError/Code/malformed``.
    public init(
        system: SystemSlug, bytes: some Collection<UInt8>, baselines: [String: PinnedBaseline]
    ) throws(SketchError) {
        var reader = ByteReader(bytes)
        try reader.expect([1])
        self.init(system: system, generation: Int(try reader.readVarint()))
        var optionals: [Int64?] = []
        for _ in 0..<7 {
            let value = try reader.readZigzag()
            optionals.append(value == .min ? nil : value)
        }
        blockSeconds = optionals[0]
        judgedTo = optionals[1]
        firstBlock = optionals[2]
        noSignalLimit = optionals[3]
        lastCall = optionals[4]
        errorBurst = optionals[5]
        silence = optionals[6]
        for _ in 0..<(try reader.readCount(of: 4)) {
            let name = SignalName(stored: try reader.readText())
            guard let quantity = Measure.Quantity(rawValue: try reader.readByte()) else {
                throw SketchError(.malformed, "A signal has an unknown quantity.")
            }
            learning[name] = Learning(
                quantity: quantity, first: try reader.readZigzag(), events: try reader.readVarint(),
                versions: Int(try reader.readVarint()))
        }
        for _ in 0..<(try reader.readCount(of: 8)) {
            monitors.append(try Monitor(reading: &reader, baselines: baselines))
        }
        try reader.expectEnd()
    }
}
