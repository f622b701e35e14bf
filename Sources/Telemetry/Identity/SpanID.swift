/// The 8 bytes that name a span within its trace; never all zero.
public struct SpanID: Sendable, Hashable, Codable {
    /// The 8 bytes as a word, most significant first.
    package let word: UInt64

    /// `nil` unless 8 bytes that are not all zero.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 8 else { return nil }
        let word = bytes.reduce(0) { $0 << 8 | UInt64($1) }
        guard word != 0 else { return nil }
        self.word = word
    }

    /// Takes the 8 bytes read most significant byte first; `nil` when zero.
    public init?(word: UInt64) {
        guard word != 0 else { return nil }
        self.word = word
    }

    /// `nil` unless 16 hexadecimal digits, either case, that are not all zero.
    public init?(hex: some StringProtocol) {
        guard hex.utf8.count == 16, let bytes = Hexadecimal.bytes(hex) else { return nil }
        self.init(bytes: bytes)
    }

    /// The 8 bytes in the order of the wire.
    public var bytes: [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) } }

    /// 16 lower-case hexadecimal digits.
    public var hex: String { Hexadecimal.text(bytes) }
}
