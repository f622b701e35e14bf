import Respond
import Storage
import Telemetry
import Watch

/// Makes the heading of an incident from its first tilt.
struct IncidentHeadings: Sendable {
    let control: ControlStore

    /// The heading of an incident.
    func heading(_ incident: IncidentRecord) async throws -> IncidentHeading {
        guard let number = incident.tilts.first else { return try await heading(incident, tilt: nil) }
        return try await heading(incident, tilt: try await control.tilt(number))
    }

    /// The heading of an incident, seen from one of its tilts.
    func heading(_ incident: IncidentRecord, tilt: TiltRecord?) async throws -> IncidentHeading {
        let system = try await control.system(incident.system).map(SystemHeading.init) ?? SystemHeading(incident.system)
        guard let tilt else {
            return IncidentHeading(
                number: Int(incident.number.value), title: incident.title, system: system,
                signal: SignalHeading(missing: .operations), slice: .all, movement: .fell,
                onset: Onset(estimate: incident.opened, earliest: incident.opened, latest: incident.opened))
        }
        let report = try tilt.tilt.report()
        return IncidentHeading(
            number: Int(incident.number.value), title: incident.title, system: system,
            signal: SignalHeading(try await profile(of: report, system: incident.system)),
            slice: report.slice.map { Slice([$0]) } ?? .all, movement: report.rose ? .rose : .fell,
            onset: Onset(report.onset), percentile: report.percentile)
    }

    /// What is known about the signal of a tilt.
    func profile(of report: TiltReport, system: SystemSlug) async throws -> SignalProfile {
        let setting = try await control.signalSettings(system: system).first { $0.signal == report.signal }
        return SignalProfile(
            report.signal, report.signal.usualQuantity, worse: setting?.better.map { $0 == .high ? .lower : .higher },
            range: setting?.range)
    }
}

extension Onset {
    init(_ onset: OpenTilt.Onset) {
        self.init(
            estimate: Timestamp(seconds: onset.estimate), earliest: Timestamp(seconds: onset.earliest),
            latest: Timestamp(seconds: onset.latest))
    }
}

extension SignalName {
    /// What a signal counts, by its name alone: for records of tilts, which do not say.
    var usualQuantity: Measure.Quantity {
        switch self {
        case .latency, .timeToFirstToken: .duration
        case .inputTokens, .outputTokens: .count
        case .cost: .money
        case .success, .refused, .empty, .truncated, .repeated, .retriedCall, .labelAgreement: .share
        default: text.hasPrefix("class_share:") ? .share : .score
        }
    }
}
