import ArgumentParser
import Foundation
import Intake
import Logging
import ServiceLifecycle
import Simulation
import Telemetry
import Web

/// `tiltmeter demo`: seven generated systems, some of which silently get worse.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Look around with 90 days of generated traffic.",
        discussion: """
            Makes the history of seven AI systems, judges it, and serves it; then demo time goes on one hour per second \
            for 30 demo days, and rests. Everything is thrown away at the end, unless --keep names a folder.
            """)

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions
    @Option(name: .long, help: "The port on 127.0.0.1; 7455 without it, or any that is free.") var port: Int?
    @Option(name: .long, help: "How fast demo time goes, such as 1h/s, 10min/s.") var speed = "1h/s"
    @Option(name: .long, help: "Keep the data in this folder.") var keep: String?
    @Option(name: .long, help: "Another world.") var seed: UInt64 = 1
    @Option(name: .long, help: "Days of history, 28 to 90; fewer are there sooner, and say less.") var days = 90
    @Flag(inversion: .prefixedNo, help: "Let demo time go on after the history.") var live = true

    func run() async throws {
        var configuration = try options.load()
        let temporary = options.data == nil && keep == nil ? try Self.temporaryFolder() : nil
        defer { temporary.map(Self.remove) }
        do {
            try configuration.override(Settings.data, with: keep ?? temporary, option: "--keep")
            try configuration.override(Settings.listen, with: port.map { "127.0.0.1:\($0)" }, option: "--port")
        } catch let problems as ConfigurationProblems {
            throw problems.error
        }
        guard let secondsPerSecond = Self.speed(speed) else {
            throw CommandError(
                .usage, "The speed '\(speed)' was not understood.", why: "It is a duration per second, 1s/s to 1d/s.",
                tip: "tiltmeter demo --speed 1h/s")
        }
        guard (28...90).contains(days) else {
            throw CommandError(
                .usage, "The demo has no history of \(days) days.",
                why: "Two weeks are the baseline, and the tilts lie in the last two: it takes 28 to 90 days.",
                tip: "tiltmeter demo --days 45")
        }
        var listen = configuration[Settings.listen]
        if port == nil, configuration.origin(of: Settings.listen) == .standard, !PortProbe.isFree(listen) {
            listen = ListenAddress(host: listen.host, port: 0)
            output.note("Port 7455 belongs to another program; the demo takes one that is free.")
        }
        let clock = DemoClock(start: SystemClock().now(), speed: secondsPerSecond, days: live ? 30 : 0)
        var logger = Logger.program(configuration)
        if configuration.origin(of: Settings.logLevel) == .standard { logger.logLevel = .warning }
        let assembly = try await Assembly(
            configuration, clock: clock, isDemo: true, prices: [DemoPrices.table(now: clock.start)],
            address: "http://\(listen.text)",
            logger: logger)
        var world = World(seed: seed, now: clock.start, days: days)
        // That the provider changed the model is found here, by the fingerprint in its answers; nobody has to say it.
        world.hasProviderFeed = false
        var traffic = world.traffic()
        try await DemoHistory(assembly: assembly, output: output).load(&traffic, world: world)
        let (output, isLive, speed) = (output, live, speed)
        let more: [any Service] =
            live ? [DemoTraffic(assembly: assembly, clock: clock, traffic: traffic)] : []
        try await ServerProcess(
            assembly: assembly, listen: listen, otlp: nil, more: more,
            onReady: { url in
                if isLive { clock.release() }
                // Not print: it would keep the line back when its output goes to a file or a pipe.
                FileHandle.standardOutput.write(Data("Open \(url)   (Ctrl-C ends the demo)\n".utf8))
                if isLive {
                    output.note("Demo time goes on \(speed.replacing("/s", with: "")) per second for 30 demo days.")
                }
            }
        ).run()
    }

    /// Demo seconds per second.
    private static func speed(_ text: String) -> Double? {
        guard text.hasSuffix("/s") else { return nil }
        let amount = String(text.dropLast(2)).replacing("min", with: " min")
        return SettingValues.seconds(1...86_400)(amount).map(Double.init)
    }

    private static func temporaryFolder() throws -> String {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("tiltmeter-demo-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        return url.path
    }

    private static func remove(_ folder: String) {
        // What cannot be removed lies in the system's folder for temporary files, which is emptied anyway.
        try? FileManager.default.removeItem(atPath: folder)
    }
}
