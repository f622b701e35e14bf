import HTTPTypes
package import Hummingbird
package import Logging
import NIOCore
package import Telemetry

/// Everything that is served on one address: finds the route of a request, lets it in or not, answers, and gives every
/// answer its last touch.
package struct Site: HTTPResponder {
    package typealias Context = ServerContext

    /// How a refusal is shown to people: made by the pages, so that it looks like them.
    package typealias ProblemPages = @Sendable (Problem, Exchange) async -> Answer

    let table: RouteTable
    let visitors: VisitorGuard
    let limits: ServerLimits
    let clock: any WallClock
    let requestIDs: RequestIDs
    let problemPage: ProblemPages?
    let logger: Logger
    private let allowance: RequestAllowance
    private let repeats = RepeatedRequests()

    package init(
        routes: [Route], visitors: VisitorGuard, limits: ServerLimits, clock: any WallClock, requestIDs: RequestIDs,
        problemPage: ProblemPages?, logger: Logger
    ) {
        table = RouteTable(routes)
        self.visitors = visitors
        self.limits = limits
        self.clock = clock
        self.requestIDs = requestIDs
        self.problemPage = problemPage
        self.logger = logger
        allowance = RequestAllowance(perSecond: limits.requestsPerSecond, burst: limits.requestBurst)
    }

    /// Answers a request; never throws.
    package func respond(to request: Request, context: ServerContext) async -> Response {
        let head = request.head
        let requestID = requestIDs.name(sent: head.headerFields[.requestID])
        let body = IncomingBody(
            request.body, headers: head.headerFields, limit: limits.body, seconds: limits.receiveSeconds)
        let target = Target(head.path ?? "/")
        let (match, isTwin) = find(head.method, target.path)
        let exchange = Exchange(
            method: head.method == .head ? .get : head.method, path: target.path, parameters: match.parameters,
            query: Query(target.query), headers: head.headerFields, requestID: requestID, now: clock.now(), body: body)
        var answer: Answer
        var closing = false
        let standing = match.route.flatMap { counted(context, $0) }
        do {
            if let standing, standing.isExhausted { throw standing.problem }
            answer = try await self.answer(exchange, head: head, match: match, isTwin: isTwin)
        } catch {
            let problem = Problem(error)
            log(problem, exchange)
            closing = await !body.drain()
            answer = await refusal(problem, exchange, audience: isTwin ? .api : match.route?.audience)
        }
        if let origin = head.headerFields[.origin], visitors.trusts(origin), match.route?.audience.isIntake == true {
            answer.headers[.accessControlAllowOrigin] = origin
            answer.headers[.vary] = "Origin"
        }
        standing?.announce(in: &answer)
        if closing { hangUp(context.channel) }
        logger.debug(
            "\(head.method.rawValue) \(target.path) \(answer.status.code)",
            metadata: ["request": "\(requestID)", "bytes": "\(answer.bytes.count)"])
        return Finishing.response(answer, to: head, requestID: requestID, closing: closing)
    }

    /// A path that ends in `.json` belongs to the page without it, where there is one.
    private func find(_ method: HTTPRequest.Method, _ path: String) -> (match: RouteTable.Match, isTwin: Bool) {
        if path.hasSuffix(".json") {
            let page = path == "/index.json" || path == "/.json" ? "/" : String(path.dropLast(5))
            let match = table.match(method, page)
            if case .route(let route, _) = match, route.twin != nil { return (match, true) }
        }
        return (table.match(method, path), false)
    }

    private func answer(
        _ exchange: Exchange, head: HTTPRequest, match: RouteTable.Match, isTwin: Bool
    ) async throws -> Answer {
        switch match {
        case .nothing:
            try visitors.check(head, audience: .pages, isWriting: false)
            throw Problem(.notFound, "Nothing is served under this address.")
        case .otherMethods(let methods, let route):
            if head.method == .options { return try preflight(head, methods: methods, route: route) }
            try visitors.check(head, audience: route.audience, isWriting: false)
            throw Problem(.method, route.wrongMethodAdvice, allow: methods.map(\.rawValue))
        case .route(let route, _):
            try visitors.check(head, audience: route.audience, isWriting: route.isWriting)
            try checkParameters(of: exchange, route: route)
            if isTwin, let twin = route.twin { return try await twin(exchange) }
            if let name = RepeatedRequests.name(of: exchange, route: route) {
                return try await repeats.answer(name, exchange, limit: limits.body) { try await handled($0, route) }
            }
            return try await handled(exchange, route)
        }
    }

    /// Answers by the route; where something is edited, only to who knows what is there.
    private func handled(_ exchange: Exchange, _ route: Route) async throws -> Answer {
        guard let version = route.version else { return try await route.handle(exchange) }
        if route.isWriting {
            let known = try await version(exchange)
            guard let shown = exchange.headers[.ifMatch] else {
                var problem = Problem(
                    .precondition,
                    "Say with If-Match which state you change: read this address, and send its ETag. Or send *.")
                problem.status = 428
                throw problem
            }
            guard EntityTag.header(shown, knows: known) else {
                throw Problem(.precondition, "Somebody else changed this in between. Read it again, then decide.")
            }
        }
        var answer = try await route.handle(exchange)
        answer.version = try await version(exchange)
        return answer
    }

    /// Counts a request against what its sender may ask; intake and files are not counted.
    private func counted(_ context: ServerContext, _ route: Route) -> RequestAllowance.Standing? {
        guard !route.audience.isIntake, !route.isUncounted else { return nil }
        return allowance.count(context.channel.remoteAddress?.ipAddress ?? "-", now: .now)
    }

    /// A typo in a filter must not silently widen an answer.
    private func checkParameters(of exchange: Exchange, route: Route) throws {
        guard route.audience != .openTelemetry else { return }
        for item in exchange.query.items where !route.query.contains(where: { $0.name == item.name }) {
            let known = route.query.map(\.name)
            throw Problem(
                .unknownParameter,
                "There is no parameter '\(item.name.prefix(64))' here. "
                    + (known.isEmpty ? "This address takes none." : "There are: \(known.joined(separator: ", "))."))
        }
    }

    private func preflight(_ head: HTTPRequest, methods: [HTTPRequest.Method], route: Route) throws -> Answer {
        var answer = Answer(status: .noContent, contentType: nil, bytes: [])
        answer.headers[.allow] = (methods + [.options]).map(\.rawValue).joined(separator: ", ")
        guard let origin = head.headerFields[.origin] else { return answer }
        guard route.audience.isIntake, visitors.trusts(origin) else {
            throw Problem(
                .forbidden, "Web pages of this origin may not write here. Add it to cors.origins if they should.")
        }
        answer.headers[.accessControlAllowMethods] = "POST"
        answer.headers[.accessControlAllowHeaders] = "Authorization, Content-Type, Content-Encoding, X-Request-Id"
        answer.headers[.accessControlMaxAge] = "7200"
        return answer
    }

    private func refusal(_ problem: Problem, _ exchange: Exchange, audience: Route.Audience?) async -> Answer {
        switch audience {
        case .openTelemetry:
            return OTLPRefusal.answer(problem, exchange)
        case .api, .intake:
            return .problem(problem, requestID: exchange.requestID)
        case .pages, nil:
            let wantsPage = exchange.headers[.accept]?.contains("text/html") == true && !exchange.path.hasPrefix("/v1")
            guard wantsPage, let problemPage else { return .problem(problem, requestID: exchange.requestID) }
            var answer = await problemPage(problem, exchange)
            answer.take(headersOf: problem)
            return answer
        }
    }

    private func log(_ problem: Problem, _ exchange: Exchange) {
        let level: Logger.Level =
            switch problem.kind {
            case .internal: .error
            case .unavailable, .busy: .warning
            default: .debug
            }
        var metadata: Logger.Metadata = [
            "request": "\(exchange.requestID)", "problem": "\(problem.kind.rawValue)", "path": "\(exchange.path)",
        ]
        if let cause = problem.cause { metadata["cause"] = "\(cause)" }
        logger.log(level: level, "\(problem.detail)", metadata: metadata)
    }

    /// Closes a connection on which more of an unwanted body is to come, after the client had time to read the answer.
    private func hangUp(_ channel: any Channel) {
        _ = channel.eventLoop.scheduleTask(in: .seconds(2)) { channel.close(promise: nil) }
    }
}

extension Site {
    /// Path and query of a request's target.
    private struct Target {
        let path: String
        let query: Substring

        /// One slash at the end is tolerated, because people type it.
        init(_ target: String) {
            let whole = target.prefix { $0 != "#" }
            let path = whole.prefix { $0 != "?" }
            query = whole.dropFirst(path.count + 1)
            let trimmed = path.count > 1 && path.hasSuffix("/") ? path.dropLast() : path
            self.path = trimmed.hasPrefix("/") ? String(trimmed) : "/" + trimmed
        }
    }
}

extension Route {
    /// True for files and for what other programs ask all the time.
    fileprivate var isUncounted: Bool {
        path.hasPrefix("/assets/") || path == "/favicon.ico" || path == "/healthz" || path == "/readyz"
            || path == "/metrics"
    }
}

extension RouteTable.Match {
    fileprivate var route: Route? {
        switch self {
        case .route(let route, _), .otherMethods(_, let route): route
        case .nothing: nil
        }
    }

    fileprivate var parameters: [String: String] {
        if case .route(_, let parameters) = self { parameters } else { [:] }
    }
}

extension Route {
    /// One sentence of help for whoever tried another method, most often a browser.
    fileprivate var wrongMethodAdvice: String {
        switch audience {
        case .openTelemetry:
            "OpenTelemetry exporters send here with POST: this address works. Point your exporter at it."
        case .intake: "Send JSON here with POST; docs/api.md has examples."
        case .api, .pages: "This address takes other methods; the Allow header names them."
        }
    }
}

extension Route.Audience {
    /// True where telemetry is delivered.
    package var isIntake: Bool {
        switch self {
        case .intake, .openTelemetry: true
        case .api, .pages: false
        }
    }
}
