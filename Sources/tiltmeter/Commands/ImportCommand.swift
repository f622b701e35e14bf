import ArgumentParser
import Foundation
import Intake
import Storage
import Telemetry
import Web

/// `tiltmeter import FILE...`: history from files, judged as if it had been there when it happened.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Load history: JSON lines, CSV, OpenTelemetry exports; plain, gzip or zstd.",
        discussion: """
            The mapping of columns is inferred and shown before anything is stored; --dry-run stops there. Every record \
            is judged at its own time, whatever the order of lines and files. Refused lines go to FILE.refused.jsonl. \
            After a stop, the same command goes on where it was. Exit code 1 when more than --max-refused was refused.
            """)

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "Files, in any order.", completion: .file()) var files: [String]
    @Option(
        name: .long,
        help: ArgumentHelp(
            "How columns are read: auto, or rules such as auto,time=created_at,system=model~^gpt-[0-9]+.",
            valueName: "rules"))
    var map: [String] = []
    @Option(name: .long, help: "The system of lines that name none.") var system: String?
    @Flag(name: .customLong("dry-run"), help: "Show the mapping and what would come of it; store nothing.")
    var dryRun = false
    @Option(
        name: .customLong("baseline-until"),
        help: ArgumentHelp("What is before this time is the baseline.", valueName: "time"))
    var baselineUntil: String?
    @Option(
        name: .customLong("baseline-where"),
        help: ArgumentHelp("Lines with one of these values are the baseline.", valueName: "column=a,b"))
    var baselineWhere: String?
    @Option(
        name: .customLong("time-start"),
        help: ArgumentHelp("The time of the first record, for files without times.", valueName: "time"))
    var timeStart: String?
    @Option(
        name: .customLong("time-step"),
        help: ArgumentHelp("From one record to the next, such as 30s, 5min, 1h.", valueName: "duration"))
    var timeStep: String?
    @Flag(name: .long, help: "Leave judging to the next import of these systems.") var hold = false
    @Flag(name: .long, help: "Judge everything that is kept of these systems anew, this history included.")
    var rejudge = false
    @Option(
        name: .customLong("max-refused"),
        help: ArgumentHelp("The share of refused lines that is still fine.", valueName: "share"))
    var maxRefused = "1%"

    func run() async throws {
        let configuration = try options.load()
        let wanted = try importOptions()
        let progress = ImportProgressLine(output)
        let plan: ImportPlan
        do {
            plan = try await ImportPlan(
                paths: files, options: wanted, limits: .standard, progress: { progress.show($0) })
        } catch {
            Terminal.endProgress()
            throw CommandError(error)
        }
        Terminal.endProgress()
        let words = ImportWords(palette: output.palette)
        if !output.json, !output.quiet { words.plan(plan).forEach { print($0) } }
        if dryRun {
            if output.json { try output.printJSON(ImportDocument(plan, report: nil, verdicts: nil)) }
            if plan.refusesTooMany { throw ExitCode(1) }
            return
        }
        let done =
            Self.isServed(configuration[Settings.data])
            ? try await RemoteImport(client: try ServerClient(configuration), output: output).run(
                plan, paths: files, progress: progress)
            : try await LocalImport(configuration: configuration, output: output).run(plan, progress: progress)
        Terminal.endProgress()
        if output.json {
            try output.printJSON(ImportDocument(plan, report: done.report, verdicts: done.verdicts))
        } else {
            words.report(done.report).forEach { print($0) }
            words.verdicts(done).forEach { print($0) }
        }
        if done.report.refusesTooMany { throw ExitCode(1) }
    }

    /// True when a server that lives owns the folder. One that was killed leaves its name behind, but not its lock.
    private static func isServed(_ folder: String) -> Bool {
        guard let owner = DataFolder.owner(of: folder), !owner.address.isEmpty else { return false }
        return kill(owner.process, 0) == 0 || errno == EPERM
    }

    private func importOptions() throws -> ImportOptions {
        do {
            var wanted = ImportOptions.standard
            if let system {
                guard let slug = SystemSlug(system) else {
                    throw CommandError(
                        .usage, "'\(system)' cannot name a system.", why: "A name has at least one letter or digit.",
                        tip: "--system support-answers")
                }
                wanted.system = slug
            }
            if !map.isEmpty { wanted.mapping = try MappingRequest(map) }
            if baselineUntil != nil, baselineWhere != nil {
                throw ImportError(
                    .optionsInvalid, "--baseline-until and --baseline-where name two baselines. Keep one.")
            }
            if let baselineUntil { wanted.baseline = .until(try Self.time(baselineUntil, of: "--baseline-until")) }
            if let baselineWhere { wanted.baseline = try .condition(baselineWhere) }
            if let timeStart { wanted.timeStart = try Self.time(timeStart, of: "--time-start") }
            if let timeStep {
                guard let step = Self.duration(timeStep) else {
                    throw ImportError(
                        .optionsInvalid, "--time-step \(timeStep) is no duration. Write 30s, 5min, 1h or 1d.")
                }
                wanted.timeStep = step
            }
            guard let share = SettingValues.share(maxRefused) else {
                throw ImportError(.optionsInvalid, "--max-refused \(maxRefused) is no share. Write 1% or 0.01.")
            }
            wanted.refusedShare = share
            wanted.holds = hold
            wanted.rejudges = rejudge
            return wanted
        } catch let error as ImportError {
            throw CommandError(error)
        }
    }

    private static func time(_ text: String, of option: String) throws -> Timestamp {
        guard let time = Timestamp(rfc3339: text) else {
            throw ImportError(
                .optionsInvalid, "\(option) \(text) is no time. Write 2026-03-01 or 2026-03-01T12:00:00Z.")
        }
        return time
    }

    /// Nanoseconds of a duration such as `500ms`, `30s`, `5min`, `5m`, `1h`, `1d`; `nil` for what is none.
    static func duration(_ text: String) -> Int64? {
        for (unit, factor) in [
            ("ms", 1_000_000), ("min", 60_000_000_000), ("s", 1_000_000_000), ("m", 60_000_000_000),
            ("h", 3_600_000_000_000), ("d", 86_400_000_000_000),
        ] as [(String, Int64)] where text.hasSuffix(unit) {
            guard let number = Int64(text.dropLast(unit.count).filter { $0 != " " }), number > 0 else { return nil }
            let (product, overflow) = number.multipliedReportingOverflow(by: factor)
            return overflow ? nil : product
        }
        return nil
    }
}

extension CommandError {
    /// Why files could not be imported.
    init(_ error: ImportError) {
        let sentences = error.message.split(separator: ". ", maxSplits: 1).map(String.init)
        let what = sentences.first.map { $0.hasSuffix(".") || sentences.count == 1 ? $0 : $0 + "." } ?? error.message
        let why = sentences.count > 1 ? sentences[1] : ""
        switch error.code {
        case .fileUnreadable, .formatUnknown, .compressionBroken, .headerInvalid:
            self.init(.usage, what, why: why.isEmpty ? "Nothing was stored." : why, tip: "tiltmeter import --help")
        case .mappingInvalid, .optionsInvalid:
            self.init(
                .usage, what, why: why.isEmpty ? "Nothing was stored." : why,
                tip: "add --dry-run and look at the mapping")
        case .fileChanged, .notWritable, .notStored, .tooManyRefused:
            self.init(
                .failed, what, why: why.isEmpty ? "What was stored stays." : why,
                tip: "run the same command again; it goes on where it stopped")
        }
    }
}
