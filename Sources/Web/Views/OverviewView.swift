import Storage
import Telemetry
import Watch

/// Fills the overview.
struct OverviewView: Sendable {
    let rooms: Rooms
    let desk: ReportDesk

    /// Days before the onset that the wedge shows.
    private static let wedgeDays: Int64 = 14
    /// Things that wait for a person; more would be a list of its own.
    private static let needs = 6

    /// The page; `nil` before the first system is known.
    func page(now: Timestamp) async throws -> OverviewPage? {
        let board = try await BoardView(rooms: rooms, desk: desk).board(now: now)
        guard !board.rows.isEmpty else { return nil }
        let changes = try await rooms.control.changes(to: now.advanced(bySeconds: 86_400), limit: 5)
        let unpriced = try await rooms.latest.unpriced(now: now)
        return OverviewPage(
            days: BoardView.days, systems: board.rows, steepest: try await steepest(board, now: now),
            needs: try await needs(board, unpriced),
            changes: try await ChangeRows(control: rooms.control).rows(changes),
            blindSpots: try await blindSpots(board, unpriced, now: now))
    }

    private func steepest(_ board: BoardView.Board, now: Timestamp) async throws -> OverviewPage.Steepest? {
        let view = IncidentView(rooms: rooms, desk: desk)
        var found: (dossier: IncidentView.Dossier, standing: SignalStanding, rank: Int, lean: Double)?
        for record in board.open {
            // An incident may have begun with another tilt: each of its tilts may be the one worth the picture.
            for number in record.tilts {
                guard let tilt = try await rooms.control.tilt(number), tilt.tilt.state == .tilting else { continue }
                let report = try tilt.tilt.report()
                let overall = board.reports[record.system]?.signals.first { $0.profile.name == report.signal }
                guard report.cause == .evidence, let standing = overall, standing.state == .tilting,
                    let lean = standing.lean?.value, lean < 0
                else { continue }
                let rank = Self.rank(standing.profile.dimension) * 2 + (report.slice == nil ? 0 : 1)
                if let found, (found.rank, found.lean) <= (rank, lean) { continue }
                found = (try await view.dossier(record, tilt: tilt, now: now), standing, rank, lean)
            }
        }
        guard let found, let baseline = found.standing.baseline else { return nil }
        let dossier = found.dossier
        let onset = dossier.heading.onset
        let from = onset.earliest.advanced(bySeconds: -Self.wedgeDays * 86_400)
        let series = try await rooms.reporter.series(
            dossier.record.system, [.success, dossier.profile.name], range: from..<now, resolution: .day)
        let operations = (series[.success] ?? []).compactMap(SeriesPoint.init)
        let success = dossier.system?.signals.first { $0.profile.name == .success }
        var flags: [WedgeChart.Flag] = []
        if let at = dossier.record.acknowledged { flags.append(.init(kind: .acknowledged, time: at)) }
        var worst: OverviewPage.SliceChange?
        if let tilt = dossier.tilt, let hurt = try await desk.whereItHurts(tilt, end: now, now: now).first?.slices.first
        {
            worst = .init(
                slice: Slice([hurt.value]),
                change: Estimate(hurt.since, from: hurt.before.value, unit: SignalUnit(dossier.profile)))
        }
        let since = operations.filter { $0.time >= onset.estimate }.reduce(0) { $0 + ($1.n ?? 0) }
        return OverviewPage.Steepest(
            reading: Reading(found.standing), incident: dossier.heading, rarityMonths: IncidentView.rarity(dossier),
            noticed: dossier.noticed, acknowledged: dossier.record.acknowledged, worstSlice: worst,
            callsSince: since,
            lead: dossier.record.lead,
            wedge: WedgeChart(
                signal: SignalHeading(dossier.profile), operations: operations,
                operationsBaseline: success?.baseline ?? operations.first?.value ?? 1,
                points: (series[dossier.profile.name] ?? []).compactMap(SeriesPoint.init), baseline: baseline,
                tolerance: SystemView.tolerance(found.standing), onset: onset, noticed: dossier.noticed,
                flags: flags))
    }

    /// What uptime cannot show comes first: worse results, then lost trust, then money; last what it does show.
    private static func rank(_ dimension: SignalProfile.Dimension) -> Int {
        switch dimension {
        case .quality: 0
        case .trust: 1
        case .cost: 2
        case .operations, .inputs: 3
        }
    }

    private func needs(_ board: BoardView.Board, _ unpriced: UnpricedDocument) async throws -> [OverviewPage.Need] {
        let headings = IncidentHeadings(control: rooms.control)
        var needs: [OverviewPage.Need] = []
        for record in board.open where record.acknowledged == nil {
            needs.append(.acknowledge(incident: try await headings.heading(record), noticed: record.opened))
        }
        for record in board.open where record.acknowledged != nil && record.lead == nil {
            needs.append(.takeLead(incident: try await headings.heading(record), noticed: record.opened))
        }
        for row in board.rows {
            guard let slug = SystemSlug(row.system.slug), let report = board.reports[slug] else { continue }
            for standing in report.signals
            where standing.profile.worse == .either && standing.profile.dimension != .inputs && standing.now != nil {
                needs.append(.sayWhichWayIsWorse(system: row.system, signal: SignalHeading(standing.profile)))
            }
        }
        for model in unpriced.models { needs.append(.addPrice(model: model.model, calls: model.calls)) }
        return Array(needs.prefix(Self.needs))
    }

    /// For how long the Overview says that a part of the log was set aside: a month.
    private static let setAsideSeconds = 30.0 * 86_400

    private func blindSpots(
        _ board: BoardView.Board, _ unpriced: UnpricedDocument, now: Timestamp
    ) async throws -> [OverviewPage.BlindSpot] {
        var spots: [OverviewPage.BlindSpot] = []
        let behind = try await SelfView(rooms: rooms).behindSeconds(now: now)
        if behind > 60 { spots.append(.behind(seconds: behind)) }
        for part in try await rooms.control.setAsideParts()
        where now.seconds(since: part.happened) < Self.setAsideSeconds {
            spots.append(
                .setAside(part: part.name, calls: part.calls.map { Int($0) }, isCounted: part.isFolded))
        }
        for row in board.rows {
            for reading in row.readings {
                if case .noSignal(.stopped(let since)) = reading.state {
                    spots.append(.stopped(system: row.system, signal: reading.signal, since: since))
                }
            }
            if case .learning(let ready) = row.next { spots.append(.learning(system: row.system, ready: ready)) }
        }
        for group in [SignalGroup.quality, .trust, .cost] {
            let missing = board.rows.filter { row in
                row.readings.contains { $0.signal.group == group && $0.state == .noSignal(.neverSent) }
            }
            if !missing.isEmpty { spots.append(.noSignal(group: group, systems: missing.map(\.system))) }
        }
        for row in board.rows {
            let share = unpriced.models.filter { $0.system == row.system.slug }.reduce(0) { $0 + $1.share }
            if share > 0 { spots.append(.unpriced(system: row.system, share: share)) }
        }
        return spots
    }
}
