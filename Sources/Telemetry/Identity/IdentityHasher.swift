public import Crypto

/// Turns plain ids of users and sessions into ``PersonKey``s where they come in, so that nothing behind the door sees them.
public struct IdentityHasher: Sendable {
    private let hash: @Sendable (PersonKey.Kind, String) -> PersonKey

    /// Hashes with the installation's key.
    public init(key: SymmetricKey) {
        hash = { PersonKey($0, id: $1, key: key) }
    }

    /// The key of a user's id.
    public func user(_ id: String) -> PersonKey { hash(.user, id) }

    /// The key of a session's id.
    public func session(_ id: String) -> PersonKey { hash(.session, id) }
}
