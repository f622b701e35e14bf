package import Crypto

/// Recognises equal texts without keeping them: a hash under the installation's key, so that nobody without the key can
/// test what somebody wrote.
package struct TextHash: Sendable {
    private let key: SymmetricKey

    /// - Parameter key: the installation's key, the one that hides persons.
    package init(key: SymmetricKey) {
        self.key = key
    }

    /// The first 8 bytes of HMAC-SHA-256 over the normalised text.
    package func callAsFunction(_ text: NormalisedText) -> UInt64 {
        var code = HMAC<SHA256>(key: key)
        code.update(data: text.bytes)
        return code.finalize().prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
