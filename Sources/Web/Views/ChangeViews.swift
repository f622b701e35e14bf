import Storage
import Telemetry

/// The changes of a system as marks on a time axis.
struct ChangeAxis: Sendable {
    let control: ControlStore

    /// At most so many on one chart.
    static let limit = 60

    /// The changes of a stretch of time, oldest first.
    func marks(_ system: SystemSlug, from: Timestamp, to: Timestamp) async throws -> [ChangeMark] {
        try await control.changes(system: system, from: from, to: to, limit: Self.limit).reversed().map { stored in
            ChangeMark(
                number: Int(stored.number.value), time: stored.change.time, kind: stored.change.kind,
                title: stored.change.title, isInsideOnset: false)
        }
    }
}

extension ChangeMark {
    /// The mark, told whether it lies inside an onset's range.
    func inside(_ onset: Onset?) -> ChangeMark {
        ChangeMark(
            number: number, time: time, kind: kind, title: title,
            isInsideOnset: onset.map { $0.earliest <= time && time <= $0.latest } ?? false)
    }
}

/// Rows of the ledger.
struct ChangeRows: Sendable {
    let control: ControlStore

    /// How near an onset must lie to be named beside a change, in seconds.
    static let nearSeconds = 4.0 * 86_400

    /// The rows of entries, each with the incidents near it.
    func rows(_ changes: [StoredChange]) async throws -> [ChangeRow] {
        var systems: [SystemSlug: SystemHeading] = [:]
        for system in try await control.systems() { systems[system.slug] = SystemHeading(system) }
        let incidents = changes.isEmpty ? [] : try await onsets()
        return changes.map { stored in
            let change = stored.change
            let near = incidents.compactMap { heading -> ChangeRow.Nearness? in
                guard change.systems.isEmpty || change.systems.contains(where: { $0.text == heading.system.slug })
                else {
                    return nil
                }
                let seconds = heading.onset.estimate.seconds(since: change.time)
                let isInside = heading.onset.earliest <= change.time && change.time <= heading.onset.latest
                guard isInside || abs(seconds) <= Self.nearSeconds else { return nil }
                return .init(incident: heading, secondsBeforeOnset: seconds, isInsideRange: isInside)
            }
            return ChangeRow(
                number: Int(stored.number.value), time: change.time, until: change.until, kind: change.kind,
                title: change.title, systems: change.systems.map { systems[$0] ?? SystemHeading($0) },
                origin: change.found ? .found : .sent, from: change.from, to: change.to, author: change.author,
                reference: change.ref, address: change.url,
                near: near.sorted { abs($0.secondsBeforeOnset) < abs($1.secondsBeforeOnset) })
        }
    }

    private func onsets() async throws -> [IncidentHeading] {
        let headings = IncidentHeadings(control: control)
        var found: [IncidentHeading] = []
        for incident in try await control.incidents(IncidentQuery(limit: 200)) where incident.stage != .dismissed {
            found.append(try await headings.heading(incident))
        }
        return found
    }
}
