import Storage
import Telemetry
import Watch

/// Fills the list of incidents.
struct IncidentsView: Sendable {
    let rooms: Rooms
    let desk: ReportDesk

    /// Ended incidents of one page.
    static let limit = 50
    /// Over how many days incidents are counted.
    static let days = 28

    /// The page. - Parameter before: only incidents with a lower number.
    func page(before: IncidentNumber?, now: Timestamp) async throws -> IncidentsPage {
        var query = IncidentQuery(limit: Self.limit)
        query.before = before
        let records = try await rooms.control.incidents(query)
        let view = IncidentView(rooms: rooms, desk: desk)
        var open: [IncidentsPage.Row] = []
        var recovered: [IncidentsPage.Row] = []
        var dismissed: [IncidentsPage.Row] = []
        for record in records {
            let row = view.row(try await view.dossier(record, now: now))
            if record.stage.isOpen {
                open.append(row)
            } else if record.stage == .dismissed {
                dismissed.append(row)
            } else {
                recovered.append(row)
            }
        }
        var month = IncidentQuery()
        month.from = now.advanced(bySeconds: -Int64(Self.days) * 86_400)
        let lately = try await rooms.control.incidents(month)
        var budget: Double?
        for system in try await rooms.control.systems() {
            guard let report = try await desk.report(system.slug, now: now),
                report.signals.contains(where: { $0.monitor != nil })
            else { continue }
            budget = (budget ?? 0) + report.monthlyAlarms
        }
        return IncidentsPage(
            open: open, recovered: recovered,
            dismissed: dismissed,
            days: Self.days, noticed: lately.count, falseAlarms: lately.count { $0.stage == .dismissed },
            budgetPerMonth: budget,
            older: records.count == Self.limit ? records.last.map { "/incidents?cursor=\($0.number.value)" } : nil)
    }
}
