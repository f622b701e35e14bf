import ArgumentParser

/// The root of the command line: the verbs, in the order in which people meet them.
struct Tiltmeter: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tiltmeter",
        abstract: "Sees when AI systems silently get worse: since when, for whom and why.",
        discussion: """
            Exit codes: 0 fine, 1 verdict reached by --fail-on or too much refused, 2 wrong usage or configuration, \
            3 too early to say, 4 server not reachable, 5 not allowed, 130 interrupted.
            """,
        version: Release.version,
        subcommands: [
            UpCommand.self, DemoCommand.self, ImportCommand.self, StatusCommand.self, ExplainCommand.self,
            ReportCommand.self, ChangeCommand.self, PricesCommand.self, DoctorCommand.self, CheckCommand.self,
            CompletionCommand.self,
        ])

    /// What `tiltmeter` alone prints: eight lines, not sixty.
    static let greeting = """
        Tiltmeter \(Release.version): sees when AI systems silently get worse.
          tiltmeter demo               look around with 90 days of generated traffic
          tiltmeter up                 run the server: pages, API and OpenTelemetry on http://127.0.0.1:7455
          tiltmeter import FILE        load history: JSON lines, CSV, OpenTelemetry exports
          tiltmeter status             what is getting worse, in text
          tiltmeter explain TARGET     one tilt, incident or call, with its evidence
          tiltmeter doctor             why something does not work
        All verbs: tiltmeter --help
        """
}

/// Which release this is.
enum Release {
    /// Semantic version, as in CHANGELOG.md and `/v1/version`.
    static let version = "0.1.0"
}
