package import Telemetry

/// One incident in a list.
package struct IncidentSummary: Codable, Sendable, Hashable {
    /// `INC-31`.
    package var id: String
    package var system: String
    package var title: String
    /// `noticed`, `triaged`, `mitigated`, `decided`, `recovered`, `reviewed`, `closed` or `dismissed`.
    package var stage: String
    /// `Q1` to `Q4`.
    package var severity: String
    package var lead: String?
    package var opened: Timestamp
    package var acknowledged: Timestamp?
    package var recovered: Timestamp?
    package var dismissed: Timestamp?
    package var closed: Timestamp?
    /// `TLT-…`.
    package var tilts: [String]
    package var onset: OnsetDocument?
    /// From the estimated onset to the notice.
    package var silentSeconds: Double?
    package var url: String

    package init(
        id: String, system: String, title: String, stage: String, severity: String, lead: String?, opened: Timestamp,
        acknowledged: Timestamp?, recovered: Timestamp?, dismissed: Timestamp?, closed: Timestamp?, tilts: [String],
        onset: OnsetDocument?, silentSeconds: Double?
    ) {
        self.id = id
        self.system = system
        self.title = title
        self.stage = stage
        self.severity = severity
        self.lead = lead
        self.opened = opened
        self.acknowledged = acknowledged
        self.recovered = recovered
        self.dismissed = dismissed
        self.closed = closed
        self.tilts = tilts
        self.onset = onset
        self.silentSeconds = silentSeconds
        url = "/incidents/\(id)"
    }
}

/// `incidents/1`: newest first.
package struct IncidentsDocument: Document {
    package static let schemaName = "incidents/1"

    package var schema = Self.schemaName
    package var incidents: [IncidentSummary]
    package var next: String?

    package init(incidents: [IncidentSummary], next: String?) {
        self.incidents = incidents
        self.next = next
    }
}

/// `incident/1`: one incident with its evidence.
package struct IncidentDocument: FlatDocument {
    package static let flattenedMember = "incident"
    package static let schemaName = "incident/1"

    package var schema = Self.schemaName
    package var incident: IncidentSummary
    /// Its tilts, the first first.
    package var evidence: [TiltDocument]
    /// Per dimension, the most telling first: which values carry the change.
    package var whereItHurts: [Dimension]
    /// Entries of the ledger around the onset, the nearest first.
    package var changes: [ChangeSummary]
    package var timeline: [TimelineEntry]

    /// How the change spreads over one dimension.
    package struct Dimension: Codable, Sendable, Hashable {
        package var name: String
        package var slices: [SliceChange]

        package init(name: String, slices: [SliceChange]) {
            self.name = name
            self.slices = slices
        }
    }

    /// One value of a dimension.
    package struct SliceChange: Codable, Sendable, Hashable {
        package var slice: String
        package var shareOfCalls: Double
        /// Of the whole change; the values of a dimension add to 1.
        package var shareOfChange: Double
        package var before: FigureDocument
        package var since: FigureDocument
        /// True when the two ranges do not touch.
        package var certain: Bool

        package init(
            slice: String, shareOfCalls: Double, shareOfChange: Double, before: FigureDocument, since: FigureDocument,
            certain: Bool
        ) {
            self.slice = slice
            self.shareOfCalls = shareOfCalls
            self.shareOfChange = shareOfChange
            self.before = before
            self.since = since
            self.certain = certain
        }
    }

    package init(
        incident: IncidentSummary, evidence: [TiltDocument], whereItHurts: [Dimension], changes: [ChangeSummary],
        timeline: [TimelineEntry]
    ) {
        self.incident = incident
        self.evidence = evidence
        self.whereItHurts = whereItHurts
        self.changes = changes
        self.timeline = timeline
    }
}

/// One line of an incident's timeline.
package struct TimelineEntry: Codable, Sendable, Hashable {
    package var kind: String
    package var happened: Timestamp
    package var known: Timestamp
    package var actor: String
    package var text: String

    package init(kind: String, happened: Timestamp, known: Timestamp, actor: String, text: String) {
        self.kind = kind
        self.happened = happened
        self.known = known
        self.actor = actor
        self.text = text
    }
}

/// `timeline/1`: what happened around an incident, in the order in which it became known.
package struct TimelineDocument: Document {
    package static let schemaName = "timeline/1"

    package var schema = Self.schemaName
    package var incident: String
    package var timeline: [TimelineEntry]

    package init(incident: String, timeline: [TimelineEntry]) {
        self.incident = incident
        self.timeline = timeline
    }
}

/// What `PATCH /v1/incidents/{id}` takes.
package struct IncidentPatch: Document {
    package static let schemaName = "incident-patch/1"

    /// Who leads; `""` for nobody.
    package var lead: String?

    package static let example = IncidentPatch(lead: "mara")
}

/// What `POST …/acknowledge` takes; an empty body will do.
package struct AcknowledgeRequest: Document {
    package static let schemaName = "acknowledge-request/1"

    package var by: String?

    package static let example = AcknowledgeRequest(by: "mara")
}

/// What `POST …/dismiss` takes.
package struct DismissRequest: Document {
    package static let schemaName = "dismiss-request/1"

    /// Why it is a false alarm: required, because the product audits its false alarms.
    package var reason: String
    package var by: String?

    package static let example = DismissRequest(reason: "A load test, announced.", by: "mara")
}

/// What `POST …/notes` takes.
package struct NoteRequest: Document {
    package static let schemaName = "note-request/1"

    package var text: String
    package var by: String?

    package static let example = NoteRequest(text: "Asked the provider.", by: "mara")
}

extension IncidentDocument {
    private enum Rest: String, CodingKey {
        case schema, whereItHurts, evidence, changes, timeline
    }

    package init(from decoder: any Decoder) throws {
        incident = try IncidentSummary(from: decoder)
        let container = try decoder.container(keyedBy: Rest.self)
        schema = try container.decode(String.self, forKey: .schema)
        whereItHurts = try container.decode([Dimension].self, forKey: .whereItHurts)
        evidence = try container.decode([TiltDocument].self, forKey: .evidence)
        changes = try container.decode([ChangeSummary].self, forKey: .changes)
        timeline = try container.decode([TimelineEntry].self, forKey: .timeline)
    }

    package func encode(to encoder: any Encoder) throws {
        try incident.encode(to: encoder)
        var container = encoder.container(keyedBy: Rest.self)
        try container.encode(schema, forKey: .schema)
        try container.encode(whereItHurts, forKey: .whereItHurts)
        try container.encode(evidence, forKey: .evidence)
        try container.encode(changes, forKey: .changes)
        try container.encode(timeline, forKey: .timeline)
    }
}
