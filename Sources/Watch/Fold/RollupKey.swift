public import Telemetry

/// Which rollup row: of which system, by which clock, how wide, from when, all calls or the slices.
public struct RollupKey: Sendable, Hashable {
    /// The clocks that rollups go by. The raw values stand in the store: never change.
    public enum Clock: String, Sendable, Hashable, CaseIterable {
        /// The call's own time.
        case chart
        /// The time of settling or joining.
        case verdict
        /// Rows of a named baseline, one record per system.
        case reference
    }

    /// What a row holds. The raw values stand in the store: never change.
    public enum Part: String, Sendable, Hashable, CaseIterable {
        /// All calls together.
        case overall = ""
        /// Every one-way slice.
        case slices = "*"
    }

    /// The system.
    public var system: SystemSlug
    /// The clock.
    public var clock: Clock
    /// Width in seconds; 0 for the reference record.
    public var resolution: Int
    /// Start in seconds since 1970; a multiple of the width.
    public var start: Int64
    /// All calls or the slices.
    public var part: Part

    /// A key.
    public init(system: SystemSlug, clock: Clock, resolution: Int, start: Int64, part: Part) {
        self.system = system
        self.clock = clock
        self.resolution = resolution
        self.start = start
        self.part = part
    }
}
