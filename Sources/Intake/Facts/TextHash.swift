package import Crypto

/// Recognises equal texts without keeping them: a hash under the installation's key, so that nobody without the key can
/// test what somebody wrote.
package struct TextHash: Sendable {
    /// Fed with the key, which takes as long as a short text does.
    private let keyed: HMAC<SHA256>

    /// - Parameter key: the installation's key, the one that hides persons.
    package init(key: SymmetricKey) {
        keyed = HMAC<SHA256>(key: key)
    }

    /// The first 8 bytes of HMAC-SHA-256 over the normalised text.
    package func callAsFunction(_ text: NormalisedText) -> UInt64 {
        var code = keyed
        text.bytes.withUnsafeBytes { code.update(data: $0) }
        return code.finalize().withUnsafeBytes { UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)) }
    }
}
