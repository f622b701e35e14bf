import HTTPTypes
import Telemetry

/// Everything that is served, put together: the two sites of a server and the description of the API.
package struct WebRoutes: Sendable {
    let rooms: Rooms
    let desk: ReportDesk

    /// - Parameter rooms: that routes reach into.
    package init(rooms: Rooms) {
        self.rooms = rooms
        desk = ReportDesk(reporter: rooms.reporter, fold: rooms.fold)
    }

    /// Pages, API and telemetry.
    package func site(_ visitors: VisitorGuard, requestIDs: RequestIDs) -> Site {
        let shells = ShellView(rooms: rooms)
        return Site(
            routes: all, visitors: visitors, limits: rooms.run.limits, clock: rooms.clock, requestIDs: requestIDs,
            problemPage: { problem, exchange in
                // A page about an error must not fail for the reason of the error.
                let shell = (try? await shells.shell(exchange)) ?? shells.bareShell(exchange)
                return .html(ErrorPage(problem, exchange).document(in: shell), status: .init(code: problem.status))
            }, logger: rooms.logger)
    }

    /// Telemetry alone, for the port that OpenTelemetry clients use without being told.
    package func telemetrySite(_ visitors: VisitorGuard, requestIDs: RequestIDs) -> Site {
        Site(
            routes: OTLPRoutes(rooms: rooms).routes, visitors: visitors, limits: rooms.run.limits, clock: rooms.clock,
            requestIDs: requestIDs, problemPage: nil, logger: rooms.logger)
    }

    /// The routes of the API, in the order of its description.
    package var api: [Route] {
        let groups: [[Route]] = [
            OTLPRoutes(rooms: rooms).routes, JSONIntakeRoutes(rooms: rooms).routes,
            SystemsAPI(rooms: rooms, desk: desk).routes, CallsAPI(rooms: rooms).routes,
            WatchAPI(rooms: rooms, desk: desk).routes, BudgetAPI(rooms: rooms, desk: desk).routes,
            IncidentsAPI(rooms: rooms, desk: desk).routes, LedgerAPI(rooms: rooms).routes,
            PricesAPI(rooms: rooms).routes, ImportsAPI(rooms: rooms).routes, MetaAPI(rooms: rooms).routes,
        ]
        return groups.flatMap(\.self)
    }

    /// The description of the API for programs.
    package var openAPI: JSONTree { OpenAPIDocument.tree(routes: api, version: rooms.run.version) }

    private var all: [Route] {
        let description = Route(
            .get, "/v1/openapi.json", for: .api,
            description: .init(
                "meta", "This description",
                answers: [.init(200, "OpenAPI 3.1", contentType: "application/json", schema: .map(.any()))])
        ) { _ in
            Answer(
                status: .ok, contentType: "application/json; charset=utf-8", bytes: try JSONBytes.plain(self.openAPI),
                caching: .revalidate)
        }
        return api + [description] + PageRoutes(rooms: rooms, desk: desk).routes
    }
}

extension ErrorPage {
    /// The page that a person sees in place of the one that was asked for.
    init(_ problem: Problem, _ exchange: Exchange) {
        self.init(
            status: problem.status, problem: problem.kind.rawValue, title: problem.kind.title,
            detail: problem.detail,
            unaffected: problem.kind == .internal || problem.kind == .unavailable
                ? "Telemetry is taken and judged as before; only this page could not be drawn." : nil,
            requestID: exchange.requestID)
    }
}
