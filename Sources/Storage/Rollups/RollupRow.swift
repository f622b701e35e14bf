public import Telemetry

/// Which rollup a row is.
public struct RollupKey: Sendable, Hashable, Comparable {
    /// The system.
    public var system: SystemSlug
    /// Which fold it belongs to.
    public var kind: RollupKind
    /// Length of the bucket in seconds: 60, 600, 3,600 or 86,400.
    public var resolution: Int
    /// Start of the bucket in seconds since 1970, UTC.
    public var start: Int64
    /// The slice dimension whose values the row holds; empty for the overall row.
    public var dimension: String

    /// A rollup's key.
    public init(system: SystemSlug, kind: RollupKind, resolution: Int, start: Int64, dimension: String) {
        self.system = system
        self.kind = kind
        self.resolution = resolution
        self.start = start
        self.dimension = dimension
    }

    /// By system, kind, resolution, start, dimension.
    public static func < (left: RollupKey, right: RollupKey) -> Bool {
        (left.system.text, left.kind.rawValue, left.resolution, left.start, left.dimension)
            < (right.system.text, right.kind.rawValue, right.resolution, right.start, right.dimension)
    }
}

/// Which fold a rollup belongs to. On disk: never change a number.
public enum RollupKind: Int, Sendable, Hashable, CaseIterable {
    /// By the call's time: what charts show.
    case chart = 0
    /// By settle time: what detectors judge.
    case verdict = 1
    /// Named baselines that were sent.
    case reference = 2
}

/// One rollup: the cumulative state of one bucket, never a difference.
public struct RollupRow: Sendable, Hashable {
    /// Which.
    public var key: RollupKey
    /// Its cells (signals × values), in the fold's own form.
    public var cells: [UInt8]

    /// A rollup.
    public init(key: RollupKey, cells: [UInt8]) {
        self.key = key
        self.cells = cells
    }
}
