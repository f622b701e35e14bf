import Respond
import Storage
import Telemetry
import Watch

/// Makes documents of tilts and incidents.
struct TiltView: Sendable {
    let rooms: Rooms

    /// A tilt with its evidence.
    func document(_ record: TiltRecord) async throws -> TiltDocument {
        let tilt = record.tilt
        let report = try tilt.report()
        let profile = try await IncidentHeadings(control: rooms.control).profile(of: report, system: tilt.system)
        let unit: SignalUnit = report.percentile == nil ? SignalUnit(profile) : .share
        let alarms = try await MonthlyAlarms.of(tilt.system, in: rooms.control)
        let onset = tilt.onset.map { OnsetDocument(estimate: $0.estimate, earliest: $0.low, latest: $0.high) }
        return TiltDocument(
            id: record.number.description, system: tilt.system.text, signal: tilt.signal.text,
            slice: tilt.slice.isEmpty ? nil : tilt.slice, title: IncidentSentence.title(report, system: tilt.system),
            state: tilt.state.rawValue, direction: tilt.direction.rawValue, cause: report.cause.rawValue,
            percentile: report.percentile, noticed: tilt.noticed, ended: tilt.ended, onset: onset,
            before: FigureDocument(Estimate(value: report.before, low: nil, high: nil, n: nil, unit: unit)),
            since: FigureDocument(
                Estimate(
                    value: report.since, low: report.sinceLow, high: report.sinceHigh, n: Int(report.events.rounded()),
                    unit: unit)),
            // Between two periods nobody can say since when nobody was told.
            silentSeconds: report.isBetweenPeriods ? nil : onset.map { tilt.noticed.seconds(since: $0.estimate) },
            rarityMonths: report.rarityMonths(monthlyAlarms: alarms), logEvidence: report.logEvidence,
            steeper: report.steeper, incident: record.incident?.description,
            betweenPeriods: report.isBetweenPeriods ? true : nil)
    }

    /// An incident in a list.
    func summary(_ record: IncidentRecord) async throws -> IncidentSummary {
        var onset: OnsetDocument?
        if let first = record.tilts.first, let tilt = try await rooms.control.tilt(first), let known = tilt.tilt.onset {
            onset = OnsetDocument(estimate: known.estimate, earliest: known.low, latest: known.high)
        }
        return IncidentSummary(
            id: record.number.description, system: record.system.text, title: record.title,
            stage: record.stage.rawValue,
            severity: record.severity.rawValue, lead: record.lead, opened: record.opened,
            acknowledged: record.acknowledged, recovered: record.recovered, dismissed: record.dismissed,
            closed: record.closed, tilts: record.tilts.map(\.description), onset: onset,
            silentSeconds: onset.map { record.opened.seconds(since: $0.estimate) })
    }
}
