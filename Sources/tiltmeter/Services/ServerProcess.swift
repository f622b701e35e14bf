import Foundation
import Logging
import ServiceLifecycle
import Storage
import Telemetry
import UnixSignals
import Web

/// Runs an assembly until the process is asked to stop: listens, settles, watches, retains; stops in the opposite order.
struct ServerProcess {
    let assembly: Assembly
    let listen: ListenAddress
    let otlp: ListenAddress?
    /// Further services, such as the demo's traffic; stopped first.
    let more: [any Service]
    /// Told once everything listens.
    let onReady: @Sendable (_ url: String) async -> Void

    /// - Throws: ``CommandError`` when the address is taken.
    func run() async throws {
        let configuration = assembly.configuration
        let logger = assembly.logger
        let hosts = Self.hosts(listen, configuration)
        let numeric = !listen.isLoopback
        let main = WebServer(
            host: listen.host, port: listen.port, site: assembly.site(hosts: hosts, takesNumericHosts: numeric),
            whenTaken: .fail, logger: logger,
            onListening: { host, port in await announce(host: host, port: port) }, onTaken: {})
        var services: [any Service] = [
            FolderService(folder: assembly.folder, logger: logger),
            WatchingService(
                cycle: assembly.cycle, horizon: assembly.horizon, clock: assembly.clock, logger: logger,
                secondsPerTurn: assembly.rooms.run.isDemo ? 2 : 10),
            SettlingService(intake: assembly.intake, clock: assembly.clock),
            RetentionService(
                calls: assembly.folder.calls, clock: assembly.clock, seconds: configuration[Settings.logRetention],
                logger: logger),
        ]
        if let otlp {
            services.append(
                WebServer(
                    host: otlp.host, port: otlp.port,
                    site: assembly.telemetrySite(hosts: [otlp.host], takesNumericHosts: !otlp.isLoopback),
                    whenTaken: .goOn, logger: logger, onListening: { _, _ in },
                    onTaken: {
                        logger.warning(
                            "Another program has \(otlp.text): OpenTelemetry clients must be pointed at \(listen.text)."
                        )
                    }))
        }
        services.append(main)
        services += more
        let group = ServiceGroup(
            configuration: .init(services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        do {
            try await group.run()
        } catch let error as WebServerError {
            throw CommandError(
                .usage, "The server cannot listen on \(listen.text).",
                why: error.code == EACCES ? "This user may not use that port." : "Another program has the port.",
                tip: "tiltmeter up --listen \(listen.host):\(listen.port == 0 ? 7455 : listen.port + 1)")
        }
    }

    private func announce(host: String, port: Int) async {
        let url = "http://" + ListenAddress(host: host == "0.0.0.0" ? "127.0.0.1" : host, port: port).text
        do {
            try assembly.folder.announce(address: url, token: Self.token())
        } catch {
            assembly.logger.error("The lock cannot be written: other verbs will not find this server.")
        }
        await onReady(url)
    }

    private static func token() -> String {
        var random = SystemRandomNumberGenerator()
        return String(random.next(), radix: 36) + String(random.next(), radix: 36)
    }

    private static func hosts(_ listen: ListenAddress, _ configuration: Configuration) -> [String] {
        var hosts = [listen.host.contains(":") ? "[\(listen.host)]" : listen.host]
        if let url = configuration[Settings.publicURL], let host = URL(string: url)?.host() { hosts.append(host) }
        if !listen.isLoopback { hosts.append(ProcessInfo.processInfo.hostName) }
        return hosts
    }
}
