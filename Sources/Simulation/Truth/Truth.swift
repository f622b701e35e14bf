/// What was planted in a world, so that what a program found can be held against it.
public struct Truth: Sendable, Codable, Hashable {
    /// Names this format and its version.
    public var schema = "truth/1"
    /// The world's "now", RFC 3339.
    public var now: String
    /// The faults.
    public var faults: [PlantedFault]
    /// What must stay quiet.
    public var traps: [QuietTrap]
}

/// One fault: what gets worse, for whom, since when, and as what it must be found.
public struct PlantedFault: Sendable, Codable, Hashable {
    /// A short name of its own.
    public var id: String
    /// The system.
    public var system: String
    /// The signals that move.
    public var signals: [String]
    /// Where it is worst, worst first; empty when all calls are hit alike.
    public var slices: [String]
    /// When it begins, RFC 3339.
    public var onset: String
    /// The same in days before now.
    public var onsetDays: Double
    /// Days from onset to its full size; 0 when it is sudden.
    public var rampDays: Double
    /// The mean before.
    public var before: Double
    /// The mean at full size.
    public var after: Double
    /// What `before` and `after` count: `share`, `ms`, `tokens`, …
    public var unit: String
    /// The entry of the ledger beside it.
    public var cause: String?
    /// As what it must be seen; any of these.
    public var mustBeSeenAs: [String]
    /// As what it must not be seen.
    public var mustNotBeSeenAs: [String]
    /// What a program must be able to do before it can see it; empty for the core.
    public var waitsFor: [String]
    /// When it ends, RFC 3339; absent while it lasts.
    public var end: String?
}

/// A quiet system, or a quiet part of one, that looks like a fault to tools that cry wolf.
public struct QuietTrap: Sendable, Codable, Hashable {
    /// The system.
    public var system: String
    /// What happens.
    public var what: String
    /// What the pages must say.
    public var mustBeSeenAs: [String]
    /// What they must not say.
    public var mustNotBeSeenAs: [String]
}
