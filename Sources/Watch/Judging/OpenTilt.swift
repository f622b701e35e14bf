import Sketches
import Statistics

/// What a monitor remembers of its open tilt.
public struct OpenTilt: Sendable, Hashable {
    /// The tilt's name in the store: monitor and the block that raised it. A replay raises the same tilt under the same name.
    public let key: String
    /// End of the block that raised it, seconds since 1970.
    public let noticed: Int64
    /// The onset's range and point, seconds since 1970.
    public let onset: Onset
    /// The size first reported, in the arm's numbers: later alarms are *steeper* when they lie wholly beyond it.
    public let firstMean: Double
    /// How often it became steeper.
    public var steeper: Int
    /// Which arm had the most evidence.
    public let arm: Int

    /// Since when.
    public struct Onset: Sendable, Hashable, Codable {
        /// The first plausible start.
        public let earliest: Int64
        /// The most likely start.
        public let estimate: Int64
        /// The last plausible start.
        public let latest: Int64
        /// True when it came little by little.
        public let isRamp: Bool
        /// True for a named baseline whose period overlaps the judged one: it began between the two.
        public var isBetweenPeriods = false
    }

    func write(to writer: inout ByteWriter) {
        writer.write(text: key)
        writer.write(zigzag: noticed)
        writer.write(zigzag: onset.earliest)
        writer.write(zigzag: onset.estimate)
        writer.write(zigzag: onset.latest)
        writer.write(byte: (onset.isRamp ? 1 : 0) | (onset.isBetweenPeriods ? 2 : 0))
        writer.write(firstMean)
        writer.write(varint: UInt64(steeper))
        writer.write(varint: UInt64(arm))
    }

    init(key: String, noticed: Int64, onset: Onset, firstMean: Double, arm: Int) {
        self.key = key
        self.noticed = noticed
        self.onset = onset
        self.firstMean = firstMean
        steeper = 0
        self.arm = arm
    }

    init(reading reader: inout ByteReader) throws(SketchError) {
        key = try reader.readText()
        noticed = try reader.readZigzag()
        let (earliest, estimate, latest) = (
            try reader.readZigzag(), try reader.readZigzag(), try reader.readZigzag()
        )
        let flags = try reader.readByte()
        onset = Onset(
            earliest: earliest, estimate: estimate, latest: latest, isRamp: flags & 1 != 0,
            isBetweenPeriods: flags & 2 != 0)
        firstMean = try reader.readDouble()
        steeper = Int(try reader.readVarint())
        arm = Int(try reader.readVarint())
    }
}
