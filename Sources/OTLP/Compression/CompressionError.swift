/// Why a compressed body could not be inflated.
public enum CompressionError: Error, Sendable, Hashable {
    /// Not in that format, or cut off, or with a wrong checksum.
    case malformed
    /// The inflated body would pass the limit.
    case tooLarge
}
