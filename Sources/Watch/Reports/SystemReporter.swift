import Sketches
import Statistics
public import Storage
public import Telemetry

/// Answers what pages, API and commands ask about systems, from rollups and judgements alone: the cost does not depend on
/// traffic.
public struct SystemReporter: Sendable {
    private let rollups: any RollupStore
    private let control: ControlStore
    private let judge: Judge
    private let fold: RollupFold

    /// Days of the trailing window against which levels are drawn.
    public static let windowDays: Int64 = 7

    /// A reporter over the rooms that know.
    public init(rollups: any RollupStore, control: ControlStore, judge: Judge, fold: RollupFold) {
        self.rollups = rollups
        self.control = control
        self.judge = judge
        self.fold = fold
    }

    /// How a system stands; `nil` when nothing of it was folded yet.
    public func report(_ system: SystemSlug, now: Timestamp) async throws -> SystemReport? {
        guard let folded = try await fold.known()[system] else { return nil }
        let state = try await judge.state(of: system)
        let present = now
        let now = try await asOf(system, now: now)
        let isHistory = now < present
        let end = now.seconds
        let isNamed = state?.monitors.contains { $0.baseline.origin == .named } ?? false
        var from = end - Self.windowDays * 86_400
        if isHistory, let first = Self.onePeriod(state) { from = min(from, first) }
        let window = try await current(system, from: from, to: end, slices: true, isNamed: isNamed)
        let settings = try await control.signalSettings(system: system)
        var signals: [SignalStanding] = []
        for (name, quantity) in zip(folded.signals, folded.quantities) {
            signals.append(
                try await standing(
                    name, quantity, slice: nil, state: state, cell: window.overall[name], settings: settings, now: now,
                    isHistory: isHistory))
        }
        var slices: [SignalStanding] = []
        for monitor in state?.monitors ?? [] {
            guard let slice = monitor.baseline.slice, let quantity = state?.learning[monitor.baseline.signal]?.quantity
            else {
                continue
            }
            slices.append(
                try await standing(
                    monitor.baseline.signal, quantity, slice: slice, state: state,
                    cell: window.slices[slice, monitor.baseline.signal], settings: settings, now: now,
                    isHistory: isHistory))
        }
        return SystemReport(
            system: system, asOf: now, calls: window.overall[.success]?.count ?? 0,
            lastCall: state?.lastCall.map { Timestamp(seconds: $0) }, signals: signals, slices: slices,
            dimensions: folded.dimensions.map {
                SystemReport.Dimension(name: $0.name, values: $0.values, hasTooManyValues: $0.hasTooManyValues)
            },
            monthlyAlarms: try await MonthlyAlarms.of(system, in: control),
            judgedTo: state?.judgedTo.map { Timestamp(seconds: $0) })
    }

    /// The present; of a system without any row in the trailing window the end of its last hour.
    private func asOf(_ system: SystemSlug, now: Timestamp) async throws -> Timestamp {
        guard let rows = try await rollups.extent(system: system, kind: .chart, resolution: 3_600) else { return now }
        let end = Timestamp(seconds: rows.upperBound + 3_600)
        return now.seconds(since: end) > Double(Self.windowDays * 86_400) ? end : now
    }

    private func standing(
        _ name: SignalName, _ quantity: Measure.Quantity, slice: SliceValue?, state: SystemWatch?, cell: Cell?,
        settings: [SignalSetting], now: Timestamp, isHistory: Bool
    ) async throws -> SignalStanding {
        let setting = settings.first { $0.signal == name }
        let monitor = state?.monitor(name, slice: slice)
        let range: ClosedRange<Double>? =
            if case .scaled(let low, let high) = monitor?.baseline.estimator { low...high } else { setting?.range }
        let profile = SignalProfile(
            name, quantity, worse: monitor?.baseline.worse ?? setting?.better.map { $0 == .high ? .lower : .higher },
            tolerance: setting?.tolerance.map { SignalProfile.tolerance($0, of: setting!) }, range: range)
        let phi = monitor?.baseline.arms.map(\.baseline.overdispersion).max() ?? 1
        var cell = cell
        if let tilt = monitor?.tilt, let system = state?.system {
            let since = try await current(
                system, from: tilt.onset.estimate, to: now.seconds, slices: slice != nil,
                isNamed: monitor?.baseline.origin == .named, only: name)
            cell = slice.map { since.slices[$0, name] } ?? since.overall[name]
        }
        return SignalStanding(
            profile: profile, slice: slice,
            state: Self.state(name, monitor: monitor, system: state, now: now, isHistory: isHistory),
            now: Figure(cell, estimator: monitor?.baseline.estimator, overdispersion: phi),
            p95: cell.flatMap { $0.quantity == .share || $0.count == 0 ? nil : $0.quantile(0.95) },
            baseline: monitor?.baseline.mean,
            baselineP95: monitor.flatMap { $0.baseline.percentiles.count > 1 ? $0.baseline.percentiles[1] : nil },
            monitor: monitor, tilt: monitor?.tilt)
    }

    private static func state(
        _ name: SignalName, monitor: Monitor?, system: SystemWatch?, now: Timestamp, isHistory: Bool
    ) -> SignalStanding.State {
        guard let monitor else { return .learning(missing(name, system, now: now, isHistory: isHistory)) }
        if monitor.tilt != nil { return .tilting }
        if let silence = system?.silence { return .stopped(since: Timestamp(seconds: silence)) }
        switch monitor.verdict {
        case .blind: return .blind
        case .watch: return .watch
        case .tilting, .level:
            if monitor.baseline.isBlind { return .blind }
            return monitor.baseline.origin == .provisional ? .provisional : .level
        }
    }

    private static func missing(
        _ name: SignalName, _ system: SystemWatch?, now: Timestamp, isHistory: Bool
    ) -> SignalStanding.Missing {
        let needed = SystemJudge.events
        let days = SystemJudge.provisionalDays
        guard let learning = system?.learning[name] else {
            return .init(events: 0, eventsNeeded: needed, days: 0, daysNeeded: days, ready: nil)
        }
        let firstWhole = (learning.first + 86_399).flooredQuotient(by: 86_400) * 86_400
        let seen = max(0, Int((now.seconds - firstWhole) / 86_400))
        let elapsed = Double(max(3_600, now.seconds - learning.first))
        let rate = Double(learning.events) / elapsed
        var ready: Timestamp?
        // Of a history that has ended nothing more comes.
        if rate > 0, !isHistory {
            let forEvents =
                learning.events >= needed ? now.seconds : now.seconds + Int64(Double(needed - learning.events) / rate)
            let forDays = firstWhole + Int64(days) * 86_400
            // Baselines are pinned at midnight.
            ready = Timestamp(seconds: (max(forEvents, forDays) + 86_399).flooredQuotient(by: 86_400) * 86_400)
        }
        return .init(
            events: learning.events, eventsNeeded: needed, days: min(seen, days), daysNeeded: days, ready: ready)
    }

    /// The first second of a period that was judged as one block, against a named baseline that overlaps it in time.
    private static func onePeriod(_ state: SystemWatch?) -> Int64? {
        guard let first = state?.firstBlock else { return nil }
        let overlaps = state?.monitors.contains { $0.baseline.origin == .named && $0.baseline.to > first } ?? false
        return overlaps ? first : nil
    }

    /// What is going on in a stretch of time. Beside a named baseline, whose rows stand in the charts too, that is what was
    /// judged.
    private func current(
        _ system: SystemSlug, from: Int64, to: Int64, slices: Bool, isNamed: Bool, only signal: SignalName? = nil
    ) async throws -> BlockTables {
        isNamed
            ? try await verdictTables(system, from: from, to: to, only: signal)
            : try await window(system, from: from, to: to, slices: slices, only: signal)
    }

    /// The cells of a stretch of time: whole days from day rows, the ends from hours (all calls only).
    ///
    /// - Parameter signal: the one signal whose cells are read; `nil` for all.
    private func window(
        _ system: SystemSlug, from: Int64, to: Int64, slices: Bool, only signal: SignalName? = nil
    ) async throws -> BlockTables {
        var tables = BlockTables()
        let firstHour = from.flooredQuotient(by: 3_600) * 3_600
        let wholeDay = (from + 86_399).flooredQuotient(by: 86_400) * 86_400
        let lastDay = max(wholeDay, to.flooredQuotient(by: 86_400) * 86_400)
        for (resolution, starts) in [
            (3_600, firstHour..<max(firstHour, min(wholeDay, to))), (86_400, wholeDay..<lastDay),
            (3_600, lastDay..<max(lastDay, to)),
        ] where !starts.isEmpty {
            for row in try await rollups.rows(
                system: system, kind: .chart, resolution: resolution, starts: starts,
                dimensions: [RollupPart.overall.rawValue])
            {
                tables.overall.merge(try CellTable(bytes: row.cells, only: signal))
            }
        }
        guard slices else { return tables }
        let firstDay = from.flooredQuotient(by: 86_400) * 86_400
        for row in try await rollups.rows(
            system: system, kind: .chart, resolution: 86_400, starts: firstDay..<max(firstDay + 1, to),
            dimensions: [RollupPart.slices.rawValue])
        {
            tables.slices.merge(try CellTable(bytes: row.cells, only: signal))
        }
        return tables
    }

    /// Which widths a chart can have.
    public enum Resolution: Int, Sendable, CaseIterable {
        /// Live traffic of the last days, all calls only.
        case minute = 60
        /// All calls only.
        case hour = 3_600
        /// All calls and slices.
        case day = 86_400
    }

    /// The buckets of a signal, oldest first; those without events are left out.
    /// - Parameter slice: needs ``Resolution/day``; other widths answer with nothing.
    public func series(
        _ system: SystemSlug, _ signals: [SignalName], slice: SliceValue? = nil, range: Range<Timestamp>,
        resolution: Resolution
    ) async throws -> [SignalName: [SeriesPoint]] {
        let part: RollupPart = slice == nil ? .overall : .slices
        guard slice == nil || resolution == .day else { return [:] }
        let state = try await judge.state(of: system)
        let width = Int64(resolution.rawValue)
        let first = range.lowerBound.seconds.flooredQuotient(by: width) * width
        let last = max(first + 1, range.upperBound.seconds)
        var points: [SignalName: [SeriesPoint]] = [:]
        for row in try await rollups.rows(
            system: system, kind: .chart, resolution: resolution.rawValue, starts: first..<last,
            dimensions: [part.rawValue])
        {
            let table = try CellTable(bytes: row.cells)
            for signal in signals {
                guard let cell = slice.map({ table[$0, signal] }) ?? table[signal], cell.standingCount > 0 else {
                    continue
                }
                let baseline = state?.monitor(signal, slice: slice)?.baseline
                points[signal, default: []].append(
                    SeriesPoint(
                        start: Timestamp(seconds: row.key.start), seconds: resolution.rawValue,
                        figure: Figure(
                            cell, estimator: baseline?.estimator,
                            overdispersion: baseline?.arms.first?.baseline.overdispersion ?? 1),
                        p95: cell.quantity == .share ? nil : cell.quantile(0.95)))
            }
        }
        return points
    }

    /// Slices of a system over the trailing days: their cells' figures per signal.
    public func slices(
        _ system: SystemSlug, signals: [SignalName], days: Int64, now: Timestamp
    ) async throws -> [SliceValue: [SignalName: Figure]] {
        let state = try await judge.state(of: system)
        let end = try await asOf(system, now: now).seconds
        let tables = try await window(system, from: end - days * 86_400, to: end, slices: true)
        var result: [SliceValue: [SignalName: Figure]] = [:]
        for row in tables.slices.rows {
            var figures: [SignalName: Figure] = [:]
            for signal in signals {
                figures[signal] = Figure(row[signal], estimator: state?.monitor(signal)?.baseline.estimator)
            }
            result[row.value] = figures
        }
        return result
    }

    /// Where a tilt hurts: for every dimension how the change spreads over its values, the most concentrated dimension
    /// first. Reads the reference and everything since the onset, to `end`.
    public func whereItHurts(_ tilt: TiltRecord, end: Timestamp) async throws -> [DimensionHurt] {
        let report = try tilt.tilt.report()
        let system = tilt.tilt.system
        guard let pinned = try await baseline(of: tilt) else { return [] }
        let before: BlockTables
        if pinned.origin == .named {
            before = try await VerdictHistory(rollups, system: system).reference() ?? BlockTables()
        } else {
            before = try await verdictTables(
                system, from: pinned.from, to: min(pinned.to, report.onset.earliest),
                only: report.signal)
        }
        let since = try await verdictTables(
            system, from: report.onset.estimate, to: max(end.seconds, report.noticed), only: report.signal)
        return Self.spread(report.signal, before: before.slices, since: since.slices, estimator: pinned.estimator)
    }

    static func spread(
        _ signal: SignalName, before: CellTable, since: CellTable, estimator: Estimator
    ) -> [DimensionHurt] {
        var result: [DimensionHurt] = []
        for dimension in Set(since.rows.map(\.value.dimension)).sorted() {
            var found: [(value: SliceValue, before: Figure, since: Figure)] = []
            var total = 0.0
            for row in since.rows where row.value.dimension == dimension {
                total += Double(row[signal]?.standingCount ?? 0)
                guard let now = Figure(row[signal], estimator: estimator),
                    let then = Figure(before[row.value, signal], estimator: estimator)
                else { continue }
                found.append((row.value, then, now))
            }
            guard found.count > 1, total > 0 else { continue }
            let parts = found.map { ($0.since.value - $0.before.value) * Double($0.since.n) }
            let sum = parts.reduce(0, +)
            guard sum != 0 else { continue }
            let slices = zip(found, parts).map { entry, part in
                SliceHurt(
                    value: entry.value, shareOfCalls: Double(entry.since.n) / total, before: entry.before,
                    since: entry.since, shareOfChange: part / sum,
                    isCertain: entry.since.high < entry.before.low || entry.since.low > entry.before.high)
            }
            result.append(
                DimensionHurt(
                    dimension: dimension,
                    slices: slices.sorted { ($1.shareOfChange, $0.value) < ($0.shareOfChange, $1.value) },
                    concentration: slices.map { $0.shareOfChange - $0.shareOfCalls }.max() ?? 0))
        }
        return result.sorted { ($1.concentration, $0.dimension) < ($0.concentration, $1.dimension) }
    }

    /// The traffic mix of a dimension per day: the share of each value, for the lane of an incident.
    public func mix(
        _ system: SystemSlug, dimension: String, range: Range<Timestamp>
    ) async throws -> [(day: Timestamp, shares: [String: Double])] {
        let first = range.lowerBound.startOfDay.seconds
        return try await rollups.rows(
            system: system, kind: .chart, resolution: 86_400, starts: first..<max(first + 1, range.upperBound.seconds),
            dimensions: [RollupPart.slices.rawValue]
        ).map { row in
            let counts = try CellTable(bytes: row.cells).counts(of: .success, along: dimension)
            let total = counts.reduce(0) { $0 + $1.count }
            return (
                Timestamp(seconds: row.key.start),
                Dictionary(counts.map { ($0.value, total > 0 ? $0.count / total : 0) }, uniquingKeysWith: +)
            )
        }
    }

    /// The baseline that a tilt was raised against; `nil` for plain rules.
    public func baseline(of tilt: TiltRecord) async throws -> PinnedBaseline? {
        guard let id = try tilt.tilt.report().monitorID else { return nil }
        for record in try await control.baselines(
            system: tilt.tilt.system, signal: tilt.tilt.signal, retired: true)
        where record.id.text.hasSuffix("/" + id) {
            return try PinnedBaseline(bytes: record.blob)
        }
        return nil
    }

    private func verdictTables(
        _ system: SystemSlug, from: Int64, to: Int64, only signal: SignalName? = nil
    ) async throws -> BlockTables {
        guard from < to else { return BlockTables() }
        let blocks = try await VerdictHistory(rollups, system: system, only: signal).blocks(
            from..<to, blockSeconds: 3_600)
        return blocks.reduce(into: BlockTables()) { $0.merge($1.tables) }
    }

    /// The names of the systems that have rows.
    public func systems() async throws -> [SystemSlug] {
        try await fold.known().keys.sorted()
    }
}
