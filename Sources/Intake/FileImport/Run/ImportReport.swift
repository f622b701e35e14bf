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

    /// What a run before it had stored.
    init(counts: [String: Int64]) {
        stored = Int(counts["stored"] ?? 0)
        known = Int(counts["known"] ?? 0)
        conflicts = Int(counts["conflicts"] ?? 0)
    }

    /// The figures that are kept with the job.
    var counts: [String: Int64] {
        [
            "records": Int64(records), "stored": Int64(stored), "known": Int64(known), "conflicts": Int64(conflicts),
            "refused": Int64(refused),
        ]
    }

    mutating func add(_ receipts: ImportReceipts) {
        for receipt in receipts.all {
            stored += receipt.stored
            known += receipt.known
            conflicts += receipt.conflicts
        }
    }

    func adding(_ read: BatchReader.Counts) -> ImportReport {
        var report = self
        report.records = read.records
        report.refused = read.refused
        report.tooLate = read.tooLate
        report.warnings = read.warnings
        return report
    }
}
