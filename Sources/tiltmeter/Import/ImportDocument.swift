import Intake
import Telemetry
import Web

/// `import/1`: the plan of an import and, once it has ended, what came of it.
struct ImportDocument: Encodable {
    let schema = "import/1"
    let files: [File]
    let systems: [System]
    let records: Int
    let unreadable: Int
    let notes: [String]
    /// Absent with `--dry-run`.
    let report: ImportReportDocument?
    /// Absent with `--dry-run`.
    let verdicts: [ImportVerdict]?

    /// One file.
    struct File: Encodable {
        let name: String
        let format: String
        let records: Int
        /// The text of `--map` that says the same without inferring anything.
        let map: String
        let columns: [Column]
    }

    /// One rule of a mapping.
    struct Column: Encodable {
        let member: String
        let from: String
        let examples: [String]
        /// `hand`, `name` or `values`.
        let origin: String
        let why: String
    }

    /// One system.
    struct System: Encodable {
        let slug: String
        let records: Int
        let baselineRecords: Int
        let from: Timestamp?
        let to: Timestamp?
        let overlaps: Bool
    }

    init(_ plan: ImportPlan, report: ImportReport?, verdicts: [ImportVerdict]?) {
        files = plan.files.map { file in
            File(
                name: file.name, format: file.format.text, records: file.records, map: file.mapping.text,
                columns: file.mapping.choices.map { choice in
                    Column(
                        member: choice.rule.target.text, from: choice.rule.source.text, examples: choice.examples,
                        origin: choice.origin.rawValue, why: choice.reason)
                })
        }
        systems = plan.systems.map { system in
            System(
                slug: system.slug.text, records: system.records, baselineRecords: system.referenceRecords,
                from: system.current?.lowerBound, to: system.current?.upperBound, overlaps: system.overlaps)
        }
        records = plan.records
        unreadable = plan.refused
        notes = plan.notes
        self.report = report.map(ImportReportDocument.init)
        self.verdicts = verdicts
    }
}
