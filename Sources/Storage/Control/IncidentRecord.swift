public import Telemetry

/// A tilt, or several, being worked.
public struct IncidentRecord: Sendable, Hashable {
    /// How far the work is. The raw values are part of the API.
    public enum Stage: String, Sendable, Hashable, Codable, CaseIterable {
        case noticed, triaged, mitigated, decided, recovered, reviewed, closed, dismissed

        /// True while somebody has to do something about it: not after recovery or dismissal.
        public var isOpen: Bool {
            switch self {
            case .noticed, .triaged, .mitigated, .decided: true
            case .recovered, .reviewed, .closed, .dismissed: false
            }
        }
    }

    /// How bad for those who use the system. The raw values are part of the API.
    public enum Severity: String, Sendable, Hashable, Codable, CaseIterable {
        /// Unsafe or legally wrong for users now.
        case q1 = "Q1"
        /// Materially wrong, growing.
        case q2 = "Q2"
        /// Measurably worse, harmless so far.
        case q3 = "Q3"
        /// Cost or efficiency only.
        case q4 = "Q4"
    }

    /// `INC-31`.
    public var number: IncidentNumber
    /// The system.
    public var system: SystemSlug
    /// In a sentence.
    public var title: String
    /// How far the work is.
    public var stage: Stage
    /// How bad.
    public var severity: Severity
    /// Who leads.
    public var lead: String?
    /// When it was opened.
    public var opened: Timestamp
    /// When somebody first took it up.
    public var acknowledged: Timestamp?
    /// When it was dismissed as a false alarm.
    public var dismissed: Timestamp?
    /// When it recovered.
    public var recovered: Timestamp?
    /// When the work ended.
    public var closed: Timestamp?
    /// Its tilts, by number.
    public var tilts: [TiltNumber]

    /// An incident.
    public init(
        number: IncidentNumber, system: SystemSlug, title: String, stage: Stage, severity: Severity,
        lead: String? = nil, opened: Timestamp, acknowledged: Timestamp? = nil, dismissed: Timestamp? = nil,
        recovered: Timestamp? = nil, closed: Timestamp? = nil, tilts: [TiltNumber]
    ) {
        self.number = number
        self.system = system
        self.title = title
        self.stage = stage
        self.severity = severity
        self.lead = lead
        self.opened = opened
        self.acknowledged = acknowledged
        self.dismissed = dismissed
        self.recovered = recovered
        self.closed = closed
        self.tilts = tilts
    }
}

/// An entry of an incident's timeline: appended, never changed.
public struct IncidentEvent: Sendable, Hashable {
    /// What happened. The raw values are part of the API.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        case opened, tilt, acknowledged, lead, severity, triaged, mitigated, decided, recovered, relapsed, reviewed
        case closed, dismissed, note, notified, evidence
    }

    /// Its number, in the order of recording over all incidents.
    public var id: Int64
    /// The incident.
    public var incident: IncidentNumber
    /// What happened.
    public var kind: Kind
    /// When it happened.
    public var happened: Timestamp
    /// When we knew: the order of the record.
    public var known: Timestamp
    /// Who: a person's name, or `program`.
    public var actor: String
    /// In words.
    public var text: String
    /// With what values, a JSON object.
    public var detail: String

    /// An entry of a timeline.
    public init(
        id: Int64, incident: IncidentNumber, kind: Kind, happened: Timestamp, known: Timestamp, actor: String,
        text: String, detail: String
    ) {
        self.id = id
        self.incident = incident
        self.kind = kind
        self.happened = happened
        self.known = known
        self.actor = actor
        self.text = text
        self.detail = detail
    }
}

/// Who does something to an incident, when and why: what every step of its life leaves in the timeline.
public struct IncidentStep: Sendable, Hashable {
    /// Who: a person's name, or `program`.
    public var actor: String
    /// When it happened.
    public var happened: Timestamp
    /// When we knew.
    public var known: Timestamp
    /// In words.
    public var text: String
    /// With what values, a JSON object.
    public var detail: String

    /// A step that is known as it happens.
    public init(actor: String, at time: Timestamp, text: String, detail: String = "{}") {
        self.init(actor: actor, happened: time, known: time, text: text, detail: detail)
    }

    /// A step that is known later than it happened.
    public init(actor: String, happened: Timestamp, known: Timestamp, text: String, detail: String = "{}") {
        self.actor = actor
        self.happened = happened
        self.known = known
        self.text = text
        self.detail = detail
    }
}

/// Which incidents a list shows, newest first.
public struct IncidentQuery: Sendable, Hashable {
    /// Only of this system.
    public var system: SystemSlug?
    /// Only in one of these stages; `nil` for all.
    public var stages: Set<IncidentRecord.Stage>?
    /// Only opened in [from, to), each side open where `nil`.
    public var from: Timestamp?
    /// See ``from``.
    public var to: Timestamp?
    /// Only with a number below this one, for the next page.
    public var before: IncidentNumber?
    /// At most so many.
    public var limit: Int

    /// All incidents.
    public init(limit: Int = 1_000) {
        self.limit = limit
    }
}
