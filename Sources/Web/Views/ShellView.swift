import Storage
import Telemetry

/// Fills what every page shows around its content.
struct ShellView: Sendable {
    let rooms: Rooms

    init(rooms: Rooms) {
        self.rooms = rooms
    }

    /// The shell of one request.
    func shell(_ exchange: Exchange) async throws -> Shell {
        var query = IncidentQuery()
        query.stages = Set(IncidentRecord.Stage.allCases.filter(\.isOpen))
        let open = try await rooms.control.incidents(query).count
        let systems = try await rooms.control.systems().count
        let flow = try await rooms.latest.flow(now: exchange.now)
        return Shell(
            now: exchange.now, theme: Theme(rawValue: exchange.cookie("tm_view") ?? "") ?? .system, path: exchange.path,
            openIncidents: open, systems: systems, callsPerMinute: flow.callsPerMinute,
            lastCall: flow.last, version: rooms.run.version, isDemo: rooms.run.isDemo, person: nil,
            formToken: { _ in nil })
    }

    /// The shell when the store cannot be asked: a page about an error must not fail for the same reason.
    func bareShell(_ exchange: Exchange) -> Shell {
        Shell(
            now: exchange.now, theme: Theme(rawValue: exchange.cookie("tm_view") ?? "") ?? .system, path: exchange.path,
            openIncidents: 0, systems: 0, callsPerMinute: nil, lastCall: nil, version: rooms.run.version,
            isDemo: rooms.run.isDemo, person: nil, formToken: { _ in nil })
    }
}
