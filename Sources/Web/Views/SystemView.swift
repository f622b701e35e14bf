import Foundation
import Statistics
import Storage
import Telemetry
import Watch

/// Fills the page of one system.
struct SystemView: Sendable {
    let rooms: Rooms
    let desk: ReportDesk

    /// Days that charts show.
    static let chartDays: Int64 = 42
    /// Calls at the foot of the page.
    static let latest = 8

    /// The page; `nil` when there is no such system.
    func page(
        _ slug: SystemSlug, slice: Slice, problem: FormProblem?, now: Timestamp
    ) async throws -> SystemPage? {
        guard let system = try await rooms.control.system(slug) else { return nil }
        let heading = SystemHeading(system)
        let report = try await desk.report(slug, now: now)
        let now = report?.asOf ?? now
        var query = IncidentQuery()
        query.system = slug
        query.stages = Set(IncidentRecord.Stage.allCases.filter(\.isOpen))
        let headings = IncidentHeadings(control: rooms.control)
        var open: [IncidentHeading] = []
        for incident in try await rooms.control.incidents(query) { open.append(try await headings.heading(incident)) }
        var calls = CallQuery(system: slug, limit: Self.latest)
        calls.slice = slice
        let latest = try await rooms.calls.latestCalls(calls).calls
        let rows = try await CallRows(rooms: rooms).rows(latest)
        let value = slice.values.count == 1 ? slice.values.first : nil
        return SystemPage(
            system: heading, note: nil, days: BoardView.days, chartDays: Int(Self.chartDays),
            calls: Int(clamping: report?.calls ?? 0), firstCall: system.created,
            lastCall: latest.first?.call.time ?? report?.lastCall,
            slice: slice.values.isEmpty ? nil : slice, openIncidents: open,
            groups: try await groups(slug, report, slice: value, now: now),
            baseline: baseline(report), slices: try await dimensions(slug, report, now: now),
            unsliced: (report?.dimensions ?? []).filter(\.hasTooManyValues).map {
                SystemPage.Unsliced(key: $0.name, reason: .tooManyValues)
            },
            monitors: monitors(report), budgetPerMonth: report?.monthlyAlarms, latest: rows, canAct: true,
            problem: problem)
    }

    private func groups(
        _ slug: SystemSlug, _ report: SystemReport?, slice: SliceValue?, now: Timestamp
    ) async throws -> [SystemPage.Group] {
        guard let report else { return [] }
        let standings =
            slice.map { value in
                report.signals.map { overall in
                    report.slices.first { $0.slice == value && $0.profile.name == overall.profile.name } ?? overall
                }
            } ?? report.signals
        let from = now.advanced(bySeconds: -Self.chartDays * 86_400)
        let series = try await rooms.reporter.series(
            slug, standings.map(\.profile.name), slice: slice, range: from..<now, resolution: .day)
        let changes = try await ChangeAxis(control: rooms.control).marks(slug, from: from, to: now)
        let settings = Dictionary(
            try await rooms.control.signalSettings(system: slug).map { ($0.signal, $0) },
            uniquingKeysWith: { first, _ in first })
        var byGroup: [SignalGroup: [SystemPage.Signal]] = [:]
        for standing in standings.sorted(by: Self.isBefore) where standing.profile.dimension != .inputs {
            guard standing.now != nil || standing.baseline != nil else { continue }
            let heading = SignalHeading(standing.profile)
            let points = (series[standing.profile.name] ?? []).compactMap(SeriesPoint.init)
            let tolerance = Self.tolerance(standing)
            let onset = standing.tilt.map { Onset($0.onset) }
            byGroup[heading.group, default: []].append(
                SystemPage.Signal(
                    reading: Reading(standing),
                    tolerance: Estimate(
                        value: tolerance, low: nil, high: nil, n: nil,
                        unit: Self.unit(standing)),
                    seen: EntityTag.mark(SystemsAPI.version(settings[standing.profile.name])),
                    chart: points.count < 2
                        ? nil
                        : BandChart(
                            signal: heading, points: points, baseline: standing.baseline, tolerance: tolerance,
                            changes: changes.map { $0.inside(onset) }, onset: onset,
                            noticed: standing.tilt.map { Timestamp(seconds: $0.noticed) }, from: from, to: now)))
        }
        return [SignalGroup.quality, .trust, .cost, .operations].map {
            SystemPage.Group(group: $0, signals: byGroup[$0] ?? [])
        }
    }

    /// In what a tolerance is entered and shown.
    static func unit(_ standing: SignalStanding) -> SignalUnit {
        let unit = SignalUnit(standing.profile)
        return unit.isRelative ? .relative : unit
    }

    /// As the pages draw it: in the signal's unit, relative for latency, tokens and money.
    static func tolerance(_ standing: SignalStanding) -> Double {
        switch standing.profile.tolerance {
        case .absolute(let value): value
        case .relative(let part):
            SignalUnit(standing.profile).isRelative ? part : part * abs(standing.baseline ?? standing.now?.value ?? 0)
        }
    }

    /// The most urgent first, then the usual order of names.
    private static func isBefore(_ left: SignalStanding, _ right: SignalStanding) -> Bool {
        let urgency = (SignalState(left).urgency, SignalState(right).urgency)
        if urgency.0 != urgency.1, max(urgency.0, urgency.1) >= 4 { return urgency.0 > urgency.1 }
        return left.profile.name < right.profile.name
    }

    private func baseline(_ report: SystemReport?) -> SystemPage.BaselinePanel {
        let pinned = (report?.signals ?? []).compactMap(\.monitor?.baseline)
        let kind: SystemPage.BaselinePanel.Kind =
            if pinned.contains(where: { $0.origin == .named }) {
                .named
            } else if pinned.contains(where: { $0.origin == .full }) {
                .full
            } else {
                pinned.isEmpty ? .none : .provisional
            }
        let missing = (report?.signals ?? []).compactMap { standing -> SystemPage.BaselinePanel.SignalMissing? in
            guard case .learning(let missing) = SignalState(standing) else { return nil }
            return .init(signal: SignalHeading(standing.profile), missing: missing)
        }
        return SystemPage.BaselinePanel(
            version: pinned.map(\.version).max() ?? 0, kind: kind,
            from: pinned.map(\.from).min().map { Timestamp(seconds: $0) },
            to: pinned.map(\.to).max().map { Timestamp(seconds: $0) },
            pinned: (report?.signals ?? []).compactMap(\.monitor?.since).max().map { Timestamp(seconds: $0) },
            missing: missing)
    }

    private func dimensions(
        _ slug: SystemSlug, _ report: SystemReport?, now: Timestamp
    ) async throws -> [SystemPage.Dimension] {
        guard let report else { return [] }
        let leading = [SignalProfile.Dimension.quality, .trust, .cost, .operations].compactMap {
            report.standing(of: $0)
        }
        let figures = try await rooms.reporter.slices(
            slug, signals: leading.map(\.profile.name) + [.success], days: Int64(BoardView.days), now: now)
        return report.dimensions.filter { !$0.hasTooManyValues }.compactMap { dimension in
            let values = figures.filter { $0.key.dimension == dimension.name }
            let total = values.values.reduce(0) { $0 + Int(clamping: $1[.success]?.n ?? 0) }
            // With one value it would only say again what holds for all calls.
            guard total > 0, values.count > 1 else { return nil }
            let rows = values.map { value, figures -> SystemPage.Dimension.Row in
                let calls = Int(clamping: figures[.success]?.n ?? 0)
                return .init(
                    slice: Slice([value]), calls: calls, share: Double(calls) / Double(total),
                    readings: leading.compactMap { reading($0, of: value, figures, report) })
            }
            return SystemPage.Dimension(
                key: dimension.name,
                rows: rows.sorted { left, right in
                    (Self.worst(left), right.calls, left.slice.text) < (Self.worst(right), left.calls, right.slice.text)
                })
        }
        .sorted { (Self.worst($0), $0.key) < (Self.worst($1), $1.key) }
    }

    /// How a slice stands: by its own monitor where it has one, else its figure alone.
    private func reading(
        _ overall: SignalStanding, of value: SliceValue, _ figures: [SignalName: Figure], _ report: SystemReport
    ) -> Reading? {
        if let own = report.slices.first(where: { $0.slice == value && $0.profile.name == overall.profile.name }) {
            return Reading(own)
        }
        guard let figure = figures[overall.profile.name] else { return nil }
        let heading = SignalHeading(overall.profile)
        return Reading(
            signal: heading, state: .noSignal(.notMeasurable("too few events for a monitor of its own")),
            now: Estimate(figure, unit: heading.unit), baseline: nil, change: nil, lean: nil, caption: nil, beside: nil)
    }

    private static func worst(_ row: SystemPage.Dimension.Row) -> Double {
        row.readings.compactMap { $0.lean?.value }.min() ?? 0
    }

    private static func worst(_ dimension: SystemPage.Dimension) -> Double {
        dimension.rows.map(worst).min() ?? 0
    }

    private func monitors(_ report: SystemReport?) -> [MonitorRow] {
        ((report?.signals ?? []) + (report?.slices ?? [])).enumerated().compactMap { number, standing in
            MonitorRow(standing, number: number + 1)
        }
    }
}

extension MonitorRow {
    /// The monitor of a standing; `nil` before a baseline.
    init?(_ standing: SignalStanding, number: Int) {
        guard let monitor = standing.monitor else { return nil }
        let worse: Worse =
            switch monitor.baseline.worse {
            case .higher: .up
            case .lower: .down
            case .either: .both
            }
        self.init(
            number: number, signal: SignalHeading(standing.profile), slice: standing.slice.map { Slice([$0]) },
            worse: worse,
            budgetPerMonth: monitor.baseline.monthlyBudget, smallestChange: nil, state: SignalState(standing),
            evidence: min(1, max(0, exp(monitor.detector.evidence.level))))
    }
}

extension SeriesPoint {
    /// A bucket as charts draw it, at its middle; `nil` without events.
    init?(_ point: Watch.SeriesPoint) {
        guard let figure = point.figure else { return nil }
        self.init(
            time: point.start.advanced(bySeconds: Int64(point.seconds / 2)), value: figure.value,
            low: figure.low.isFinite ? figure.low : nil, high: figure.high.isFinite ? figure.high : nil,
            n: Int(clamping: figure.n))
    }
}
