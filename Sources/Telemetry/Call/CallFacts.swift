/// Facts derived from a call, some of them from texts before the text policy drops those. `nil` means not measurable,
/// which is not the same as no.
public struct CallFacts: Sendable, Hashable, Codable {
    /// A finish reason says that a limit of length was hit.
    public var truncated: Bool?
    /// A finish reason says that the output was held back.
    public var filtered: Bool?
    /// The model declined to answer: held back, or the output opens with a phrase of refusal.
    public var refused: Bool?
    /// An answer without letters, digits, symbols or tool calls.
    public var empty: Bool?
    /// The same normalised output as one of the system's last 1,000 different ones, longer than 40 characters.
    public var repeated: Bool?
    /// The same question in the same session within 60 seconds after an earlier call.
    public var retried: Bool?
    /// Length of the last user message and of the output, in characters.
    public var inputCharacters: Int?
    /// See ``inputCharacters``.
    public var outputCharacters: Int?
    /// The script most of the output is written in, as ISO 15924 (`Latn`, `Cyrl`, `Hani`).
    public var outputScript: String?
    /// Keyed hash of the normalised last user message.
    public var inputHash: UInt64?
    /// Keyed hash of the normalised output.
    public var outputHash: UInt64?

    /// Nothing measured.
    public init() {}
}
