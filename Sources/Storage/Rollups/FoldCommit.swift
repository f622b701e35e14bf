public import Telemetry

/// How far the fold has read, and what it holds besides its rollups.
public struct FoldCheckpoint: Sendable, Hashable {
    /// Every settled row up to and with this position is in the rollups or in ``state``.
    public var position: LogPosition
    /// The fold's own state, in its own form.
    public var state: [UInt8]

    /// A checkpoint.
    public init(position: LogPosition, state: [UInt8]) {
        self.position = position
        self.state = state
    }
}

/// What the fold writes in one transaction.
public struct FoldCommit: Sendable, Hashable {
    /// Rollups that are new or changed, whole.
    public var rows: [RollupRow]
    /// The checkpoint that belongs to them.
    public var checkpoint: FoldCheckpoint
    /// The system whose verdict blocks are made anew: those that are there are removed first.
    public var renewed: SystemSlug?

    /// What the fold writes in one transaction.
    public init(rows: [RollupRow], checkpoint: FoldCheckpoint, renewed: SystemSlug? = nil) {
        self.rows = rows
        self.checkpoint = checkpoint
        self.renewed = renewed
    }
}
