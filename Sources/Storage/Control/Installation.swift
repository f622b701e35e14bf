public import Telemetry

/// What is true of the whole installation.
public struct Installation: Sendable, Hashable {
    /// 32 random bytes, made once: the key of all keyed hashes. Losing it makes old and new person keys differ.
    public var workspaceKey: [UInt8]
    /// When the data folder was made.
    public var created: Timestamp

    /// An installation.
    public init(workspaceKey: [UInt8], created: Timestamp) {
        self.workspaceKey = workspaceKey
        self.created = created
    }
}
