import FoundationEssentials
import Sketches
public import Storage
public import Telemetry

/// Judges every system's closed blocks, and commits states, watermarks, baselines, monitors and tilts in one transaction:
/// each block is judged exactly once (docs/architecture.md, invariant 3).
public actor Judge {
    private let rollups: any RollupStore
    private let control: ControlStore
    private var states: [SystemSlug: SystemWatch] = [:]
    /// Judging waits for the store in between; a decision of a person must not fall into the middle of it.
    private var isAtWork = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// A judge over stored rollups.
    public init(rollups: any RollupStore, control: ControlStore) {
        self.rollups = rollups
        self.control = control
    }

    /// Judges what is closed.
    /// - Parameters:
    ///   - systems: which; those whose history is being imported wait.
    ///   - watermark: no settled row with an earlier verdict time can still come.
    ///   - now: the present; a silence is measured against it.
    /// - Returns: the tilts that were raised, became steeper or ended.
    @discardableResult
    public func judge(
        _ systems: some Sequence<SystemSlug>, watermark: Timestamp, now: Timestamp
    ) async throws -> [TiltRecord] {
        await begin()
        defer { end() }
        var waiting = Array(systems).enumerated().makeIterator()
        var changed: [TiltRecord] = []
        // Two at a time: systems do not depend on each other. Written in their order, so that numbers are the same whoever
        // is ready first.
        try await withThrowingTaskGroup(of: (place: Int, result: Judged?).self) { group in
            func begin(_ next: (offset: Int, element: SystemSlug)) {
                group.addTask {
                    (next.offset, try await self.judged(next.element, watermark: watermark, now: now))
                }
            }
            for _ in 0..<2 { if let next = waiting.next() { begin(next) } }
            var ready: [Int: Judged?] = [:]
            var written = 0
            while let (place, result) = try await group.next() {
                if let next = waiting.next() { begin(next) }
                ready[place] = .some(result)
                while let result = ready.removeValue(forKey: written) {
                    if let result { changed += try await commit(result, at: now) }
                    written += 1
                }
            }
        }
        return changed
    }

    /// What judging remembers of a system; `nil` before its first block.
    public func state(of system: SystemSlug) async throws -> SystemWatch? {
        if let known = states[system] { return known }
        guard let stored = try await control.judgement(system) else { return nil }
        let state = try SystemWatch(system: system, bytes: stored.state, baselines: try await baselines(of: system))
        states[system] = state
        return state
    }

    /// A person accepts a stretch of time as the new normal, as a recorded decision.
    /// - Returns: the signals that got a new baseline; the others had no monitor or no events in the range.
    /// - Throws: `StorageError`; nothing changed then.
    public func rebaseline(
        _ system: SystemSlug, signals: Set<SignalName>, range: Range<Timestamp>, actor: String, reason: String,
        now: Timestamp
    ) async throws -> Set<SignalName> {
        await begin()
        defer { end() }
        guard let start = try await state(of: system) else { return [] }
        // The history lives and dies within this call; nobody else holds it.
        nonisolated(unsafe) let history = VerdictHistory(rollups, system: system)
        var judge = SystemJudge(start, settings: try await settings(of: system), history: history)
        let replaced = try await judge.rebaseline(
            signals, range: range.lowerBound.seconds..<range.upperBound.seconds, reason: reason)
        guard !replaced.isEmpty else { return [] }
        try await decide(
            "baseline.accepted", system, actor: actor, at: now,
            [
                "reason": reason, "signals": replaced.map(\.text).sorted().joined(separator: " "),
                "from": range.lowerBound.rfc3339, "to": range.upperBound.rfc3339,
            ])
        _ = try await commit(Judged(judge, judgedTo: start.judgedTo ?? 0), at: now)
        return replaced
    }

    /// Judges a system's kept history again from its beginning, with new baselines: a new generation, as a recorded
    /// decision.
    public func rejudge(
        _ system: SystemSlug, watermark: Timestamp, actor: String, reason: String, now: Timestamp
    ) async throws -> [TiltRecord] {
        await begin()
        defer { end() }
        guard let start = try await state(of: system) else { return [] }
        // The history lives and dies within this call; nobody else holds it.
        nonisolated(unsafe) let history = VerdictHistory(rollups, system: system)
        var judge = SystemJudge(start, settings: try await settings(of: system), history: history)
        judge.restart()
        let reach = try await reach(system, judge.state, watermark: watermark, now: now)
        judge.historyEnd = reach.historyEnd
        try await judge.judge(through: reach.end, firstRow: reach.firstRow)
        try await decide("system.rejudged", system, actor: actor, at: now, ["reason": reason])
        let judgedTo = max(judge.state.judgedTo ?? 0, start.judgedTo ?? 0)
        return try await commit(Judged(judge, judgedTo: judgedTo), at: now)
    }

    private func begin() async {
        guard isAtWork else {
            isAtWork = true
            return
        }
        // Whoever ends hands the work over to the next in line.
        await withCheckedContinuation { waiting.append($0) }
    }

    private func end() {
        if waiting.isEmpty { isAtWork = false } else { waiting.removeFirst().resume() }
    }

    /// History was added to systems: those without a pinned baseline are learnt again from their beginning, as if all of
    /// it had been there from the first. What is pinned stays.
    public func relearn(_ systems: some Sequence<SystemSlug>, now: Timestamp) async throws {
        await begin()
        defer { end() }
        for system in systems {
            guard let start = try await state(of: system), let judgedTo = start.judgedTo,
                start.monitors.allSatisfy({ $0.baseline.origin == .provisional })
            else { continue }
            // The history lives and dies within this call; nobody else holds it.
            nonisolated(unsafe) let history = VerdictHistory(rollups, system: system)
            var judge = SystemJudge(start, settings: try await settings(of: system), history: history)
            judge.restart()
            _ = try await commit(Judged(judge, judgedTo: judgedTo), at: now)
        }
    }

    private func decide(
        _ action: String, _ system: SystemSlug, actor: String, at now: Timestamp, _ values: [String: String]
    ) async throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        _ = try await control.decide(
            actor: actor, action: action, subject: system.text,
            reason: String(decoding: try encoder.encode(values), as: UTF8.self), at: now)
    }

    /// From the start of a system's first verdict row to the end of its last; `nil` without any.
    private func extent(of system: SystemSlug) async throws -> ClosedRange<Int64>? {
        var found: ClosedRange<Int64>?
        for resolution in [600, 3_600] {
            guard let extent = try await rollups.extent(system: system, kind: .verdict, resolution: resolution) else {
                continue
            }
            let end = extent.upperBound + Int64(resolution)
            found = min(found?.lowerBound ?? .max, extent.lowerBound)...max(found?.upperBound ?? .min, end)
        }
        return found
    }

    /// What is to be judged of a system.
    private struct Reach {
        /// Everything that ends before, seconds since 1970.
        var end: Int64
        var firstRow: Int64?
        /// Where imported history ends; `nil` while traffic is live.
        var historyEnd: Int64?
    }

    /// What is closed. Where a system's rows ended long ago without anybody having noticed, history was imported: it is
    /// judged to its end, and what comes after is no silence.
    private func reach(
        _ system: SystemSlug, _ state: SystemWatch, watermark: Timestamp, now: Timestamp
    ) async throws -> Reach {
        let rows = try await extent(of: system)
        var reach = Reach(end: watermark.seconds, firstRow: rows?.lowerBound)
        if let last = rows?.upperBound, state.silence == nil,
            now.seconds - last > max(Self.asleepAfter, 2 * (state.noSignalLimit ?? 0))
        {
            reach.historyEnd = last
            // One more day, so that the first whole day of the shortest history passes.
            let end = (last + 2 * SystemJudge.day - 1).flooredQuotient(by: SystemJudge.day) * SystemJudge.day
            reach.end = min(reach.end, end)
        }
        return reach
    }

    /// Seconds without a row after which what there is counts as history.
    private static let asleepAfter: Int64 = 7 * 86_400

    /// What judging a system came to, before it is written.
    private struct Judged: Sendable {
        let state: SystemWatch
        let findings: SystemFindings
        let judgedTo: Int64

        init(_ judge: SystemJudge, judgedTo: Int64) {
            state = judge.state
            findings = judge.findings
            self.judgedTo = judgedTo
        }
    }

    /// - Returns: `nil` when there is nothing to write.
    private func judged(_ system: SystemSlug, watermark: Timestamp, now: Timestamp) async throws -> Judged? {
        let before = try await state(of: system)
        let settings = try await settings(of: system)
        let start = before ?? SystemWatch(system: system)
        // The history lives and dies within this call; nobody else holds it.
        nonisolated(unsafe) let history = VerdictHistory(rollups, system: system)
        var judge = SystemJudge(start, settings: settings, history: history)
        for tilt in try await dismissed(system, since: start) { judge.dismiss(key: try tilt.tilt.report().key) }
        let reach = try await reach(system, start, watermark: watermark, now: now)
        judge.historyEnd = reach.historyEnd
        try await judge.judge(through: reach.end, firstRow: reach.firstRow)
        judge.watchSilence(now.seconds)
        let after = judge.state
        guard after != start || before == nil else { return nil }
        guard let judgedTo = after.judgedTo else {
            // Nothing is closed yet; what was learnt of the system is learnt again next time.
            if judge.findings.pinned.isEmpty { return nil }
            return Judged(judge, judgedTo: start.judgedTo ?? after.firstBlock ?? 0)
        }
        return Judged(judge, judgedTo: judgedTo)
    }

    private func commit(_ judged: Judged, at now: Timestamp) async throws -> [TiltRecord] {
        let system = judged.state.system
        var judgement = Storage.Judgement()
        judgement.systems = [
            SystemJudgement(system: system, judgedTo: Timestamp(seconds: judged.judgedTo), state: judged.state.bytes)
        ]
        let findings = judged.findings
        let retired = Dictionary(
            findings.retired.map { ($0.monitorID, $0.at) }, uniquingKeysWith: { first, _ in first })
        let replaced = try await replacedRecords(retired, system: system)
        judgement.baselines = replaced.baselines
        judgement.monitors = replaced.monitors
        for entry in findings.pinned {
            let end = retired[entry.baseline.monitorID]
            judgement.baselines.append(
                BaselineRecord(
                    id: BaselineID("\(system)/\(judged.state.generation)/\(entry.baseline.monitorID)"), system: system,
                    signal: entry.baseline.signal, slice: entry.baseline.sliceText, version: entry.baseline.version,
                    state: end != nil ? .retired : entry.baseline.origin == .provisional ? .provisional : .pinned,
                    pinned: Timestamp(seconds: entry.at), blob: entry.baseline.bytes, reason: entry.reason))
            judgement.monitors.append(
                MonitorRecord(
                    id: MonitorID("\(system)/\(judged.state.generation)/\(entry.baseline.monitorID)"), system: system,
                    signal: entry.baseline.signal, slice: entry.baseline.sliceText,
                    budget: entry.baseline.monthlyBudget, from: Timestamp(seconds: entry.at),
                    to: end.map { Timestamp(seconds: $0) }))
        }
        judgement.tilts = try await drafts(findings.events, system: system)
        let records = try await control.commit(judgement, at: now)
        states[system] = judged.state
        return records
    }

    /// Baselines and monitors of earlier rounds that ended in this one.
    private func replacedRecords(
        _ retired: [String: Int64], system: SystemSlug
    ) async throws -> (baselines: [BaselineRecord], monitors: [MonitorRecord]) {
        guard !retired.isEmpty else { return ([], []) }
        func end(of id: String) -> Int64? {
            retired.first { id.hasSuffix("/" + $0.key) }?.value
        }
        var baselines: [BaselineRecord] = []
        for var record in try await control.baselines(system: system) where end(of: record.id.text) != nil {
            record.state = .retired
            baselines.append(record)
        }
        var monitors: [MonitorRecord] = []
        for var record in try await control.monitors(system: system) {
            guard let second = end(of: record.id.text) else { continue }
            record.to = Timestamp(seconds: second)
            monitors.append(record)
        }
        return (baselines, monitors)
    }

    /// The tilts to write: the last word on each. Ends need the tilt as it was written, be it in this round.
    private func drafts(_ events: [SystemFindings.Event], system: SystemSlug) async throws -> [TiltDraft] {
        var order: [String] = []
        var reports: [String: TiltReport] = [:]
        var ends: [String: (state: TiltDraft.State, second: Int64)] = [:]
        for event in events {
            let key: String
            switch event {
            case .raised(let report), .steeper(let report), .updated(let report):
                key = report.key
                reports[key] = report
            case .recovered(let ended, let since, _):
                key = ended
                ends[key] = (.recovered, since)
            case .rebaselined(let ended, let at):
                key = ended
                ends[key] = (.rebaselined, at)
            }
            if !order.contains(key) { order.append(key) }
        }
        var drafts: [TiltDraft] = []
        for key in order {
            var known = try reports[key]?.draft(system: system)
            // A tilt that ends without being reported on was written in an earlier round.
            if known == nil { known = try await tilt(key, system: system) }
            guard var draft = known else { continue }
            if let end = ends[key] {
                draft.state = end.state
                draft.ended = Timestamp(seconds: end.second)
            }
            drafts.append(draft)
        }
        return drafts
    }

    private func tilt(_ key: String, system: SystemSlug) async throws -> TiltDraft? {
        var query = TiltQuery()
        query.system = system
        query.states = [.tilting, .parked]
        return try await control.tilts(query).first { $0.tilt.key == "\(system)/\(key)" }?.tilt
    }

    private func dismissed(_ system: SystemSlug, since state: SystemWatch) async throws -> [TiltRecord] {
        guard state.monitors.contains(where: { $0.tilt != nil }) else { return [] }
        var query = TiltQuery()
        query.system = system
        query.states = [.dismissed, .rebaselined]
        return try await control.tilts(query)
    }

    private func baselines(of system: SystemSlug) async throws -> [String: PinnedBaseline] {
        var found: [String: PinnedBaseline] = [:]
        for record in try await control.baselines(system: system) {
            let baseline = try PinnedBaseline(bytes: record.blob)
            found[baseline.monitorID] = baseline
        }
        return found
    }

    private func settings(of system: SystemSlug) async throws -> SystemJudge.Settings {
        var settings = SystemJudge.Settings()
        settings.monthlyAlarms = try await MonthlyAlarms.of(system, in: control)
        for setting in try await control.signalSettings(system: system) {
            settings.worse[setting.signal] = setting.better.map { $0 == .high ? .lower : .higher }
            settings.tolerance[setting.signal] = setting.tolerance.map { SignalProfile.tolerance($0, of: setting) }
            settings.range[setting.signal] = setting.range
        }
        settings.excluded = try await ExcludedRanges.of(system, in: control)
        return settings
    }
}

extension PinnedBaseline {
    /// ``Slice/text`` of the monitor's slice.
    var sliceText: String { slice.map { "\($0.dimension):\($0.value)" } ?? "" }
}

extension TiltReport {
    func draft(system: SystemSlug) throws -> TiltDraft {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return TiltDraft(
            key: "\(system)/\(key)", monitor: MonitorID(monitorID ?? cause.rawValue), system: system, signal: signal,
            slice: slice.map { "\($0.dimension):\($0.value)" } ?? "", direction: rose ? .up : .down,
            noticed: Timestamp(seconds: noticed),
            onset: .init(
                low: Timestamp(seconds: onset.earliest), estimate: Timestamp(seconds: onset.estimate),
                high: Timestamp(seconds: onset.latest)),
            size: String(decoding: try encoder.encode(self), as: UTF8.self), logEvidence: logEvidence ?? 0,
            state: .tilting)
    }
}

extension TiltDraft {
    /// What judging wrote about the tilt.
    public func report() throws -> TiltReport {
        try JSONDecoder().decode(TiltReport.self, from: Data(size.utf8))
    }
}
