public import Telemetry

/// What became of an import.
public struct ImportReport: Sendable, Hashable, Codable {
    /// Records that were read.
    public var records = 0
    /// Calls, outcomes and changes that were new.
    public var stored = 0
    /// Those that were stored before.
    public var known = 0
    /// Those under whose key something else was stored before; that stayed.
    public var conflicts = 0
    /// Records that were refused, whatever the reason.
    public var refused = 0
    /// Calls that settled with their traces at the end.
    public var settled = 0
    /// Outcomes of the whole log that wait for a call.
    public var awaited = 0
    /// Records without a time, charted and not judged.
    public var timeless = 0
    /// Records older than what was judged already: they changed charts, never verdicts.
    public var tooLate = 0
    /// What intake remarked about items that it took, with how often.
    public var warnings: [String: Int] = [:]
    /// Files with the refused lines; none when there were none.
    public var refusalFiles: [String] = []
    /// Systems that got records, by name.
    public var systems: [SystemSlug] = []
    /// True when more lines were refused than the options allow.
    public var refusesTooMany = false
    /// True when judging was left to a later import.
    public var isHeld = false

    /// Nothing done.
    public init() {}
}
