import Respond
import Storage
import Telemetry
import Watch

/// Fills the board: every system with its four readings, worst first. The overview, the list of systems, the API and the
/// command line show the same rows, so that one instant has one verdict.
struct BoardView: Sendable {
    let rooms: Rooms
    let desk: ReportDesk

    /// What the rows were made from, for those who need more than rows.
    struct Board: Sendable {
        var rows: [OverviewPage.Row] = []
        var reports: [SystemSlug: SystemReport] = [:]
        var systems: [SystemSlug: WatchedSystem] = [:]
        /// Open incidents, newest first.
        var open: [IncidentRecord] = []
    }

    /// The trailing window of all figures, in days.
    static let days = Int(SystemReporter.windowDays)

    init(rooms: Rooms, desk: ReportDesk) {
        self.rooms = rooms
        self.desk = desk
    }

    /// The board as it is now.
    func board(now: Timestamp) async throws -> Board {
        var board = Board()
        var query = IncidentQuery()
        query.stages = Set(IncidentRecord.Stage.allCases.filter(\.isOpen))
        board.open = try await rooms.control.incidents(query)
        for system in try await rooms.control.systems() {
            board.systems[system.slug] = system
            let report = try await desk.report(system.slug, now: now)
            board.reports[system.slug] = report
            board.rows.append(
                try await row(system, report, open: board.open.filter { $0.system == system.slug }, now: now))
        }
        board.rows.sort { left, right in
            let urgency = (Self.urgency(left), Self.urgency(right))
            return urgency.0 != urgency.1
                ? urgency.0 > urgency.1
                : (Self.worstLean(left), left.system.slug) < (Self.worstLean(right), right.system.slug)
        }
        return board
    }

    private func row(
        _ system: WatchedSystem, _ report: SystemReport?, open: [IncidentRecord], now: Timestamp
    ) async throws -> OverviewPage.Row {
        func reading(_ dimension: SignalProfile.Dimension) -> Reading {
            guard let report, let standing = report.standing(of: dimension) else {
                return Reading(missing: SignalGroup(dimension))
            }
            return Reading(standing, beside: dimension == .operations ? Self.latency(report, beside: standing) : nil)
        }
        let readings = [reading(.operations), reading(.quality), reading(.trust), reading(.cost)]
        return OverviewPage.Row(
            system: SystemHeading(system), note: nil, calls: Int(clamping: report?.calls ?? 0), operations: readings[0],
            quality: readings[1], trust: readings[2], cost: readings[3],
            next: try await next(readings, open: open))
    }

    /// The p95 of latency beside the share of successes.
    private static func latency(_ report: SystemReport, beside standing: SignalStanding) -> Reading.Beside? {
        guard standing.profile.name == .success,
            let latency = report.signals.first(where: { $0.profile.name == .latency }), let p95 = latency.p95
        else { return nil }
        return .init(
            word: "p95",
            estimate: Estimate(
                value: p95, low: nil, high: nil, n: latency.now.map { Int(clamping: $0.n) }, unit: .seconds))
    }

    private func next(_ readings: [Reading], open: [IncidentRecord]) async throws -> OverviewPage.NextStep {
        let headings = IncidentHeadings(control: rooms.control)
        if let waiting = open.first(where: { $0.acknowledged == nil }) {
            return .acknowledge(incident: try await headings.heading(waiting))
        }
        if let inHand = open.first {
            return .inHand(incident: try await headings.heading(inHand), lead: inHand.lead)
        }
        if let watched = readings.first(where: { $0.state == .watch }) { return .watch(signal: watched.signal) }
        let learning = readings.compactMap { reading -> Missing? in
            if case .learning(let missing) = reading.state { missing } else { nil }
        }
        if !learning.isEmpty, !readings.contains(where: { $0.state == .level || $0.state == .provisionalLevel }) {
            return .learning(ready: learning.compactMap(\.ready).min())
        }
        return .nothing
    }

    private static func urgency(_ row: OverviewPage.Row) -> Int {
        // A gap is no reason to stand above a system that is being learnt or level: most systems have one.
        row.readings.map { reading in
            switch reading.state {
            case .tilting: 3
            case .watch: 2
            case .noSignal(.stopped): 1
            case .learning, .noSignal, .provisionalLevel, .level: 0
            }
        }.max() ?? 0
    }

    private static func worstLean(_ row: OverviewPage.Row) -> Double {
        row.readings.compactMap { $0.lean?.value }.min() ?? 0
    }
}
