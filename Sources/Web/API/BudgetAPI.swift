import Foundation
import HTTPTypes
import Storage
import Telemetry
import Watch

/// `/v1/budget`: how many false alarms the owner is ready to look at.
struct BudgetAPI: Sendable {
    let rooms: Rooms
    let desk: ReportDesk

    var routes: [Route] {
        [
            Route(
                .get, "/v1/budget", for: .api,
                description: .init(
                    "watch", "The false-alarm budget, what monitors use of it, and how many there were",
                    answers: [.document(BudgetDocument.self, "The budget")]), version: version, handle: read),
            Route(
                .put, "/v1/budget", for: .api,
                description: .init(
                    "watch", "Set the false-alarm budget, of all systems or of one; it counts from the next baseline",
                    request: .json(BudgetRequest.self),
                    answers: [.document(BudgetDocument.self, "The budget as it is now")],
                    problems: [.invalid, .notFound, .precondition]), version: version, handle: write),
        ]
    }

    private func version(_ exchange: Exchange) async throws -> String {
        var parts = ["\(try await general())"]
        for system in try await rooms.control.systems() {
            parts.append("\(system.slug) \(try await MonthlyAlarms.of(system.slug, in: rooms.control))")
        }
        return parts.joined(separator: "\u{1F}")
    }

    private func read(_ exchange: Exchange) async throws -> Answer {
        try .json(try await document(now: exchange.now))
    }

    private func write(_ exchange: Exchange) async throws -> Answer {
        let request = try await exchange.document(BudgetRequest.self)
        try Self.check(request.alarmsPerMonth)
        var slug: SystemSlug?
        if let name = request.system {
            guard let known = SystemSlug(name), try await rooms.control.system(known) != nil else {
                throw Problem(.notFound, "No call of a system of this name has come yet.")
            }
            slug = known
        }
        try await MonthlyAlarms.set(request.alarmsPerMonth, for: slug, in: rooms.control)
        await desk.forget()
        try await rooms.note("budget.changed", subject: slug?.text ?? "*", reason: request, at: exchange.now)
        return try .json(try await document(now: exchange.now), caching: .none)
    }

    /// - Throws: ``Problem`` when the budget is out of range.
    static func check(_ alarms: Double) throws {
        guard MonthlyAlarms.range.contains(alarms) else {
            throw Problem(
                .invalid, "A budget is 0.01 to 30 false alarms per month.",
                errors: [.init(pointer: "/alarms_per_month", detail: "must be 0.01 to 30")])
        }
    }

    private func document(now: Timestamp) async throws -> BudgetDocument {
        let control = rooms.control
        let general = try await general()
        var own: [String: Double] = [:]
        var inUse: [String: Double] = [:]
        for system in try await control.systems() {
            let alarms = try await MonthlyAlarms.of(system.slug, in: control)
            if alarms != general { own[system.slug.text] = alarms }
            let running = try await control.monitors(system: system.slug)
            if !running.isEmpty { inUse[system.slug.text] = running.reduce(0) { $0 + $1.budget } }
        }
        var month = IncidentQuery()
        month.from = now.advanced(bySeconds: -30 * 86_400)
        let lately = try await control.incidents(month)
        return BudgetDocument(
            alarmsPerMonth: general, systems: own, inUse: inUse, noticedLastMonth: lately.count,
            dismissedLastMonth: lately.count { $0.stage == .dismissed })
    }

    /// The budget of systems without one of their own: asked for a name that no system can have.
    private func general() async throws -> Double {
        try await MonthlyAlarms.of(.unassigned, in: rooms.control)
    }
}
