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
        var latest = try await rooms.calls.latestCalls(CallQuery(limit: 100, effort: 400)).calls
        // Behind many outcomes the latest call lies further back.
        if latest.isEmpty, systems > 0 { latest = try await rooms.calls.latestCalls(CallQuery(limit: 1)).calls }
        return Shell(
            now: exchange.now, theme: Theme(rawValue: exchange.cookie("tm_view") ?? "") ?? .system, path: exchange.path,
            openIncidents: open, systems: systems, callsPerMinute: Self.rate(latest, now: exchange.now),
            lastCall: latest.first?.arrived, version: rooms.run.version, isDemo: rooms.run.isDemo, person: nil,
            formToken: { _ in nil })
    }

    /// The shell when the store cannot be asked: a page about an error must not fail for the same reason.
    func bareShell(_ exchange: Exchange) -> Shell {
        Shell(
            now: exchange.now, theme: Theme(rawValue: exchange.cookie("tm_view") ?? "") ?? .system, path: exchange.path,
            openIncidents: 0, systems: 0, callsPerMinute: nil, lastCall: nil, version: rooms.run.version,
            isDemo: rooms.run.isDemo, person: nil, formToken: { _ in nil })
    }

    /// Over the last hundred calls, while those are of the last ten minutes.
    private static func rate(_ latest: [StoredCall], now: Timestamp) -> Double? {
        guard let newest = latest.first, let oldest = latest.last else { return nil }
        let seconds = max(60, now.seconds(since: oldest.arrived))
        guard now.seconds(since: newest.arrived) < 600 else { return 0 }
        return Double(latest.count) / seconds * 60
    }
}
