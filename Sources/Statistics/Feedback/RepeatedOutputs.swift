public import Sketches

/// Whether an output is identical to one of the last thousand (docs/statistics.md 14.2): watched as a rate, it rises when a
/// loop feeds on itself.
public struct RepeatedOutputs: Sendable, Hashable {
    /// How many outputs are remembered.
    public static let window = 1000

    private var recent: [UInt64] = []
    private var next = 0
    private var counts: [UInt64: Int] = [:]

    /// Nothing seen yet.
    public init() {}

    /// Takes one output.
    ///
    /// - Parameter hash: of its text (``StableHash``).
    /// - Returns: whether it equals one of those before.
    @discardableResult
    public mutating func insert(_ hash: UInt64) -> Bool {
        let isRepeated = counts[hash] != nil
        if recent.count < Self.window {
            recent.append(hash)
        } else {
            let oldest = recent[next]
            let left = (counts[oldest] ?? 1) - 1
            counts[oldest] = left > 0 ? left : nil
            recent[next] = hash
        }
        next = (next + 1) % Self.window
        counts[hash, default: 0] += 1
        return isRepeated
    }
}

// The stored form.
extension RepeatedOutputs {
    /// On disk: never change.
    private static let version: UInt8 = 1

    /// Everything, bit for bit.
    public var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.write(byte: Self.version)
        writer.write(varint: UInt64(recent.count))
        for hash in recent { writer.write(varint: hash) }
        writer.write(varint: UInt64(next))
        return writer.bytes
    }

    /// Reads ``bytes``.
    ///
    /// - Throws: ``SketchError/Code/malformed``.
    public init(bytes: some Collection<UInt8>) throws(SketchError) {
        var reader = ByteReader(bytes)
        try reader.expect([Self.version])
        for _ in 0..<(try reader.readCount(of: 1)) { recent.append(try reader.readVarint()) }
        let next = try reader.readVarint()
        try reader.expectEnd()
        let isFull = recent.count == Self.window
        guard recent.count <= Self.window, isFull ? next < UInt64(Self.window) : next == UInt64(recent.count) else {
            throw SketchError(.malformed, "Remembered outputs have no place for the next one.")
        }
        self.next = Int(next)
        for hash in recent { counts[hash, default: 0] += 1 }
    }
}
