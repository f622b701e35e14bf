import ArgumentParser

/// `tiltmeter check`: says whether the configuration is right, and what holds.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check the configuration and show what holds.",
        discussion: "Exit code 0 when everything is right, 2 with one line per problem otherwise.")

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    @Flag(name: .customLong("print-reference"), help: .hidden) var printReference = false
    @Flag(name: .customLong("print-openapi"), help: .hidden) var printOpenAPI = false

    func run() async throws {
        if printReference {
            print(ConfigurationReference.page)
            return
        }
        if printOpenAPI {
            print(try await OpenAPIReference.text())
            return
        }
        var configuration: Configuration
        do {
            configuration = try Configuration(file: options.config)
            try configuration.override(Settings.data, with: options.data, option: "--data")
        } catch let problems as ConfigurationProblems {
            if output.json { try output.printJSON(CheckDocument(problems: problems)) }
            for problem in problems.problems { Terminal.note(problem.text) }
            throw CommandError(
                .usage,
                "The configuration has \(problems.problems.count) problem\(problems.problems.count == 1 ? "" : "s").",
                why: "A setting that silently does nothing is worse than a server that does not start.",
                tip: "docs/configuration.md lists every setting")
        }
        if output.json {
            try output.printJSON(CheckDocument(configuration))
            return
        }
        var table = TextTable(["SETTING", "VALUE", "FROM"])
        for setting in Settings.all {
            let value = configuration.value(of: setting)
            let note = setting.editedOn.map { " (unless changed by \($0))" } ?? ""
            table.add([
                .init(text: setting.key), .init(text: value.text.isEmpty ? "-" : value.text),
                .init(text: value.origin.text + note, paint: value.origin == .standard ? output.palette.faint : { $0 }),
            ])
        }
        table.lines.forEach { print($0) }
        output.note("The configuration is right. Nothing was started.")
    }
}

/// `check --json`.
struct CheckDocument: Encodable {
    struct Entry: Encodable {
        let key: String
        let value: String
        let from: String
    }

    let schema = "check/1"
    let ok: Bool
    let settings: [Entry]
    let problems: [String]

    init(_ configuration: Configuration) {
        ok = true
        settings = Settings.all.map { setting in
            let value = configuration.value(of: setting)
            return Entry(key: setting.key, value: value.text, from: value.origin.text)
        }
        problems = []
    }

    init(problems: ConfigurationProblems) {
        ok = false
        settings = []
        self.problems = problems.problems.map(\.text)
    }
}
