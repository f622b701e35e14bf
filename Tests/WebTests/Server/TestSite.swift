import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Telemetry
import Testing
import Web

/// A site with a few routes that show what the server does around every route.
enum TestSite {
    struct Fixed: WallClock {
        func now() -> Timestamp { Timestamp(seconds: 1_763_000_000) }
    }

    static let limits: ServerLimits = {
        var limits = ServerLimits.standard
        limits.body = 4 << 20
        return limits
    }()

    static let routes: [Route] = [
        Route(.get, "/v1/echo/{name}", for: .api, query: [.init("times", "how often")]) { exchange in
            struct Echo: Encodable {
                let name: String
                let times: Int
            }
            let times = try exchange.query.integer("times", in: 1...1_000, standard: 1)
            let name = String(repeating: exchange.parameter("name"), count: times)
            return try .json(Echo(name: name, times: times))
        },
        Route(.post, "/v1/echo/{name}", for: .intake) { exchange in
            let body = try await exchange.body.collect(upTo: limits.body)
            return Answer(status: .created, contentType: "text/plain", bytes: Array(buffer: body))
        },
        Route(.get, "/page", for: .pages) { _ in .html("<h1>Hello</h1>") },
        Route(.post, "/page/act", for: .pages) { _ in .seeOther("/page") },
        Route(.post, "/v1/traces", for: .openTelemetry) { _ in
            Answer(status: .ok, contentType: "application/x-protobuf", bytes: [], mayCompress: false)
        },
        Route(.get, "/v1/setting", for: .api, version: { _ in "1" }) { _ in try .json(["value": "a"]) },
        Route(.put, "/v1/setting", for: .api, version: { _ in "1" }) { _ in
            try .json(["value": "a"], caching: .none)
        },
        Route(.post, "/v1/counts", for: .api) { exchange in
            _ = try await exchange.body.collect(upTo: 100)
            return Answer(
                status: .created, contentType: "text/plain", bytes: Array("\(UInt64.random(in: 0...(.max)))".utf8))
        },
        Route(.get, "/v1/fails", for: .api) { _ in throw CancellationError() },
        Route(.get, "/v1/breaks", for: .api) { _ in
            struct Secret: Error { let table = "calls" }
            throw Secret()
        },
        Route(.get, "/v1/busy", for: .api) { _ in throw Problem(.busy, "Later.") },
    ]

    static func site(_ visitors: VisitorGuard = .init(hosts: [], takesNumericHosts: false, trustedOrigins: [])) -> Site
    {
        Site(
            routes: routes, visitors: visitors, limits: limits, clock: Fixed(), requestIDs: RequestIDs(seed: 1),
            problemPage: nil, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// Runs requests against the site without a connection.
    static func test(
        _ setup: TestingSetup = .router,
        visitors: VisitorGuard = .init(hosts: [], takesNumericHosts: false, trustedOrigins: []),
        _ body: @escaping @Sendable (any TestClientProtocol) async throws -> Void
    ) async throws {
        let application = WebServer.application(
            site(visitors), host: "127.0.0.1", port: 0, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try await application.test(setup, body)
    }
}

extension TestClientProtocol {
    /// Sends a request and returns what came back.
    func send(
        _ method: HTTPRequest.Method, _ path: String, headers: HTTPFields = [:], body: String? = nil
    ) async throws -> TestResponse {
        try await execute(uri: path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) }) { $0 }
    }
}

extension TestClientProtocol {
    /// Sends a request and expects a status.
    func expect(
        _ status: HTTPResponse.Status, _ method: HTTPRequest.Method, _ path: String, headers: HTTPFields = [:],
        body: String? = nil, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let response = try await send(method, path, headers: headers, body: body)
        #expect(response.status == status, "\(response.text)", sourceLocation: sourceLocation)
    }
}

extension TestResponse {
    var text: String { String(buffer: body) }
}

extension HTTPField.Name {
    static let requestName = Self("X-Request-Id")!
    static let fetchSite = Self("Sec-Fetch-Site")!
}
