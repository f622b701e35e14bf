import RealModule
public import Sketches

/// The part of a null mean that tightens while a monitor runs, and never loosens (docs/statistics.md 1.4.2).
///
/// Reference and live data together give an upper bound of the mean that holds at all times; its running minimum is used
/// from the next block on. A slow upward drift cannot drag it along, the defect of every moving baseline.
public struct Ratchet: Sendable, Hashable {
    /// The running minimum; starts at the baseline's frozen bound.
    public private(set) var bound: Double
    /// Events of reference and live data, each weighted by season and mix.
    public private(set) var exposure: Double
    /// The sum of their numbers.
    public private(set) var sum: Double

    private var waiting = 0.0
    private var lastHour: Int64?

    /// Events after which the bound is computed again within one hour.
    private static let interval = 2000.0

    /// - Parameter baseline: the one that the monitor runs on.
    public init(_ baseline: Baseline) {
        bound = baseline.frozenBound
        exposure = baseline.count
        sum = baseline.sum
    }

    /// Takes in a block, *after* the detector has used it. The bound is computed again with the first events of an hour
    /// and after every 2,000 events.
    ///
    /// - Parameters:
    ///   - block: in the monitor's orientation.
    ///   - hour: in which it began, whole hours since 1970, UTC.
    ///   - mixFactor: of the block.
    ///   - baseline: the one that the monitor runs on.
    public mutating func absorb(_ block: ObservationBlock, hour: Int, mixFactor: Double = 1, baseline: Baseline) {
        guard !block.isEmpty else { return }
        exposure += block.count * baseline.season.factor(hour: hour) * mixFactor
        sum += block.sum
        waiting += block.count
        guard waiting >= Self.interval || lastHour != Int64(hour) else { return }
        waiting = 0
        lastHour = Int64(hour)
        tighten(baseline)
    }

    private mutating func tighten(_ baseline: Baseline) {
        let events = exposure / baseline.overdispersion
        let failures = sum / baseline.overdispersion
        guard failures < events, failures / events < bound else { return }
        let threshold = Double.log(1 / baseline.ratchetDelta)
        // The wealth rises with the mean above failures / events: below the threshold here, the bound would only loosen.
        guard BetaMixtureBand.logWealth(count: events, sum: failures, mean: bound) > threshold else { return }
        bound = min(bound, BetaMixtureBand.upper(count: events, sum: failures, delta: baseline.ratchetDelta))
    }
}

// The stored form.
extension Ratchet {
    /// On disk: never change.
    private static let version: UInt8 = 1

    /// Everything, bit for bit.
    public var bytes: [UInt8] {
        var writer = ByteWriter()
        write(to: &writer)
        return writer.bytes
    }

    func write(to writer: inout ByteWriter) {
        writer.write(byte: Self.version)
        for value in [bound, exposure, sum, waiting] { writer.write(value) }
        writer.write(byte: lastHour == nil ? 0 : 1)
        if let lastHour { writer.write(zigzag: lastHour) }
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
        bound = try reader.readDouble()
        exposure = try reader.readDouble()
        sum = try reader.readDouble()
        waiting = try reader.readDouble()
        lastHour = try reader.readByte() == 0 ? nil : try reader.readZigzag()
        guard (0...1).contains(bound), exposure >= 0, sum >= 0, waiting >= 0 else {
            throw SketchError(.malformed, "A ratchet's numbers are out of range.")
        }
    }
}
