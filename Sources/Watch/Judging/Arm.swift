import Sketches
public import Statistics

/// One arm of a monitor: a direction, and of a percentile set one threshold, with its pinned baseline and mix.
public struct Arm: Sendable, Hashable {
    /// Whether the detector's numbers are turned round, because less is worse.
    public let flipped: Bool
    /// Which of the estimator's blocks.
    public let part: Int
    /// As usual.
    public let baseline: Baseline
    /// How the expected mean follows the traffic mix; `nil` where the mix does not matter.
    public let mix: MixAdjustment?

    func write(to writer: inout ByteWriter) {
        writer.write(byte: flipped ? 1 : 0)
        writer.write(varint: UInt64(part))
        writer.write(nested: baseline.bytes)
        writer.write(nested: mix?.bytes ?? [])
    }

    init(flipped: Bool, part: Int, baseline: Baseline, mix: MixAdjustment?) {
        self.flipped = flipped
        self.part = part
        self.baseline = baseline
        self.mix = mix
    }

    init(reading reader: inout ByteReader) throws(SketchError) {
        flipped = try reader.readByte() == 1
        part = Int(try reader.readVarint())
        baseline = try Baseline(bytes: try reader.readNested())
        let mixBytes = try reader.readNested()
        mix = mixBytes.isEmpty ? nil : try MixAdjustment(bytes: mixBytes)
    }
}
