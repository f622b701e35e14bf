import HTTPTypes
import NIOCore
import Respond
import Storage
import Telemetry

/// The pages with their `.json` twins, the forms on them, and the files that they refer to.
struct PageRoutes: Sendable {
    let rooms: Rooms
    let desk: ReportDesk

    /// The name by which the program was called, for commands that pages show.
    private static let command = "tiltmeter"
    /// Changes of one page of the ledger.
    private static let changes = 100

    var routes: [Route] {
        [
            page("/", make: overview), page("/systems", make: systems),
            page("/systems/{slug}", query: [.init("slice", "one slice")]) { try await system($0, problem: nil) },
            page("/incidents", query: [.init("cursor", "as in the address of the older page")], make: incidents),
            page("/incidents/{id}") { try await incident($0, problem: nil) },
            page("/calls", query: CallFilter.parameters, make: calls), page("/calls/{id}", caching: .none, make: call),
            page(
                "/changes",
                query: [.init("system", "only this system"), .init("kind", "only this kind"), .init("to", "before")],
                make: changes),
            page("/problems/{name}", make: problem),
            Route(.get, "/traces/{trace_id}", for: .pages, handle: trace),
            Route(.get, "/assets/{file}", for: .pages, handle: asset),
            Route(.get, "/favicon.ico", for: .pages) { _ in .seeOther(Assets.icon.path) },
            Route(.post, ThemeSwitch.path, for: .pages, handle: theme),
            Route(.post, "/systems/{slug}/signals/{name}", for: .pages) { try await SignalForm(self).save($0) },
            Route(.post, "/incidents/{id}/acknowledge", for: .pages, handle: acknowledge),
            Route(.post, "/incidents/{id}/assign", for: .pages, handle: assign),
            Route(.post, "/incidents/{id}/dismiss", for: .pages, handle: dismiss),
            Route(.post, "/incidents/{id}/notes", for: .pages, handle: note),
        ]
    }

    /// A page and its twin from one value, so that no page can lack its twin.
    private func page<Content: Page>(
        _ path: String, query: [Route.Parameter] = [], caching: Answer.Caching = .revalidate,
        make: @escaping @Sendable (Exchange) async throws -> Content?
    ) -> Route {
        let rooms = rooms
        let twin: @Sendable (Exchange) async throws -> Answer = { exchange in
            guard let page = try await make(exchange) else { throw Problem(.notFound, "There is nothing here.") }
            return Answer(
                status: .ok, contentType: "application/json; charset=utf-8", bytes: [UInt8](try PageJSON.encode(page)),
                caching: caching)
        }
        return Route(.get, path, for: .pages, query: query, twin: twin) { exchange in
            guard let page = try await make(exchange) else {
                throw Problem(.notFound, "There is no such page, or what it was about is no longer kept.")
            }
            return .html(page.document(in: try await ShellView(rooms: rooms).shell(exchange)), caching: caching)
        }
    }

    private func overview(_ exchange: Exchange) async throws -> OverviewOrWelcome? {
        if let page = try await OverviewView(rooms: rooms, desk: desk).page(now: exchange.now) {
            return .overview(page)
        }
        return .welcome(WelcomePage(address: rooms.run.address, needsKey: false, command: Self.command))
    }

    private func systems(_ exchange: Exchange) async throws -> SystemsPage? {
        let board = try await BoardView(rooms: rooms, desk: desk).board(now: exchange.now)
        let unassigned = board.rows.first { $0.system.slug == SystemSlug.unassigned.text }
        return SystemsPage(
            days: BoardView.days, systems: board.rows.filter { $0.system.slug != SystemSlug.unassigned.text },
            unassigned: unassigned?.calls ?? 0)
    }

    func system(_ exchange: Exchange, problem: FormProblem?) async throws -> SystemPage? {
        guard let slug = SystemSlug(exchange.parameter("slug")), slug.text == exchange.parameter("slug") else {
            return nil
        }
        return try await SystemView(rooms: rooms, desk: desk).page(
            slug, slice: try CallFilter.slice(exchange.query), problem: problem, now: exchange.now)
    }

    private func incidents(_ exchange: Exchange) async throws -> IncidentsPage? {
        let before = exchange.query.text("cursor").flatMap { Int64($0) }.map { IncidentNumber($0) }
        return try await IncidentsView(rooms: rooms, desk: desk).page(before: before, now: exchange.now)
    }

    private func incident(_ exchange: Exchange, problem: FormProblem?) async throws -> IncidentPage? {
        let view = IncidentView(rooms: rooms, desk: desk)
        guard let number = IncidentNumber(text: exchange.parameter("id")),
            let dossier = try await view.dossier(number, now: exchange.now)
        else { return nil }
        return try await view.page(dossier, problem: problem, now: exchange.now)
    }

    private func calls(_ exchange: Exchange) async throws -> CallsPage? {
        let filter = try CallFilter(exchange.query)
        let page = try await rooms.calls.latestCalls(filter.storeQuery)
        return CallsPage(
            systems: try await rooms.control.systems().map(SystemHeading.init),
            filter: .init(
                system: filter.system?.text, slice: filter.slice.values.isEmpty ? nil : filter.slice,
                condition: filter.condition?.raw, from: filter.from, to: filter.to),
            calls: try await CallRows(rooms: rooms).rows(page.calls),
            older: page.next.map { filter.address("/calls", before: $0) },
            newest: filter.before == nil ? nil : filter.address("/calls", before: nil))
    }

    private func call(_ exchange: Exchange) async throws -> CallPage? {
        guard let key = CallKey(hex: exchange.parameter("id")) else { return nil }
        return try await CallView(rooms: rooms).page(key)
    }

    /// The page of a trace is that of its last call.
    private func trace(_ exchange: Exchange) async throws -> Answer {
        guard let id = TraceID(hex: exchange.parameter("trace_id")),
            let last = try await rooms.calls.trace(id, texts: false)?.calls.max(by: { $0.call.time < $1.call.time })
        else { throw Problem(.notFound, "Nothing of this trace is kept.") }
        return .seeOther("/calls/\(last.call.key.hex)")
    }

    private func changes(_ exchange: Exchange) async throws -> ChangesPage? {
        let system = try exchange.query.system()
        let kind = exchange.query.text("kind").flatMap { Change.Kind(rawValue: $0) }
        let found = try await rooms.control.changes(
            system: system, to: try exchange.query.time("to"), limit: kind == nil ? Self.changes : 10_000)
        let kept = Array((kind.map { kind in found.filter { $0.change.kind == kind } } ?? found).prefix(Self.changes))
        var older: String?
        if kept.count == Self.changes, let last = kept.last {
            let filters = [system.map { "system=\($0.text)" }, kind.map { "kind=\($0.rawValue)" }].compactMap(\.self)
            older = "/changes?" + (filters + ["to=\(last.change.time.rfc3339)"]).joined(separator: "&")
        }
        return ChangesPage(
            systems: try await rooms.control.systems().map(SystemHeading.init), system: system?.text, kind: kind,
            changes: try await ChangeRows(control: rooms.control).rows(kept), older: older, address: rooms.run.address)
    }

    private func problem(_ exchange: Exchange) async throws -> ProblemPage? {
        ProblemKind(rawValue: exchange.parameter("name")).map(ProblemPage.init)
    }

    private func asset(_ exchange: Exchange) async throws -> Answer {
        guard let asset = Assets.byPath[exchange.path] else { throw Problem(.notFound, "There is no such file.") }
        return Answer(
            status: .ok, contentType: asset.contentType, bytes: asset.bytes, caching: .immutable,
            mayCompress: !asset.contentType.hasPrefix("font/"))
    }

    private func theme(_ exchange: Exchange) async throws -> Answer {
        let form = try await exchange.form()
        let theme = Theme(rawValue: form["theme"] ?? "") ?? .system
        let back = form["back"] ?? "/"
        // Back to a page of ours only: `//host` would be another one.
        var answer = Answer.seeOther(back.hasPrefix("/") && !back.hasPrefix("//") && !back.contains("\\") ? back : "/")
        answer.headers[.setCookie] = "tm_view=\(theme.rawValue); Path=/; Max-Age=31536000; SameSite=Lax"
        return answer
    }

    private func acknowledge(_ exchange: Exchange) async throws -> Answer {
        try await act(exchange, "acknowledge") { number, _ in
            _ = try await rooms.actions.acknowledge(number, actor: IncidentsAPI.somebody, at: exchange.now)
        }
    }

    private func assign(_ exchange: Exchange) async throws -> Answer {
        try await act(exchange, "assign") { number, form in
            let name = form["lead"].flatMap { $0.isEmpty ? nil : $0 } ?? IncidentsAPI.somebody
            _ = try await rooms.actions.assign(number, to: name, actor: name, at: exchange.now)
        }
    }

    private func dismiss(_ exchange: Exchange) async throws -> Answer {
        try await act(exchange, "dismiss", entered: "reason") { number, form in
            _ = try await rooms.actions.dismiss(
                number, reason: form["reason"] ?? "", actor: IncidentsAPI.somebody, at: exchange.now)
        }
    }

    private func note(_ exchange: Exchange) async throws -> Answer {
        try await act(exchange, "notes", entered: "text") { number, form in
            try await rooms.actions.note(
                number, text: form["text"] ?? "", actor: IncidentsAPI.somebody, at: exchange.now)
        }
    }

    /// Does what a form asks: back to the page with 303, or the page with the error in its place and 422.
    private func act(
        _ exchange: Exchange, _ action: String, entered: String? = nil,
        _ step: (IncidentNumber, [String: String]) async throws -> Void
    ) async throws -> Answer {
        let form = try await exchange.form()
        guard let number = IncidentNumber(text: exchange.parameter("id")) else {
            throw Problem(.notFound, "There is no incident of this number.")
        }
        do {
            try await IncidentSteps.allowed { try await step(number, form) }
        } catch let problem as Problem where problem.kind == .invalid || problem.kind == .conflict {
            let shown = FormProblem(
                action: action, message: problem.detail, entered: entered.flatMap { form[$0] } ?? "")
            guard let page = try await incident(exchange, problem: shown) else { throw problem }
            let shell = try await ShellView(rooms: rooms).shell(exchange)
            return .html(
                page.document(in: shell), status: problem.kind == .invalid ? .unprocessableContent : .conflict)
        }
        await desk.forget()
        return .seeOther("/incidents/\(number)")
    }
}

/// `/`: the overview, or how to begin while there is nothing to see.
private enum OverviewOrWelcome: Page {
    case overview(OverviewPage)
    case welcome(WelcomePage)

    private var page: any Page {
        switch self {
        case .overview(let page): page
        case .welcome(let page): page
        }
    }

    var title: String { page.title }
    var section: Section? { page.section }
    var crumbs: [Crumb] { page.crumbs }
    func main(in shell: Shell) -> HTML { page.main(in: shell) }

    func encode(to encoder: any Encoder) throws { try page.encode(to: encoder) }
}

extension Exchange {
    /// The largest form of a page.
    private static let largestForm = 64 << 10

    /// Reads the members of a form.
    /// - Throws: ``Problem`` when it is none.
    func form() async throws -> [String: String] {
        let type = headers[.contentType]?.prefix { $0 != ";" }.lowercased() ?? ""
        let bytes = Array(buffer: try await body.collect(upTo: Self.largestForm))
        guard type == "application/x-www-form-urlencoded" || bytes.isEmpty else {
            throw Problem(.unsupportedType, "This address takes what forms of pages send.")
        }
        var members: [String: String] = [:]
        for item in Query(String(decoding: bytes, as: UTF8.self)).items {
            members[item.name] = PercentCoding.formDecoded(item.raw)
        }
        return members
    }
}
