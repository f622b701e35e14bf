import Respond
import Storage
import Telemetry
import Watch

/// Fills the page of one incident, and the rows of the list of incidents.
struct IncidentView: Sendable {
    let rooms: Rooms
    let desk: ReportDesk

    /// Days before the onset that the lanes show.
    private static let daysBefore: Int64 = 21
    /// How near to the onset entries of the ledger must lie to be shown, in seconds.
    private static let nearSeconds: Int64 = 10 * 86_400

    /// Everything that is known about an incident, read once.
    struct Dossier: Sendable {
        let record: IncidentRecord
        let heading: IncidentHeading
        let tilt: TiltRecord?
        let report: TiltReport?
        let profile: SignalProfile
        let standing: SignalStanding?
        let system: SystemReport?
        /// When somebody was told of its tilt.
        var noticed: Timestamp { tilt?.tilt.noticed ?? record.opened }
        /// Why it was called a false alarm; empty while it was not.
        let reason: String
    }

    /// An incident with its first tilt; `nil` when there is none of that number.
    func dossier(_ number: IncidentNumber, now: Timestamp) async throws -> Dossier? {
        guard let record = try await rooms.control.incident(number) else { return nil }
        return try await dossier(record, now: now)
    }

    func dossier(_ record: IncidentRecord, now: Timestamp) async throws -> Dossier {
        guard let first = record.tilts.first else { return try await dossier(record, tilt: nil, now: now) }
        return try await dossier(record, tilt: try await rooms.control.tilt(first), now: now)
    }

    /// The same, seen from one of its tilts.
    func dossier(_ record: IncidentRecord, tilt: TiltRecord?, now: Timestamp) async throws -> Dossier {
        let headings = IncidentHeadings(control: rooms.control)
        let heading = try await headings.heading(record, tilt: tilt)
        let system = try await desk.report(record.system, now: now)
        var reason = ""
        if record.dismissed != nil {
            reason = try await rooms.control.timeline(record.number).last { $0.kind == .dismissed }?.text ?? ""
        }
        guard let tilt else {
            return Dossier(
                record: record, heading: heading, tilt: nil, report: nil, profile: SignalProfile(.success, .share),
                standing: nil, system: system, reason: reason)
        }
        let report = try tilt.tilt.report()
        let candidates = report.slice == nil ? system?.signals : system?.slices
        let standing = candidates?.first { $0.profile.name == report.signal && $0.slice == report.slice }
        let usual = try await headings.profile(of: report, system: record.system)
        return Dossier(
            record: record, heading: heading, tilt: tilt, report: report, profile: standing?.profile ?? usual,
            standing: standing, system: system, reason: reason)
    }

    /// The row of an incident in lists.
    func row(_ dossier: Dossier) -> IncidentsPage.Row {
        IncidentsPage.Row(
            incident: dossier.heading, stages: Self.stages(dossier.record, reason: dossier.reason),
            state: Self.state(dossier),
            change: Self.change(dossier), lead: dossier.record.lead)
    }

    /// The page.
    func page(_ dossier: Dossier, problem: FormProblem?, now: Timestamp) async throws -> IncidentPage {
        let record = dossier.record
        let events = try await rooms.control.timeline(record.number)
        let onset = dossier.heading.onset
        let end = record.recovered ?? record.dismissed ?? now
        let ledger = try await rooms.control.changes(
            system: record.system, from: onset.earliest.advanced(bySeconds: -Self.nearSeconds),
            to: onset.latest.advanced(bySeconds: Self.nearSeconds), limit: 40)
        let changes = try await ChangeRows(control: rooms.control).rows(ledger)
        let signal = SignalHeading(dossier.profile)
        let monitor =
            dossier.standing.flatMap { MonitorRow($0, number: 1) }
            ?? MonitorRow(
                number: 1, signal: signal, slice: dossier.report?.slice.map { Slice([$0]) }, worse: .both,
                budgetPerMonth: dossier.report?.monthlyBudget ?? 0, smallestChange: nil, state: Self.state(dossier),
                evidence: 1)
        let cause: IncidentPage.Cause =
            switch dossier.report?.cause {
            case .errors: .errors
            case .silence: .silence
            case .evidence, nil: .evidence(monitor: monitor, rarityMonths: Self.rarity(dossier))
            }
        return IncidentPage(
            incident: dossier.heading, state: Self.state(dossier), stages: Self.stages(record, reason: dossier.reason),
            lead: record.lead,
            severity: record.severity, cause: cause, before: Self.before(dossier), since: Self.since(dossier),
            change: Self.change(dossier), callsSince: try await callsSince(dossier, end: end),
            lanes: try await lanes(dossier, end: end, now: now),
            breakdowns: try await breakdowns(dossier, end: end, now: now),
            changes: changes.sorted { left, right in
                abs(left.time.seconds(since: onset.estimate)) < abs(right.time.seconds(since: onset.estimate))
            },
            timeline: timeline(events, dossier, changes), canAct: true, problem: problem)
    }

    /// How far an incident is.
    /// - Parameter reason: of a dismissal, from its timeline.
    static func stages(_ record: IncidentRecord, reason: String) -> Stages {
        var end: Stages.End?
        if let at = record.dismissed {
            end = .dismissed(at: at, by: nil, reason: reason)
        } else if let at = record.recovered {
            end = .recovered(at: at)
        }
        return Stages(noticed: record.opened, acknowledged: record.acknowledged, end: end)
    }

    static func state(_ dossier: Dossier) -> SignalState {
        guard dossier.record.stage.isOpen else { return dossier.standing.map(SignalState.init) ?? .level }
        return .tilting
    }

    /// In the unit of the signal's page; of a percentile set: the share of events above its threshold.
    private static func unit(_ dossier: Dossier) -> SignalUnit {
        dossier.report?.percentile == nil ? SignalUnit(dossier.profile) : .share
    }

    static func before(_ dossier: Dossier) -> Estimate {
        Estimate(
            value: dossier.report?.before ?? 0, low: nil, high: nil,
            n: dossier.standing?.monitor.map { Int(clamping: $0.baseline.count) }, unit: unit(dossier))
    }

    static func since(_ dossier: Dossier) -> Estimate {
        guard let report = dossier.report else { return Estimate(value: 0, low: nil, high: nil, n: 0, unit: .share) }
        return Estimate(
            value: report.since, low: report.sinceLow, high: report.sinceHigh, n: Int(report.events.rounded()),
            unit: unit(dossier))
    }

    static func change(_ dossier: Dossier) -> Estimate {
        guard let report = dossier.report else { return Estimate(value: 0, low: nil, high: nil, n: 0, unit: .share) }
        let isRelative = unit(dossier).isRelative && report.before != 0
        let scale = isRelative ? abs(report.before) : 1
        return Estimate(
            value: (report.since - report.before) / scale, low: (report.sinceLow - report.before) / scale,
            high: (report.sinceHigh - report.before) / scale, n: Int(report.events.rounded()),
            unit: isRelative ? .relative : unit(dossier))
    }

    static func rarity(_ dossier: Dossier) -> Double {
        let months = dossier.report?.rarityMonths(monthlyAlarms: dossier.system?.monthlyAlarms ?? MonthlyAlarms.usual)
        return months.map { $0.isFinite ? min($0, 1e9) : 1e9 } ?? 0
    }

    private func callsSince(_ dossier: Dossier, end: Timestamp) async throws -> Int {
        let points = try await rooms.reporter.series(
            dossier.record.system, [.success], range: dossier.heading.onset.estimate..<max(end, dossier.record.opened),
            resolution: .day)
        return (points[.success] ?? []).reduce(0) { $0 + Int(clamping: $1.figure?.n ?? 0) }
    }

    private func lanes(_ dossier: Dossier, end: Timestamp, now: Timestamp) async throws -> LanesChart {
        let record = dossier.record
        let onset = dossier.heading.onset
        let from = onset.earliest.advanced(bySeconds: -Self.daysBefore * 86_400).startOfDay
        let to = min(now, end.advanced(bySeconds: 7 * 86_400))
        let operations: [SignalName] = [.success, .latency]
        let series = try await rooms.reporter.series(
            record.system, [dossier.profile.name] + operations, slice: nil,
            range: from..<max(to, from.advanced(bySeconds: 1)),
            resolution: .day)
        let sliced =
            dossier.report?.slice == nil
            ? series
            : try await rooms.reporter.series(
                record.system, [dossier.profile.name], slice: dossier.report?.slice, range: from..<to, resolution: .day)
        let points = (sliced[dossier.profile.name] ?? []).compactMap(SeriesPoint.init)
        let lines = operations.filter { $0 != dossier.profile.name }.compactMap { name -> LanesChart.Line? in
            guard let standing = dossier.system?.signals.first(where: { $0.profile.name == name }) else { return nil }
            let points = (series[name] ?? []).compactMap(SeriesPoint.init)
            return points.isEmpty ? nil : LanesChart.Line(reading: Reading(standing), points: points)
        }
        let marks = try await ChangeAxis(control: rooms.control).marks(record.system, from: from, to: to)
        let baseline = dossier.standing?.baseline ?? points.first?.value ?? 0
        return LanesChart(
            signal: SignalHeading(dossier.profile), points: points, baseline: baseline,
            tolerance: dossier.standing.map(SystemView.tolerance) ?? 0.1, labels: [], operations: lines,
            changes: marks.map { $0.inside(onset) },
            mix: try await mix(dossier, from: from, to: to, end: end, now: now), onset: onset,
            noticed: record.opened, acknowledged: record.acknowledged, recovered: record.recovered, from: from, to: to)
    }

    /// The share of the slice that carries the largest part of the change.
    private func mix(
        _ dossier: Dossier, from: Timestamp, to: Timestamp, end: Timestamp, now: Timestamp
    ) async throws -> LanesChart.Mix? {
        guard let tilt = dossier.tilt, dossier.report?.slice == nil,
            let hurt = try await desk.whereItHurts(tilt, end: end, now: now).first, let worst = hurt.slices.first
        else { return nil }
        let days = try await rooms.reporter.mix(dossier.record.system, dimension: hurt.dimension, range: from..<to)
        let points = days.map { day, shares in
            SeriesPoint(
                time: day.advanced(bySeconds: 43_200), value: shares[worst.value.value] ?? 0, low: nil, high: nil,
                n: nil)
        }
        guard points.count > 1 else { return nil }
        let onset = dossier.heading.onset.estimate
        let before = points.filter { $0.time < onset }.map(\.value)
        let since = points.filter { $0.time >= onset }.map(\.value)
        let shift = Self.mean(since) - Self.mean(before)
        let rest = hurt.slices.dropFirst()
        let weight = rest.reduce(0) { $0 + $1.shareOfCalls }
        let others =
            weight > 0 ? rest.reduce(0) { $0 + $1.before.value * $1.shareOfCalls } / weight : worst.before.value
        return LanesChart.Mix(
            slice: Slice([worst.value]), points: points,
            effect: Estimate(
                value: shift * (worst.before.value - others), low: nil, high: nil, n: nil,
                unit: SignalUnit(dossier.profile)))
    }

    private static func mean(_ values: [Double]) -> Double {
        values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
    }

    private func breakdowns(_ dossier: Dossier, end: Timestamp, now: Timestamp) async throws -> [IncidentPage.Breakdown]
    {
        guard let tilt = dossier.tilt else { return [] }
        let unit = SignalUnit(dossier.profile)
        return try await desk.whereItHurts(tilt, end: end, now: now).prefix(3).map { dimension in
            let rows = dimension.slices.prefix(8).map { hurt -> IncidentPage.SliceRow in
                let scale = unit.isRelative && hurt.before.value != 0 ? abs(hurt.before.value) : 1
                return IncidentPage.SliceRow(
                    slice: Slice([hurt.value]), shareOfCalls: hurt.shareOfCalls,
                    before: Estimate(hurt.before, unit: unit),
                    since: Estimate(hurt.since, unit: unit),
                    change: Estimate(
                        value: hurt.change / scale, low: (hurt.since.low - hurt.before.value) / scale,
                        high: (hurt.since.high - hurt.before.value) / scale, n: Int(clamping: hurt.since.n),
                        unit: unit.isRelative ? .relative : unit),
                    shareOfDrop: hurt.shareOfChange, isCertain: hurt.isCertain)
            }
            return IncidentPage.Breakdown(dimension: dimension.dimension, rows: rows)
        }
    }

    /// The tilts that joined after the first, a day in one line: one cause shows in many places.
    private static func joined(_ events: [IncidentEvent]) -> [IncidentPage.Entry] {
        let joined = events.filter { $0.kind == .tilt }.dropFirst()
        let days = Dictionary(grouping: joined) { $0.happened.startOfDay }
        return days.values.compactMap { events in
            guard let last = events.map(\.happened).max() else { return nil }
            if events.count == 1 {
                return .init(time: last, known: nil, event: .note(text: events[0].text), person: nil)
            }
            var names: [String] = []
            for event in events {
                let name = SignalWords.lowered(String(event.text.prefix { $0 != ":" }))
                if !names.contains(name) { names.append(name) }
            }
            let shown = names.count > 6 ? Array(names.prefix(5)) + ["\(names.count - 5) more"] : names
            return .init(
                time: last, known: nil,
                event: .note(
                    text: "Evidence passed the alarm budget in \(events.count) more places: \(Words.list(shown))."),
                person: nil)
        }
    }

    private func timeline(
        _ events: [IncidentEvent], _ dossier: Dossier, _ changes: [ChangeRow]
    ) -> [IncidentPage.Entry] {
        var entries = events.compactMap { event -> IncidentPage.Entry? in
            let told: IncidentPage.Event
            switch event.kind {
            case .opened: told = .noticed
            case .tilt: return nil
            case .acknowledged: told = .acknowledged
            case .lead: told = .note(text: event.text)
            case .dismissed: told = .dismissed(reason: event.text)
            case .recovered: told = .recovered
            case .note: told = .note(text: event.text)
            case .notified: told = .told(channel: event.text, arrived: true)
            case .severity, .triaged, .mitigated, .decided, .relapsed, .reviewed, .closed, .evidence:
                told = .note(text: event.text)
            }
            let known = event.known > event.happened ? event.known : nil
            let person = ["program", "detector"].contains(event.actor) ? nil : event.actor
            return .init(time: event.happened, known: known, event: told, person: person)
        }
        entries += Self.joined(events)
        let onset = dossier.heading.onset
        entries.append(
            .init(time: onset.estimate, known: dossier.record.opened, event: .began(onset: onset), person: nil))
        for change in changes where abs(change.time.seconds(since: onset.estimate)) < 4 * 86_400 {
            entries.append(.init(time: change.time, known: nil, event: .changed(change: change), person: change.author))
        }
        return entries.sorted { ($0.known ?? $0.time) > ($1.known ?? $1.time) }
    }
}
