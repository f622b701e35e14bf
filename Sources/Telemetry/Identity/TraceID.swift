/// The 16 bytes that spans of one trace share; never all zero.
public struct TraceID: Sendable, Hashable, Codable {
    private let high: UInt64
    private let low: UInt64

    /// `nil` unless 16 bytes that are not all zero.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        var words: (UInt64, UInt64) = (0, 0)
        for (index, byte) in bytes.enumerated() {
            if index < 8 { words.0 = words.0 << 8 | UInt64(byte) } else { words.1 = words.1 << 8 | UInt64(byte) }
        }
        guard words.0 | words.1 != 0 else { return nil }
        (high, low) = words
    }

    /// Takes the two halves of the 16 bytes, read most significant byte first; `nil` when both are zero.
    public init?(high: UInt64, low: UInt64) {
        guard high | low != 0 else { return nil }
        self.high = high
        self.low = low
    }

    /// `nil` unless 32 hexadecimal digits, either case, that are not all zero.
    public init?(hex: some StringProtocol) {
        guard hex.utf8.count == 32, let bytes = Hexadecimal.bytes(hex) else { return nil }
        self.init(bytes: bytes)
    }

    /// The 16 bytes as two words, most significant first.
    package var words: (high: UInt64, low: UInt64) { (high, low) }

    /// See ``words``; `nil` when both are zero.
    package init?(words: (high: UInt64, low: UInt64)) {
        guard words.high | words.low != 0 else { return nil }
        (high, low) = words
    }

    /// The 16 bytes in the order of the wire.
    public var bytes: [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: high >> (56 - 8 * $0)) }
            + (0..<8).map { UInt8(truncatingIfNeeded: low >> (56 - 8 * $0)) }
    }

    /// 32 lower-case hexadecimal digits.
    public var hex: String { Hexadecimal.text(bytes) }
}
