public import Storage
public import Telemetry
import Watch

/// Opens incidents for tilts, joins tilts that began together, and closes the statistical part when all have recovered.
///
/// Works from the record alone: a tilt without an incident is taken up whenever the keeper runs, so that a crash between
/// judging and opening loses nothing.
public struct IncidentKeeper: Sendable {
    private let control: ControlStore

    /// Onsets closer than this belong together even when their ranges do not touch.
    static let nearness: Int64 = 24 * 3_600
    /// Onsets estimated further apart than this never belong together, however wide their ranges are.
    static let farness: Int64 = 7 * 24 * 3_600

    /// A keeper of the incidents in a store.
    public init(control: ControlStore) {
        self.control = control
    }

    /// Brings incidents up to date with the tilts.
    /// - Returns: the incidents that changed, each as it is now.
    @discardableResult
    public func keep(at now: Timestamp) async throws -> [IncidentRecord] {
        var changed: [IncidentNumber: IncidentRecord] = [:]
        let tilts = try await control.tilts(TiltQuery())
        for tilt in tilts.reversed() where tilt.incident == nil && tilt.tilt.state != .dismissed {
            let incident = try await takeUp(tilt, at: now)
            changed[incident.number] = incident
        }
        var open = IncidentQuery()
        open.stages = [.noticed, .triaged, .mitigated, .decided]
        for incident in try await control.incidents(open) {
            guard let recovered = try await recovery(of: incident) else { continue }
            var states: Set<TiltDraft.State> = []
            for number in incident.tilts {
                if let tilt = try await control.tilt(number) { states.insert(tilt.tilt.state) }
            }
            let text =
                states == [.rebaselined]
                ? "A person accepted a new normal for all that tilted."
                : "Back to normal: the range since then lies beyond the midpoint between before and during."
            changed[incident.number] = try await control.markRecovered(
                incident.number,
                step: IncidentStep(
                    actor: "program", happened: recovered, known: max(recovered, now), text: text))
        }
        return changed.values.sorted { $0.number < $1.number }
    }

    private func takeUp(_ record: TiltRecord, at now: Timestamp) async throws -> IncidentRecord {
        let report = try record.tilt.report()
        let step = IncidentStep(
            actor: "detector", happened: record.tilt.noticed, known: record.tilt.noticed,
            text: Self.noticedText(report, number: record.number))
        if let open = try await companion(of: record) {
            return try await control.addTilts([record.number], to: open.number, step: step)
        }
        return try await control.openIncident(
            system: record.tilt.system, title: IncidentSentence.title(report, system: record.tilt.system),
            severity: Self.severity(report), tilts: [record.number], step: step)
    }

    private static func noticedText(_ report: TiltReport, number: TiltNumber) -> String {
        switch report.cause {
        case .evidence:
            "\(IncidentSentence.subject(report))\(report.slice.map { " for \(SliceTitle.of($0))" } ?? ""): evidence passed the alarm budget (\(number))."
        case .errors:
            "Plain rule, off the budget: more than half of at least 20 calls failed over five minutes (\(number))."
        case .silence: "Plain rule, off the budget: no call for longer than ever in the baseline (\(number))."
        }
    }

    /// The open incident of the same system whose onset lies together with this one's.
    private func companion(of record: TiltRecord) async throws -> IncidentRecord? {
        guard let onset = record.tilt.onset, try record.tilt.report().cause == .evidence else { return nil }
        var query = IncidentQuery()
        query.system = record.tilt.system
        query.stages = [.noticed, .triaged, .mitigated, .decided]
        for incident in try await control.incidents(query) {
            for number in incident.tilts {
                guard let other = try await control.tilt(number), let theirs = other.tilt.onset,
                    try other.tilt.report().cause == .evidence
                else { continue }
                let overlaps =
                    onset.low <= theirs.high.advanced(bySeconds: Self.nearness)
                    && theirs.low <= onset.high.advanced(bySeconds: Self.nearness)
                let distance = abs(onset.estimate.nanoseconds(since: theirs.estimate)) / 1_000_000_000
                if overlaps, distance <= Self.farness { return incident }
            }
        }
        return nil
    }

    /// When the last tilt of an incident ended; `nil` while one goes on.
    private func recovery(of incident: IncidentRecord) async throws -> Timestamp? {
        var last: Timestamp?
        for number in incident.tilts {
            guard let tilt = try await control.tilt(number)?.tilt else { continue }
            switch tilt.state {
            case .tilting, .parked: return nil
            case .recovered, .rebaselined: last = max(last ?? tilt.noticed, tilt.ended ?? tilt.noticed)
            case .dismissed: continue
            }
        }
        return last
    }

    /// A proposal that people change: money only is Q4, what answers are worth is Q3, and Q2 when most of them are wrong or
    /// missing.
    static func severity(_ report: TiltReport) -> IncidentRecord.Severity {
        switch report.cause {
        case .errors, .silence: return .q2
        case .evidence: break
        }
        switch SignalProfile(report.signal, .share).dimension {
        case .cost: return .q4
        case .operations, .quality, .trust, .inputs: return .q3
        }
    }
}
