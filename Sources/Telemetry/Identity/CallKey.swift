import Crypto

/// The identity of a call in the store: 16 bytes that a retry of the same call always produces again.
///
/// On disk: never change how a key is made; retries of calls that are stored already would count twice.
public struct CallKey: Sendable, Hashable, Comparable, Codable {
    private let high: UInt64
    private let low: UInt64

    /// - Parameter bytes: exactly 16; `nil` for any other count.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        var words: (UInt64, UInt64) = (0, 0)
        for (index, byte) in bytes.enumerated() {
            if index < 8 { words.0 = words.0 << 8 | UInt64(byte) } else { words.1 = words.1 << 8 | UInt64(byte) }
        }
        (high, low) = words
    }

    /// The key of a span.
    public init(trace: TraceID, span: SpanID) {
        self.init(hashing: [0x73, 0] + trace.bytes + span.bytes)
    }

    /// The key of a call that its client named; unique per system.
    public init(clientID: String, system: SystemSlug) {
        self.init(hashing: [0x63, 0] + Array(system.text.utf8) + [0] + Array(clientID.utf8))
    }

    /// The key of something without a name of its own: the first 16 bytes of SHA-256 over its content.
    public init(hashing content: some Collection<UInt8>) {
        var hash = SHA256()
        let done: Void? = content.withContiguousStorageIfAvailable {
            hash.update(bufferPointer: UnsafeRawBufferPointer($0))
        }
        if done == nil { hash.update(data: Array(content)) }
        var words: (UInt64, UInt64) = (0, 0)
        for (index, byte) in hash.finalize().prefix(16).enumerated() {
            if index < 8 { words.0 = words.0 << 8 | UInt64(byte) } else { words.1 = words.1 << 8 | UInt64(byte) }
        }
        (high, low) = words
    }

    /// The 16 bytes as two words, most significant first: what the store binds without allocating.
    package var words: (high: UInt64, low: UInt64) { (high, low) }

    /// See ``words``.
    package init(words: (high: UInt64, low: UInt64)) {
        (high, low) = words
    }

    /// The 16 bytes, most significant first.
    public var bytes: [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: high >> (56 - 8 * $0)) }
            + (0..<8).map { UInt8(truncatingIfNeeded: low >> (56 - 8 * $0)) }
    }

    /// 32 lower-case hexadecimal digits, as in `/calls/<hex>`.
    public var hex: String { Hexadecimal.text(bytes) }

    /// - Parameter hex: 32 hexadecimal digits, either case.
    public init?(hex: some StringProtocol) {
        guard hex.utf8.count == 32, let bytes = Hexadecimal.bytes(hex) else { return nil }
        self.init(bytes: bytes)
    }

    /// In the order of their parts.
    public static func < (left: CallKey, right: CallKey) -> Bool { (left.high, left.low) < (right.high, right.low) }
}
