package import Telemetry

/// One line of the ledger of what changed.
package struct ChangeRow: Encodable, Sendable, Hashable {
    /// 880 for `CHG-880`.
    package let number: Int
    package let time: Timestamp
    /// The end of a campaign or rollout.
    package let until: Timestamp?
    package let kind: Change.Kind
    /// Text from outside.
    package let title: String
    /// Empty when it concerns all.
    package let systems: [SystemHeading]
    package let origin: Origin
    /// What it was before and is since: versions, models, commits. Text from outside.
    package let from: String?
    package let to: String?
    package let author: String?
    package let reference: String?
    /// Only `https:` and `http:` addresses become links.
    package let address: String?
    /// Incidents whose onset lies near it, the nearest first.
    package let near: [Nearness]

    package init(
        number: Int, time: Timestamp, until: Timestamp?, kind: Change.Kind, title: String, systems: [SystemHeading],
        origin: Origin, from: String?, to: String?, author: String?, reference: String?, address: String?,
        near: [Nearness]
    ) {
        self.number = number
        self.time = time
        self.until = until
        self.kind = kind
        self.title = title
        self.systems = systems
        self.origin = origin
        self.from = from
        self.to = to
        self.author = author
        self.reference = reference
        self.address = address
        self.near = near
    }

    package var id: String { "CHG-\(number)" }

    /// How we know of it.
    package enum Origin: String, Encodable, Sendable, Hashable {
        /// Seen in the calls themselves: a new model, fingerprint, prompt or service version, a price.
        case found
        /// Told by a person or a pipeline.
        case sent
    }

    /// An incident and how far from its onset the change lies.
    package struct Nearness: Encodable, Sendable, Hashable {
        package let incident: IncidentHeading
        /// Seconds from the change to the estimated onset; negative when the change came after it.
        package let secondsBeforeOnset: Double
        /// Whether the change lies inside the onset's own range.
        package let isInsideRange: Bool

        package init(incident: IncidentHeading, secondsBeforeOnset: Double, isInsideRange: Bool) {
            self.incident = incident
            self.secondsBeforeOnset = secondsBeforeOnset
            self.isInsideRange = isInsideRange
        }
    }
}
