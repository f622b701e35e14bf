import ArgumentParser
import Foundation
import Reports
import Telemetry
import Web

/// `tiltmeter report --reference A --current B`: what differs between two tables, without a server.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Compare two tables: what drifted, by how much, and how well the model still does.",
        discussion: """
            CSV or JSON lines, plain, gzip or zstd. Needs no server and stores nothing. What columns are is inferred from \
            both tables. A field counts as drifted only with evidence and by more than the tolerance; on unchanged data \
            at most --level of all reports say so. docs/report.md says what is computed.

            Exit codes: 0 fine, 1 what --fail-on names was found, 2 wrong usage or an unreadable file, 3 too few rows to \
            say (--too-early), 130 interrupted.
            """)

    /// What a pipeline wants to be stopped by.
    enum Trouble: String, ExpressibleByArgument, CaseIterable {
        case any, drift, schema, performance
    }

    /// What a pipeline makes of too few rows.
    enum Early: String, ExpressibleByArgument, CaseIterable {
        case pass, fail
        case three = "3"
    }

    @OptionGroup var output: OutputOptions
    @Option(
        name: .long, help: ArgumentHelp("The table that says what is usual.", valueName: "file"), completion: .file())
    var reference: String
    @Option(
        name: .long, help: ArgumentHelp("The table that is compared with it.", valueName: "file"), completion: .file())
    var current: String
    @Option(name: .long, help: ArgumentHelp("Write a page of its own to this file.", valueName: "file"))
    var html: String?
    @Option(name: .long, help: ArgumentHelp("Write a JUnit file for a pipeline.", valueName: "file")) var junit: String?
    @Option(
        name: .customLong("fail-on"), help: "End with 1 on any, drift, schema or performance; may be given repeatedly.")
    var failOn: [Trouble] = []
    @Option(name: .customLong("too-early"), help: "With too few rows to say: pass (0), fail (1) or 3.")
    var tooEarly = Early.three
    @Option(
        name: .long, help: ArgumentHelp("What the model predicted: a class or a number.", valueName: "column"))
    var prediction: String?
    @Option(name: .long, help: ArgumentHelp("What was right.", valueName: "column")) var label: String?
    @Option(name: .long, help: ArgumentHelp("The probability of the positive class, 0 to 1.", valueName: "column"))
    var score: String?
    @Option(
        name: .long,
        help: ArgumentHelp("The probability of one of several classes; once per class.", valueName: "class=column"))
    var probability: [String] = []
    @Option(name: .long, help: ArgumentHelp("The class that counts as positive.", valueName: "class"))
    var positive: String?
    @Option(
        name: .long, help: ArgumentHelp("The time of each row; described, never tested.", valueName: "column"))
    var time: String?
    @Option(name: .long, help: ArgumentHelp("Leave a column out; may be given repeatedly.", valueName: "column"))
    var ignore: [String] = []
    @Option(
        name: .long,
        help: ArgumentHelp(
            "What a column is: numeric, categorical, text, identifier, time, boolean.", valueName: "column=kind"))
    var kind: [String] = []
    @Option(name: .long, help: "The share of reports on unchanged data that may say drifted, such as 5% or 0.01.")
    var level = "5%"
    @Option(name: .long, help: "The smallest change of a share that counts as drift, such as 1% or 0.02.")
    var tolerance = "1%"

    func run() throws {
        let progress = ReportProgressLine(output)
        let report: ComparisonReport
        do throws(ReportError) {
            var wanted = try options()
            wanted.progress = { progress.show($0) }
            report = try Comparison.run(wanted)
        } catch {
            Terminal.endProgress()
            throw CommandError(.usage, error.what, why: error.why, tip: error.whatToDo)
        }
        Terminal.endProgress()
        if let html {
            try write(ReportFile(report, made: SystemClock().now(), version: Release.version).bytes, to: html)
        }
        if let junit { try write(Array(JUnitFile(report).text.utf8), to: junit) }
        if output.json {
            try output.printJSON(report)
        } else {
            ReportText(report, palette: output.palette, isShort: output.quiet).lines.forEach { print($0) }
            if let html { output.note("Wrote \(html).") }
        }
        if failOn.contains(where: { $0.isFound(in: report) }) { throw ExitCode(1) }
        if report.verdict == .tooEarly {
            switch tooEarly {
            case .pass: break
            case .fail: throw ExitCode(1)
            case .three: throw ExitCode(3)
            }
        }
    }

    private func options() throws(ReportError) -> ReportOptions {
        var wanted = ReportOptions(reference: reference, current: current)
        wanted.prediction = prediction
        wanted.label = label
        wanted.score = score
        wanted.positiveClass = positive
        wanted.time = time
        wanted.ignore = Set(ignore)
        for entry in probability {
            let (name, column) = try Self.pair(entry, option: "--probability", example: "spam=p_spam")
            wanted.probabilities[name] = column
        }
        for entry in kind {
            let (column, word) = try Self.pair(entry, option: "--kind", example: "zip=categorical")
            guard let kind = FieldKind(rawValue: word) else {
                throw ReportError(
                    usage: "--kind \(entry): '\(word)' is no kind of column.",
                    why: "Kinds are \(FieldKind.allCases.map(\.rawValue).joined(separator: ", ")).",
                    whatToDo: "--kind \(column)=categorical")
            }
            wanted.kinds[column] = kind
        }
        wanted.level = try Self.share(level, option: "--level")
        wanted.tolerance = try Self.share(tolerance, option: "--tolerance")
        return wanted
    }

    /// Both sides of the last `=`: names of classes and columns may hold one themselves.
    private static func pair(
        _ text: String, option: String, example: String
    ) throws(ReportError) -> (String, String) {
        guard let middle = text.lastIndex(of: "="), middle > text.startIndex, text.index(after: middle) < text.endIndex
        else {
            throw ReportError(
                usage: "\(option) \(text) is no pair.", why: "It needs a name, = and a name.",
                whatToDo: "\(option) \(example)")
        }
        return (String(text[..<middle]), String(text[text.index(after: middle)...]))
    }

    private static func share(_ text: String, option: String) throws(ReportError) -> Double {
        guard let share = SettingValues.share(text) else {
            throw ReportError(
                usage: "\(option) \(text) is no share.", why: "A share is between 0 and 1, or 0% and 100%.",
                whatToDo: "\(option) 5%")
        }
        return share
    }

    private func write(_ bytes: [UInt8], to path: String) throws {
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw CommandError(
                .usage, "\(path) cannot be written.", why: error.localizedDescription,
                tip: "name a file in a folder that exists and that you may write to")
        }
    }
}

extension ReportError {
    /// An option that was not understood.
    fileprivate init(usage what: String, why: String, whatToDo: String) {
        self.init(.badOption, what: what, why: why, whatToDo: whatToDo)
    }
}

extension ReportCommand.Trouble {
    /// Whether a report has what this names.
    func isFound(in report: ComparisonReport) -> Bool {
        switch self {
        case .any:
            report.verdict == .drifted || Self.allCases.contains { $0 != .any && $0.isFound(in: report) }
        case .drift: report.fields.contains { $0.verdict == .drifted }
        case .schema: report.schemaChanges.contains(where: \.isBreaking)
        case .performance: report.performance?.measured.contains { $0.verdict == .worse } ?? false
        }
    }
}
