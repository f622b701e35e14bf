public import Telemetry
public import Watch

/// The words about a tilt that every page, notification and command shares: written once, from the record.
public enum IncidentSentence {
    /// What is wrong in one line: `Groundedness of support answers is falling`.
    public static func title(_ report: TiltReport, system: SystemSlug) -> String {
        let system = SystemTitle.inSentence(system)
        switch report.cause {
        case .errors: return "More than half of the calls of \(system) failed"
        case .silence: return "No calls from \(system)"
        case .evidence: break
        }
        let place = report.slice.map { " for \(SliceTitle.of($0))" } ?? ""
        return "\(subject(report)) of \(system)\(place) \(verb(report))"
    }

    /// The signal as the subject of a sentence.
    public static func subject(_ report: TiltReport) -> String {
        let name = SignalTitle.of(report.signal)
        guard let percentile = report.percentile else { return name }
        return percentile == 0.5 ? "\(name) (typical)" : "\(name) (p\(Int((percentile * 100).rounded())))"
    }

    private static func verb(_ report: TiltReport) -> String {
        if report.isBetweenPeriods {
            return report.rose ? "is higher than in the baseline period" : "is lower than in the baseline period"
        }
        return report.rose ? "is rising" : "is falling"
    }
}
