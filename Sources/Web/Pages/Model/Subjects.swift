package import Telemetry

/// Which system is spoken of.
package struct SystemHeading: Encodable, Sendable, Hashable {
    /// As in addresses: `support-answers`.
    package let slug: String
    /// As people read it: `Support answers`.
    package let title: String
    package let kind: CallKind

    package init(slug: String, title: String, kind: CallKind) {
        self.slug = slug
        self.title = title
        self.kind = kind
    }

    package var path: String { "/systems/\(slug)" }
}

/// Which incident is spoken of.
package struct IncidentHeading: Encodable, Sendable, Hashable {
    /// 31 for `INC-31`.
    package let number: Int
    /// The sentence that says what is wrong, the same everywhere: `Groundedness of support answers is falling`.
    package let title: String
    package let system: SystemHeading
    package let signal: SignalHeading
    /// The slice that tilted; all calls when it is empty.
    package let slice: Slice
    /// Whether the figure rose or fell.
    package let movement: Movement
    package let onset: Onset
    /// Of latency, tokens and money: which percentile of the reference more calls, or fewer, lie above.
    package let percentile: Double?

    package init(
        number: Int, title: String, system: SystemHeading, signal: SignalHeading, slice: Slice, movement: Movement,
        onset: Onset, percentile: Double? = nil
    ) {
        self.number = number
        self.title = title
        self.system = system
        self.signal = signal
        self.slice = slice
        self.movement = movement
        self.onset = onset
        self.percentile = percentile
    }

    /// What the change of an incident counts: `groundedness`, `of calls above the usual p99`.
    package var measure: String {
        guard let percentile else {
            return "\(signal.unit == .share ? "points of " : "")\(SignalWords.lowered(signal.title))"
        }
        let mark = percentile == 0.5 ? "median" : "p\(Int((percentile * 100).rounded()))"
        return "points more calls above the usual \(mark)"
    }

    package var id: String { "INC-\(number)" }
    package var path: String { "/incidents/INC-\(number)" }
}

/// Which way a figure moved.
package enum Movement: String, Encodable, Sendable, Hashable {
    case rose, fell
}

/// When a tilt began, as far as can be told.
package struct Onset: Encodable, Sendable, Hashable {
    package let estimate: Timestamp
    package let earliest: Timestamp
    package let latest: Timestamp

    package init(estimate: Timestamp, earliest: Timestamp, latest: Timestamp) {
        self.estimate = estimate
        self.earliest = earliest
        self.latest = latest
    }
}
