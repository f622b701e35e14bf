public import Sketches

// The stored form of a pinned baseline.
extension Baseline {
    /// On disk: never change.
    private static let version: UInt8 = 1

    /// Everything, bit for bit.
    public var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.write(byte: Self.version)
        writer.write(byte: kind.rawValue)
        writer.write(byte: deadBandMode.rawValue)
        writer.write(byte: isProvisional ? 1 : 0)
        writer.write(varint: UInt64(days))
        for value in [count, sum, variance, overdispersion, frozenBound, delta, deadBand] { writer.write(value) }
        season.write(to: &writer)
        return writer.bytes
    }

    /// Reads ``bytes``.
    ///
    /// - Throws: ``SketchError/Code/malformed``.
    public init(bytes: some Collection<UInt8>) throws(SketchError) {
        var reader = ByteReader(bytes)
        try reader.expect([Self.version])
        guard let kind = Kind(rawValue: try reader.readByte()),
            let mode = DeadBandMode(rawValue: try reader.readByte())
        else { throw SketchError(.malformed, "A baseline of unknown kind.") }
        let isProvisional = try reader.readByte() != 0
        guard let days = Int(exactly: try reader.readVarint()) else {
            throw SketchError(.malformed, "A baseline with too many days.")
        }
        self.kind = kind
        deadBandMode = mode
        self.isProvisional = isProvisional
        self.days = days
        count = try reader.readDouble()
        sum = try reader.readDouble()
        variance = try reader.readDouble()
        overdispersion = try reader.readDouble()
        frozenBound = try reader.readDouble()
        delta = try reader.readDouble()
        deadBand = try reader.readDouble()
        season = try SeasonalIndex(reading: &reader)
        try reader.expectEnd()
        guard count >= 0, sum >= 0, sum <= count, variance >= 0, overdispersion >= 1, (0...1).contains(frozenBound),
            delta > 0, delta < 1, deadBand >= 0
        else { throw SketchError(.malformed, "A baseline's numbers are out of range.") }
    }
}
