import Sketches
import Statistics
import Telemetry

/// Judges the closed blocks of one system in order of time: pins baselines, steps detectors, raises and ends tilts.
///
/// A function of the blocks and of recorded decisions: replaying the same rows gives the same states and tilts.
package struct SystemJudge {
    /// Reads closed blocks; what was judged earlier is read again for baselines and onsets.
    package protocol History {
        func blocks(_ starts: Range<Int64>, blockSeconds: Int64) async throws -> [VerdictBlock]
        /// The record of a named baseline; `nil` without one.
        func reference() async throws -> BlockTables?
        /// What starts earlier is hardly asked for any more.
        func release(before start: Int64)
    }

    package private(set) var state: SystemWatch
    package private(set) var findings = SystemFindings()
    /// Where imported history ends: what comes after is no silence. `nil` while traffic is live.
    package var historyEnd: Int64?
    private let settings: Settings
    private let history: any History
    /// Of open tilts, by their keys.
    private var trails: [String: TiltTrail] = [:]
    private var versionCounts = VersionCounts()

    static let day: Int64 = 86_400
    /// Blocks further back than so many seconds are not looked at for onset and size.
    static let longestTilt: Int64 = 400 * day
    /// Whole days and events before a provisional, and a full baseline.
    static let provisionalDays = 3
    static let fullDays = 14
    static let patientDays = 28
    /// Blocks are kept at hand for so long: longer than baselines and the search for new versions look back.
    static let rememberedDays: Int64 = 35
    static let events: UInt64 = 500
    static let patientEvents: UInt64 = 100
    /// A slice without events for so long is no longer watched.
    static let silentSliceDays: Int64 = 14
    /// A new model, prompt or service version is judged from so many events on.
    static let eventsForNewVersion: UInt64 = 200

    package init(_ state: SystemWatch, settings: Settings, history: any History) {
        self.state = state
        self.settings = settings
        self.history = history
    }

    private var budget: Budget { Budget(monthlyAlarms: settings.monthlyAlarms) }

    /// Judges everything that is closed.
    /// - Parameters:
    ///   - watermark: no settled row with an earlier verdict time can still come; seconds since 1970.
    ///   - first: start of the system's first verdict row; `nil` without any.
    package mutating func judge(through watermark: Int64, firstRow first: Int64?) async throws {
        if let reference = try await history.reference() {
            pinNamed(reference, firstRow: first)
            if let first, state.judgedTo == nil, let end = reference.overall[SystemFold.referenceSeconds]?.maximum,
                end >= first
            {
                return try await judgeAsOnePeriod(through: watermark, from: first)
            }
        }
        guard let first else { return }
        if state.firstBlock == nil { state.firstBlock = first }
        guard try await decideBlockSeconds(watermark) else { return }
        guard let seconds = state.blockSeconds else { return }
        let limit = watermark.flooredQuotient(by: seconds) * seconds
        var from = state.judgedTo ?? first.flooredQuotient(by: Self.day) * Self.day
        while from < limit {
            // A few days at a time: memory stays bounded whatever the length of an import.
            let to = min(limit, from + 8 * Self.day)
            let blocks = try await history.blocks(from..<to, blockSeconds: seconds)
            try await judge(blocks, from: from, to: to)
            from = to
            state.judgedTo = to
            history.release(before: to - Self.rememberedDays * Self.day)
        }
    }

    /// Ten minutes for a system with at least 1,440 calls on its first whole day, else an hour.
    private mutating func decideBlockSeconds(_ watermark: Int64) async throws -> Bool {
        if state.blockSeconds != nil { return true }
        guard let first = state.firstBlock else { return false }
        let wholeDay = (first + Self.day - 1).flooredQuotient(by: Self.day) * Self.day
        guard watermark >= wholeDay + Self.day else { return false }
        let blocks = try await history.blocks(wholeDay..<wholeDay + Self.day, blockSeconds: 600)
        let calls = blocks.reduce(0) { $0 + ($1.tables.overall[.success]?.count ?? 0) }
        // Rows that were folded by the hour cannot be cut into ten minutes any more.
        let isFine = blocks.allSatisfy { $0.seconds == 600 }
        state.blockSeconds = calls >= SystemFold.busyDayCalls && isFine ? 600 : 3_600
        return true
    }

    private mutating func judge(_ blocks: [VerdictBlock], from: Int64, to: Int64) async throws {
        var midnight = (from.flooredQuotient(by: Self.day) + 1) * Self.day
        for block in blocks {
            while midnight <= block.start {
                try await endOfDay(midnight)
                midnight = nextMidnight(after: midnight, before: block.start)
            }
            try await judge(block)
        }
        while midnight <= to {
            try await endOfDay(midnight)
            midnight = nextMidnight(after: midnight, before: to)
        }
    }

    /// After a month without a block nothing can change until the next one.
    private func nextMidnight(after midnight: Int64, before next: Int64) -> Int64 {
        let following = midnight + Self.day
        guard let last = state.lastCall, following > last + 35 * Self.day, next - following > 2 * Self.day else {
            return following
        }
        return next.flooredQuotient(by: Self.day) * Self.day
    }

    // MARK: One block

    private mutating func judge(_ block: VerdictBlock) async throws {
        findings.blocks += 1
        learn(block)
        watchErrors(block)
        let calls = block.tables.overall[.success]?.count ?? 0
        if calls > 0 {
            endSilence(at: block.start)
            state.lastCall = block.end
        }
        let limit = state.noSignalLimit ?? 3_600
        for index in state.monitors.indices {
            guard state.monitors[index].step(block, noSignalLimit: limit) == .tilting else { continue }
            try await alarm(index, at: block.end)
        }
    }

    private mutating func learn(_ block: VerdictBlock) {
        guard let row = block.tables.overall[CellTable.overall] else { return }
        for entry in row.entries where entry.cell.count > 0 {
            let (name, cell) = (entry.signal, entry.cell)
            guard !SystemFold.auxiliary.contains(name) else { continue }
            if state.learning[name] != nil {
                state.learning[name]!.events += cell.count
            } else {
                state.learning[name] = .init(
                    quantity: cell.quantity, first: block.start, events: cell.count, versions: 0)
            }
        }
    }

    // MARK: Alarms

    private mutating func alarm(_ index: Int, at end: Int64) async throws {
        let monitor = state.monitors[index]
        if let open = monitor.tilt {
            let size = try await trail(of: monitor, open, to: end).size
            guard let size, size.band.lower > open.reportedMean else { return }
            state.monitors[index].steepen(to: size.mean)
            findings.events.append(.steeper(report(state.monitors[index], size)))
            return
        }
        let arm = monitor.detector.strongestArm
        // Before a new version came there is nothing that could have begun.
        let seen = try await monitorBlocks(monitor, to: end).map { ($0, monitor.baseline.dated($0, arm: arm)) }
            .filter { !$0.1.block.isEmpty }
        let (blocks, dated) = (seen.map(\.0), seen.map(\.1))
        let pinned = monitor.baseline.arms[arm].baseline
        let onset = OnsetEstimate(dated, baseline: pinned)
        let seconds = state.blockSeconds ?? 3_600
        let fallback = end - seconds
        let estimate = onset.map { blocks[$0.index].start } ?? fallback
        let size = ChangeSize(dated.suffix(from: onset?.index ?? max(0, dated.count - 1)), baseline: pinned)
        let open = OpenTilt(
            key: "\(state.generation)/\(monitor.baseline.monitorID)@\(end)", noticed: end,
            onset: .init(
                earliest: onset.map { blocks[$0.earliestIndex].start } ?? fallback, estimate: estimate,
                latest: onset.map { blocks[$0.latestIndex].start } ?? fallback, isRamp: onset?.shape == .ramp),
            reportedMean: size?.mean ?? 0, arm: arm)
        state.monitors[index].open(open)
        findings.events.append(.raised(report(state.monitors[index], size)))
    }

    /// The blocks of a monitor for its onset: the last of the reference, and everything since, until `to`.
    private func monitorBlocks(_ monitor: Monitor, to: Int64) async throws -> [VerdictBlock] {
        let tail = max(monitor.baseline.from, monitor.since - 14 * Self.day)
        let from = min(tail, to - Self.day)
        return try await history.blocks(
            max(from, to - Self.longestTilt)..<to, blockSeconds: state.blockSeconds ?? 3_600)
    }

    /// The blocks of an open tilt from its onset to `end`.
    private mutating func trail(of monitor: Monitor, _ open: OpenTilt, to end: Int64) async throws -> TiltTrail {
        let since = max(open.onset.estimate, end - Self.longestTilt)
        var trail = trails.removeValue(forKey: open.key) ?? TiltTrail(monitor.baseline, arm: open.arm, since: since)
        if trail.end < end {
            let added = try await history.blocks(trail.end..<end, blockSeconds: state.blockSeconds ?? 3_600)
            trail.append(added, until: end)
        }
        trails[open.key] = trail
        return trail
    }

    private func report(_ monitor: Monitor, _ size: ChangeSize?) -> TiltReport {
        guard let open = monitor.tilt else { preconditionFailure("only tilts are reported") }
        let pinned = monitor.baseline
        let arm = pinned.arms[open.arm]
        func own(_ mean: Double) -> Double { pinned.estimator.ownUnit(mean, flipped: arm.flipped) }
        let mean = size?.mean ?? arm.baseline.mean
        let ends = [own(size?.band.lower ?? mean), own(size?.band.upper ?? mean)]
        let evidence = monitor.detector.evidence
        var percentile: Double?
        if case .percentiles(let thresholds) = pinned.estimator { percentile = thresholds.fractions[arm.part] }
        return TiltReport(
            key: open.key, cause: .evidence, signal: pinned.signal, slice: pinned.slice, monitorID: pinned.monitorID,
            rose: !arm.flipped, percentile: percentile, noticed: open.noticed, onset: open.onset,
            isBetweenPeriods: open.onset.isBetweenPeriods, before: own(arm.baseline.mean), since: own(mean),
            sinceLow: ends.min() ?? own(mean), sinceHigh: ends.max() ?? own(mean), events: size?.events ?? 0,
            logEvidence: evidence.logEvidence.isFinite ? evidence.logEvidence : nil,
            creditedMonths: evidence.creditedMonths, monthlyBudget: evidence.monthlyBudget, steeper: open.steeper)
    }

    // MARK: Midnight

    private mutating func endOfDay(_ midnight: Int64) async throws {
        guard let first = state.firstBlock, midnight > first else { return }
        try await recover(midnight)
        try await pinDue(midnight)
        try await watchNewVersions(midnight)
        retireSilentSlices(midnight)
        watchSilence(midnight)
    }

    private mutating func recover(_ midnight: Int64) async throws {
        for index in state.monitors.indices {
            let monitor = state.monitors[index]
            guard let open = monitor.tilt else { continue }
            let trail = try await trail(of: monitor, open, to: midnight)
            if let hour = trail.recovery(noticed: open.noticed, at: midnight) {
                state.monitors[index].endTilt()
                trails[open.key] = nil
                findings.events.append(.recovered(key: open.key, since: Int64(hour) * 3_600, at: midnight))
            } else {
                findings.events.append(.updated(report(monitor, trail.size)))
            }
        }
    }

    // MARK: Baselines

    private mutating func pinDue(_ midnight: Int64) async throws {
        var requests: [Pinning.Request] = []
        for (name, learning) in state.learning.sorted(by: { $0.key < $1.key }) {
            let existing = state.monitor(name)
            if existing?.baseline.origin == .full || existing?.baseline.origin == .named { continue }
            guard let origin = dueOrigin(learning, existing: existing, midnight: midnight) else { continue }
            let running = state.monitors.filter { $0.baseline.signal == name }
            requests.append(
                .init(
                    profile: settings.profile(name, learning.quantity), origin: origin,
                    running: Dictionary(
                        uniqueKeysWithValues: running.map { ($0.baseline.slice, $0.baseline.monthlyBudget) }),
                    isHalf: origin == .provisional || existing != nil, version: learning.versions + 1))
        }
        guard !requests.isEmpty, let first = state.firstBlock, let seconds = state.blockSeconds else { return }
        // Signals of one age share a window; each window is read once.
        for (start, group) in Dictionary(grouping: requests, by: { windowStart($0.profile.name, first) })
            .sorted(by: { $0.key < $1.key })
        {
            let all = try await history.blocks(max(start, midnight - 90 * Self.day)..<midnight, blockSeconds: seconds)
            let blocks = all.filter { block in
                !settings.excluded.contains { $0.overlaps(block.start..<block.end) } && !isInTilt(block, group)
            }
            let ready = group.filter { isSpread($0.profile.name, over: blocks) }
            guard !ready.isEmpty else { continue }
            let pinning = Pinning(blocks: blocks, budget: budget, running: state.running(settings.profile))
            install(pinning.pin(ready), at: midnight, reason: "learnt")
            if state.noSignalLimit == nil || ready.contains(where: { $0.origin == .full }) {
                state.noSignalLimit = noSignalLimit(blocks, seconds: seconds)
            }
        }
    }

    /// An hour of traffic is no baseline, however many days ago it was: the signal must have come on some days.
    private func isSpread(_ name: SignalName, over blocks: [VerdictBlock]) -> Bool {
        let days = blocks.lazy.filter { $0.tables.overall[name]?.count ?? 0 > 0 }.map {
            $0.start.flooredQuotient(by: Self.day)
        }
        return Set(days).count >= Self.provisionalDays
    }

    private func windowStart(_ name: SignalName, _ first: Int64) -> Int64 {
        let start = state.learning[name]?.first ?? first
        return start.flooredQuotient(by: Self.day) * Self.day
    }

    private func isInTilt(_ block: VerdictBlock, _ requests: [Pinning.Request]) -> Bool {
        let names = Set(requests.map(\.profile.name))
        return state.monitors.contains { monitor in
            guard names.contains(monitor.baseline.signal), let open = monitor.tilt else { return false }
            return block.end > open.onset.estimate
        }
    }

    private func dueOrigin(
        _ learning: SystemWatch.Learning, existing: Monitor?, midnight: Int64
    ) -> PinnedBaseline.Origin? {
        let firstWhole = (learning.first + Self.day - 1).flooredQuotient(by: Self.day) * Self.day
        let days = Int((midnight - firstWhole) / Self.day)
        let isFull =
            days >= Self.patientDays
            ? learning.events >= Self.patientEvents : days >= Self.fullDays && learning.events >= Self.events
        if isFull {
            // A provisional baseline is completed once its signal's last open tilt has ended.
            let tilting = state.monitors.contains {
                existing.map { $0.baseline.signal } == $0.baseline.signal && $0.tilt != nil
            }
            return tilting ? nil : .full
        }
        guard existing == nil, days >= Self.provisionalDays, learning.events >= Self.events else { return nil }
        return .provisional
    }

    private mutating func install(_ baselines: [PinnedBaseline], at second: Int64, reason: String) {
        for baseline in baselines {
            if let index = state.monitors.firstIndex(where: {
                $0.baseline.signal == baseline.signal && $0.baseline.slice == baseline.slice
            }) {
                findings.retired.append((state.monitors[index].baseline.monitorID, second))
                state.monitors[index] = Monitor(baseline, since: second)
            } else {
                state.monitors.append(Monitor(baseline, since: second))
            }
            let versions = state.learning[baseline.signal]?.versions ?? 0
            state.learning[baseline.signal]?.versions = max(baseline.version, versions)
            findings.pinned.append((baseline, second, reason))
        }
        // Slices that the new version does not watch any more.
        for signal in Set(baselines.map(\.signal)) {
            let version = baselines.filter { $0.signal == signal }.map(\.version).max() ?? 0
            let ended = state.monitors.filter { $0.baseline.signal == signal && $0.baseline.version < version }
            for monitor in ended { findings.retired.append((monitor.baseline.monitorID, second)) }
            state.monitors.removeAll { $0.baseline.signal == signal && $0.baseline.version < version }
        }
    }

    /// max(1 h, 10 x the median gap, 1.5 x the longest gap of the baseline), gaps taken between blocks with calls.
    private func noSignalLimit(_ blocks: [VerdictBlock], seconds: Int64) -> Int64 {
        let busy = blocks.filter { $0.tables.overall[.success]?.count ?? 0 > 0 }
        let calls = busy.reduce(0) { $0 + ($1.tables.overall[.success]?.count ?? 0) }
        guard let first = busy.first, let last = busy.last, calls > 1 else { return 3_600 }
        let median = Double(last.end - first.start) / Double(calls)
        // The first and last call of two busy blocks are at most their distance and two blocks apart.
        let longest = zip(busy, busy.dropFirst()).map { $1.end - $0.start }.max() ?? seconds
        return Int64(BudgetClock.noSignalLimit(medianGap: median, longestBaselineGap: Double(longest)))
    }

    // MARK: Named baselines

    private mutating func pinNamed(_ reference: BlockTables, firstRow first: Int64?) {
        guard let row = reference.overall[CellTable.overall] else { return }
        var requests: [Pinning.Request] = []
        for entry in row.entries where entry.cell.count > 0 && !SystemFold.auxiliary.contains(entry.signal) {
            let (name, cell) = (entry.signal, entry.cell)
            if state.monitor(name)?.baseline.origin == .named { continue }
            let versions = state.learning[name]?.versions ?? 0
            if state.learning[name] == nil {
                state.learning[name] = .init(quantity: cell.quantity, first: 0, events: 0, versions: 0)
            }
            requests.append(
                .init(
                    profile: settings.profile(name, cell.quantity), origin: .named, running: [:], isHalf: false,
                    version: versions + 1))
        }
        guard !requests.isEmpty else { return }
        let times = reference.overall[SystemFold.referenceSeconds]
        let start = times?.minimum ?? 0
        let block = VerdictBlock(
            start: start, seconds: max(1, (times?.maximum ?? start) + 1 - start), tables: reference)
        let pinning = Pinning(blocks: [block], budget: budget, running: state.running(settings.profile))
        install(pinning.pin(requests), at: state.judgedTo ?? state.firstBlock ?? first ?? start, reason: "named")
    }

    /// A named baseline whose period overlaps the current one: that is judged as one block with a credit of one month, and
    /// the onset lies between the two periods.
    private mutating func judgeAsOnePeriod(through watermark: Int64, from first: Int64) async throws {
        state.firstBlock = first
        state.blockSeconds = 3_600
        let blocks = try await history.blocks(first..<watermark, blockSeconds: 3_600)
        guard let begin = blocks.first?.start, let end = blocks.last?.end else { return }
        let whole = VerdictBlock(
            start: begin, seconds: end - begin, tables: blocks.reduce(into: BlockTables()) { $0.merge($1.tables) })
        findings.blocks += 1
        learn(whole)
        state.lastCall = end
        state.judgedTo = end
        for index in state.monitors.indices {
            guard state.monitors[index].step(whole, noSignalLimit: 3_600, months: 1) == .tilting else { continue }
            let monitor = state.monitors[index]
            let arm = monitor.detector.strongestArm
            let dated = [monitor.baseline.dated(whole, arm: arm)]
            let size = ChangeSize(dated, baseline: monitor.baseline.arms[arm].baseline)
            let open = OpenTilt(
                key: "\(state.generation)/\(monitor.baseline.monitorID)@\(end)", noticed: end,
                onset: .init(
                    earliest: begin, estimate: begin, latest: begin, isRamp: false, isBetweenPeriods: true),
                reportedMean: size?.mean ?? 0, arm: arm)
            state.monitors[index].open(open)
            findings.events.append(.raised(report(state.monitors[index], size)))
        }
    }

    // MARK: Slices that come and go

    /// A new model, prompt or service version is watched from 200 events on, against its parent's baseline.
    private mutating func watchNewVersions(_ midnight: Int64) async throws {
        guard let seconds = state.blockSeconds,
            state.monitors.contains(where: { $0.baseline.slice == nil && $0.baseline.origin == .full })
        else { return }
        var counts: [SliceValue: [SignalName: UInt64]] = [:]
        for day in stride(from: midnight - 14 * Self.day, to: midnight, by: Int(Self.day)) {
            if versionCounts[day] == nil {
                versionCounts.count(
                    try await history.blocks(day..<day + Self.day, blockSeconds: seconds), on: day)
            }
            for (value, row) in versionCounts[day] ?? [:] {
                counts[value, default: [:]].merge(row, uniquingKeysWith: +)
            }
        }
        versionCounts.forget(before: midnight - 13 * Self.day)
        for (value, signals) in counts.sorted(by: { $0.key < $1.key }) {
            for (name, count) in signals.sorted(by: { $0.key < $1.key }) where count >= Self.eventsForNewVersion {
                guard state.monitor(name, slice: value) == nil, let parent = state.monitor(name)?.baseline,
                    parent.origin == .full, !parent.knows(value),
                    state.monitors.count(where: { $0.baseline.signal == name && $0.baseline.slice != nil })
                        < Pinning.slicesPerSignal,
                    let quantity = state.learning[name]?.quantity
                else { continue }
                let group = settings.profile(name, quantity).budgetGroup
                let left = budget.handOut(
                    to: [1], in: group, running: state.running(settings.profile)[group, default: 0])
                guard let share = left.first, share > 0 else { continue }
                install([parent.borrowed(for: value, monthlyBudget: share / 2)], at: midnight, reason: "new version")
            }
        }
    }

    private mutating func retireSilentSlices(_ midnight: Int64) {
        let ended = state.monitors.filter { monitor in
            monitor.baseline.slice != nil && monitor.tilt == nil
                && midnight - (monitor.lastEnd ?? monitor.since) >= Self.silentSliceDays * Self.day
        }
        for monitor in ended { findings.retired.append((monitor.baseline.monitorID, midnight)) }
        let names = Set(ended.map(\.baseline.monitorID))
        state.monitors.removeAll { names.contains($0.baseline.monitorID) }
    }

    // MARK: Plain rules, off the budget

    private static let burstMinutes: Int64 = 5
    private static let burstCalls: UInt64 = 20

    /// More than half of at least 20 calls failed over five minutes.
    private mutating func watchErrors(_ block: VerdictBlock) {
        guard let row = block.tables.overall[CellTable.overall], let calls = row[SystemFold.callsByMinute] else {
            return
        }
        let failures = row[SystemFold.failuresByMinute]
        let minutes = block.seconds / 60
        for minute in 0..<minutes {
            var total: UInt64 = 0
            var failed: UInt64 = 0
            for offset in max(0, minute - Self.burstMinutes + 1)...minute {
                total += calls.bins.count(in: Int32(offset))
                failed += failures?.bins.count(in: Int32(offset)) ?? 0
            }
            let second = block.start + (minute + 1) * 60
            guard total >= Self.burstCalls else { continue }
            if failed * 2 > total {
                guard state.errorBurst == nil else { continue }
                state.errorBurst = second
                let onset = second - Self.burstMinutes * 60
                findings.events.append(
                    .raised(
                        rule(
                            .errors, .success, at: second, onset: onset, before: usualSuccess,
                            since: 1 - Double(failed) / Double(total), events: total)))
            } else if let burst = state.errorBurst, failed * 4 <= total {
                state.errorBurst = nil
                findings.events.append(
                    .recovered(key: ruleKey(.errors, burst), since: second - Self.burstMinutes * 60, at: second))
            }
        }
    }

    private var usualSuccess: Double { state.monitor(.success)?.baseline.mean ?? 1 }

    private mutating func endSilence(at second: Int64) {
        guard let silence = state.silence else { return }
        state.silence = nil
        findings.events.append(.recovered(key: ruleKey(.silence, silence), since: second, at: second))
    }

    /// No call for longer than the limit is an incident of its own; before a baseline it is not.
    package mutating func watchSilence(_ now: Int64) {
        guard state.silence == nil, let limit = state.noSignalLimit, let last = state.lastCall, now - last > limit,
            now <= historyEnd ?? .max
        else { return }
        let second = last + limit
        state.silence = second
        findings.events.append(
            .raised(rule(.silence, .success, at: second, onset: last, before: usualSuccess, since: 0, events: 0)))
    }

    private func ruleKey(_ cause: TiltReport.Cause, _ second: Int64) -> String {
        "\(state.generation)/\(cause.rawValue)@\(second)"
    }

    private func rule(
        _ cause: TiltReport.Cause, _ signal: SignalName, at second: Int64, onset: Int64, before: Double, since: Double,
        events: UInt64
    ) -> TiltReport {
        TiltReport(
            key: ruleKey(cause, second), cause: cause, signal: signal, slice: nil, monitorID: nil, rose: false,
            percentile: nil, noticed: second,
            onset: .init(earliest: onset, estimate: onset, latest: onset, isRamp: false), isBetweenPeriods: false,
            before: before, since: since, sinceLow: since, sinceHigh: since, events: Double(events), logEvidence: nil,
            creditedMonths: nil, monthlyBudget: nil, steeper: 0)
    }

    // MARK: People's decisions

    /// A person accepts a stretch of time as the new normal for some signals. Their monitors start anew with the budgets
    /// that they have; open tilts end.
    /// - Parameters:
    ///   - names: the signals; those without a monitor wait for their own first baseline.
    ///   - range: of the new reference, seconds since 1970; cut at what was judged.
    /// - Returns: the signals that got a baseline; the others had no events in the range.
    mutating func rebaseline(
        _ names: Set<SignalName>, range: Range<Int64>, reason: String
    ) async throws -> Set<SignalName> {
        guard let seconds = state.blockSeconds, let judgedTo = state.judgedTo else { return [] }
        let end = min(range.upperBound, judgedTo)
        guard range.lowerBound < end else { return [] }
        var requests: [Pinning.Request] = []
        for name in names.sorted() {
            guard let learning = state.learning[name], state.monitor(name) != nil else { continue }
            let running = state.monitors.filter { $0.baseline.signal == name }
            requests.append(
                .init(
                    profile: settings.profile(name, learning.quantity), origin: .full,
                    running: Dictionary(
                        running.map { ($0.baseline.slice, $0.baseline.monthlyBudget) },
                        uniquingKeysWith: { first, _ in first }),
                    isHalf: false, version: learning.versions + 1))
        }
        let blocks = try await history.blocks(range.lowerBound..<end, blockSeconds: seconds).filter { block in
            !settings.excluded.contains { $0.overlaps(block.start..<block.end) }
        }
        let pinning = Pinning(blocks: blocks, budget: budget, running: state.running(settings.profile))
        let pinned = pinning.pin(requests)
        let replaced = Set(pinned.map(\.signal))
        for monitor in state.monitors where replaced.contains(monitor.baseline.signal) {
            if let open = monitor.tilt { findings.events.append(.rebaselined(key: open.key, at: judgedTo)) }
        }
        install(pinned, at: judgedTo, reason: reason)
        return replaced
    }

    /// Begins a new generation: baselines and states are made again from the kept blocks.
    mutating func restart() {
        let at = state.judgedTo ?? 0
        for monitor in state.monitors {
            if let open = monitor.tilt { findings.events.append(.rebaselined(key: open.key, at: at)) }
            findings.retired.append((monitor.baseline.monitorID, at))
        }
        if let burst = state.errorBurst { findings.events.append(.rebaselined(key: ruleKey(.errors, burst), at: at)) }
        if let silence = state.silence { findings.events.append(.rebaselined(key: ruleKey(.silence, silence), at: at)) }
        state = SystemWatch(system: state.system, generation: state.generation + 1)
    }

    /// A person dismissed a tilt: it ends, the detector goes on as it is.
    mutating func dismiss(key: String) {
        for index in state.monitors.indices where state.monitors[index].tilt?.key == key {
            state.monitors[index].endTilt()
        }
    }
}
