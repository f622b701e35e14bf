import HTTPTypes
import Storage
import Telemetry
import Watch

/// The form on a system's page that says which way of a signal is worse and what change matters.
struct SignalForm: Sendable {
    let pages: PageRoutes

    init(_ pages: PageRoutes) {
        self.pages = pages
    }

    /// Saves, and goes back to the page; or shows the page with what is wrong in its place.
    func save(_ exchange: Exchange) async throws -> Answer {
        let form = try await exchange.form()
        let api = SystemsAPI(rooms: pages.rooms, desk: pages.desk)
        let (system, standing) = try await api.standing(exchange)
        let entered = form["tolerance"] ?? ""
        do {
            guard form["seen"] == EntityTag.mark(try await api.signalVersion(exchange)) else {
                throw Problem(
                    .precondition, "Somebody else changed this in between. It is shown as it is now; decide again.")
            }
            guard let tolerance = Double(entered.replacing(",", with: ".").replacing(" ", with: "")) else {
                throw Problem(.invalid, "A tolerance is a number, such as 2 or 0.5.")
            }
            let better = form["better"].flatMap { Outcome.Better(rawValue: $0) }
            try await api.save(
                SignalPatch(better: better?.rawValue, tolerance: tolerance / Self.factor(SystemView.unit(standing))),
                better: better, of: standing, system: system.slug, at: exchange.now)
        } catch let problem as Problem where problem.kind == .invalid || problem.kind == .precondition {
            let shown = FormProblem(
                action: standing.profile.name.text, message: problem.detail,
                entered: problem.kind == .invalid ? entered : "")
            guard let page = try await pages.system(exchange, problem: shown) else { throw problem }
            let shell = try await ShellView(rooms: pages.rooms).shell(exchange)
            return .html(page.document(in: shell), status: .init(code: problem.status))
        }
        return .seeOther("/systems/\(system.slug)#signals")
    }

    /// By how much what people enter is larger than what is stored: points and percents are entered as such.
    static func factor(_ unit: SignalUnit) -> Double {
        switch unit {
        case .share, .relative: 100
        case .score, .seconds, .tokens, .usd, .count, .characters: 1
        }
    }
}
