package import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization

/// One listening address with what is served there; stops by finishing the requests in work.
package struct WebServer: Service {
    /// What becomes of an address that another program has.
    package enum WhenTaken: Sendable, Hashable {
        /// The server cannot do without it: running throws ``WebServerError``.
        case fail
        /// It goes on without it and says so.
        case goOn
    }

    let host: String
    let port: Int
    let site: Site
    let whenTaken: WhenTaken
    let logger: Logger
    let onListening: @Sendable (_ host: String, _ port: Int) async -> Void
    let onTaken: @Sendable () async -> Void

    /// - Parameters:
    ///   - port: 0 for any that is free.
    ///   - onListening: told once, with the port that it has become.
    ///   - onTaken: told when another program has the address and the server goes on without it.
    package init(
        host: String, port: Int, site: Site, whenTaken: WhenTaken, logger: Logger,
        onListening: @escaping @Sendable (_ host: String, _ port: Int) async -> Void,
        onTaken: @escaping @Sendable () async -> Void
    ) {
        self.host = host
        self.port = port
        self.site = site
        self.whenTaken = whenTaken
        self.logger = logger
        self.onListening = onListening
        self.onTaken = onTaken
    }

    /// The application, for tests of its routes without a connection.
    package static func application(_ site: Site, host: String, port: Int, logger: Logger) -> Application<Site> {
        let limit = site.limits.body
        return Application(
            responder: site,
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [ConsentHandler(limit: limit)],
                    idleTimeout: .seconds(Int64(site.limits.idleSeconds)))),
            configuration: .init(
                address: .hostname(host, port: port),
                availableConnectionsDelegate: MaximumAvailableConnections(site.limits.connections, logger: logger)),
            logger: logger)
    }

    /// Serves until the process is asked to stop.
    package func run() async throws {
        let onListening = onListening
        let host = host
        let site = site
        var application = Self.application(site, host: host, port: port, logger: logger)
        application = Application(
            responder: site, server: application.server, configuration: application.configuration,
            onServerRunning: { channel in await onListening(host, channel.localAddress?.port ?? 0) }, logger: logger)
        do {
            try await application.run()
        } catch let error as IOError where error.errnoCode == EADDRINUSE || error.errnoCode == EACCES {
            guard whenTaken == .goOn else { throw WebServerError(host: host, port: port, code: error.errnoCode) }
            await onTaken()
            // Waits to be stopped like every other service; being cancelled is a way to be stopped.
            try? await gracefulShutdown()
        }
    }
}

/// The address cannot be listened on.
package struct WebServerError: Error, Sendable {
    package let host: String
    package let port: Int
    /// The operating system's number of the error.
    package let code: CInt
}
