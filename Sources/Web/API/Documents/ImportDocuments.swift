package import Intake
import Telemetry

/// What judging says about one system once an import has ended.
package struct ImportVerdict: Codable, Sendable, Hashable {
    package var system: String
    /// The most urgent state of its signals.
    package var state: SignalDocument.State
    /// One sentence.
    package var words: String
    /// Every tilt of it, those that are going on first, then newest first.
    package var tilts: [TiltDocument]
    package var signals: [SignalDocument]
    /// The address of its page.
    package var url: String

    package init(
        system: String, state: SignalDocument.State, words: String, tilts: [TiltDocument], signals: [SignalDocument],
        url: String
    ) {
        self.system = system
        self.state = state
        self.words = words
        self.tilts = tilts
        self.signals = signals
        self.url = url
    }

    static let example = ImportVerdict(
        system: "support-answers", state: .tilting, words: "1 tilt is going on.", tilts: [.example],
        signals: [.example], url: "/systems/support-answers")
}

/// What became of the records of an import.
package struct ImportReportDocument: Codable, Sendable, Hashable {
    package var records: Int
    /// Calls, outcomes and changes that were new.
    package var stored: Int
    /// Those that were stored before.
    package var known: Int
    /// Those under whose id something else was stored before; that stayed.
    package var conflicts: Int
    package var refused: Int
    /// Calls that settled with their traces.
    package var settled: Int
    /// Outcomes of the whole log that wait for a call.
    package var awaited: Int
    /// Records without a time: charted, not judged.
    package var timeless: Int
    /// Records older than what was judged already: they changed charts, never verdicts.
    package var tooLate: Int
    /// What was remarked, with how often.
    package var warnings: [String: Int]
    package var refusalFiles: [String]
    /// True when judging was left to a later import.
    package var held: Bool
    package var systems: [String]

    package init(_ report: ImportReport) {
        records = report.records
        stored = report.stored
        known = report.known
        conflicts = report.conflicts
        refused = report.refused
        settled = report.settled
        awaited = report.awaited
        timeless = report.timeless
        tooLate = report.tooLate
        warnings = report.warnings
        refusalFiles = report.refusalFiles
        held = report.isHeld
        systems = report.systems.map(\.text)
    }

    /// The report that it was made of.
    package var report: ImportReport {
        var report = ImportReport()
        report.records = records
        report.stored = stored
        report.known = known
        report.conflicts = conflicts
        report.refused = refused
        report.settled = settled
        report.awaited = awaited
        report.timeless = timeless
        report.tooLate = tooLate
        report.warnings = warnings
        report.refusalFiles = refusalFiles
        report.isHeld = held
        report.systems = systems.compactMap { SystemSlug($0) }
        return report
    }

    static let example: ImportReportDocument = {
        var report = ImportReport()
        report.records = 1_000
        report.stored = 990
        report.refused = 10
        report.warnings = ["/colour is not a member of a call": 3]
        report.refusalFiles = ["calls.jsonl.refused.jsonl"]
        report.systems = [SystemSlug("support-answers")].compactMap(\.self)
        return ImportReportDocument(report)
    }()
}
