import ArgumentParser
import Logging
import Web

/// `tiltmeter up`: runs the server.
struct UpCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "up", abstract: "Run the server: pages, API and OpenTelemetry.",
        discussion: """
            Serves on 127.0.0.1:7455, and takes OpenTelemetry on 127.0.0.1:4318 where that port is free. Stop it with \
            Ctrl-C; what was acknowledged is kept.
            """)

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    @Option(name: .long, help: "Address and port, such as 127.0.0.1:7455.") var listen: String?
    @Flag(
        name: .customLong("insecure-no-auth"),
        help: "Serve an address that other machines can reach, although nobody is asked who they are.")
    var insecureNoAuth = false

    func run() async throws {
        var configuration = try options.load()
        do {
            try configuration.override(Settings.listen, with: listen, option: "--listen")
            try configuration.override(
                Settings.insecureNoAuth, with: insecureNoAuth ? "true" : nil, option: "--insecure-no-auth")
        } catch let problems as ConfigurationProblems {
            throw problems.error
        }
        let listen = configuration[Settings.listen]
        let otlp = configuration[Settings.otlpListen]
        for address in [listen, otlp].compactMap(\.self) where !address.isLoopback {
            guard configuration[Settings.insecureNoAuth] else {
                throw CommandError(
                    .usage, "Other machines could reach \(address.text), and nobody would be asked who they are.",
                    why: "Without keys, everyone who reaches the port can read all texts and change all settings.",
                    tip: "listen on 127.0.0.1, or say --insecure-no-auth behind a proxy that asks")
            }
        }
        let assembly = try await Assembly(
            configuration, clock: SystemClock(), isDemo: false,
            address: configuration[Settings.publicURL] ?? "http://\(listen.text)", logger: .program(configuration))
        try await assembly.catchUp()
        try await assembly.rooms.imports.resume()
        let output = output
        let folder = configuration[Settings.data]
        try await ServerProcess(
            assembly: assembly, listen: listen, otlp: otlp, more: [],
            onReady: { url in
                output.note("Tiltmeter \(Release.version) serves \(url)  (data in \(folder))")
                output.note("Send OpenTelemetry to \(url)/v1/traces. Stop with Ctrl-C.")
            }
        ).run()
    }
}

extension Logger {
    /// The program's own log, on standard error.
    static func program(_ configuration: Configuration) -> Logger {
        var logger = Logger(label: "tiltmeter") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = Logger.Level(rawValue: configuration[Settings.logLevel]) ?? .info
        return logger
    }
}
