import Foundation
import Intake
import Logging
import Storage
import Telemetry
import Watch
import Web

/// What an import came to.
struct FinishedImport {
    let report: ImportReport
    /// Empty while judging is held.
    let verdicts: [ImportVerdict]
    /// What to do next: a command.
    let next: String
}

/// An import into a folder that nobody owns: this process owns it meanwhile.
struct LocalImport {
    let configuration: Configuration
    let output: OutputOptions

    /// - Throws: ``CommandError``.
    func run(_ plan: ImportPlan, progress: ImportProgressLine) async throws -> FinishedImport {
        var logger = Logger.program(configuration)
        // What is worth knowing stands in the report.
        if logger.logLevel < .warning { logger.logLevel = .warning }
        let assembly = try await Assembly(
            configuration, clock: SystemClock(), isDemo: false, address: "", logger: logger)
        let finished: FinishedImport
        do {
            finished = try await store(plan, in: assembly, progress: progress)
        } catch {
            // The error that ended the import is the one to tell.
            try? await assembly.folder.close()
            throw (error as? ImportError).map { CommandError($0) } ?? error
        }
        try await assembly.folder.close()
        return finished
    }

    private func store(
        _ plan: ImportPlan, in assembly: Assembly, progress: ImportProgressLine
    ) async throws -> FinishedImport {
        let report = try await ImportRun(
            plan, pipeline: assembly.intake, control: assembly.folder.control, clock: assembly.clock,
            folder: configuration[Settings.data], refusalFolder: nil
        ).run(progress: { progress.show($0) }, whenStored: { try await assembly.history.prepare($0) })
        progress.judging(report.records)
        try await assembly.history.judge(report, rejudges: plan.options.rejudges)
        let verdicts =
            report.isHeld
            ? []
            : try await ImportVerdicts(rooms: assembly.rooms).verdicts(of: report.systems, now: assembly.clock.now())
        return FinishedImport(report: report, verdicts: verdicts, next: Self.next(report, verdicts))
    }

    private static func next(_ report: ImportReport, _ verdicts: [ImportVerdict]) -> String {
        if report.isHeld { return "tiltmeter import the rest without --hold; then it is judged" }
        if let tilt = verdicts.lazy.flatMap(\.tilts).first(where: { $0.ended == nil }) {
            return "tiltmeter up, then tiltmeter explain \(tilt.incident ?? tilt.id)"
        }
        return "tiltmeter up, then look at http://127.0.0.1:7455"
    }
}
