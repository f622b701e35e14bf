public import Storage

/// How much intake takes at once, and from when.
public struct IntakeLimits: Sendable, Hashable {
    /// Memory that batches in work may reserve together, in bytes of inflated body.
    public var reservedBytes = 192 << 20
    /// Seconds that the oldest batch may wait for its commit before others are turned away.
    public var longestWaitSeconds: Int64 = 2
    /// Batches that may wait for their commit.
    public var waitingBatches = 4_096
    /// Entries of one commit at most; what waits beyond goes into the next.
    public var commitEntries = 8_192
    /// Days that calls are kept, from arrival; older ones are refused unless imported.
    public var keepDays: Int64 = 90
    /// Seconds after which a call comes too late to be judged, outside an import.
    public var lateSeconds: Int64 = 86_400
    /// Days that an outcome waits for its call.
    public var awaitDays: Int64 = 30
    /// Systems that come into being by themselves.
    public var systems = 200
    /// How long texts are kept in systems that come into being.
    public var texts = TextRetention.month
    /// When traces settle.
    public var settling = SettlingLimits()

    /// The product's own values (docs/settling.md).
    public init() {}
}
