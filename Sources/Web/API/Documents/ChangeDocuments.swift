package import Storage
package import Telemetry

/// One entry of the ledger of what changed.
package struct ChangeSummary: Codable, Sendable, Hashable {
    /// `CHG-880`.
    package var id: String
    package var clientId: String?
    package var kind: Change.Kind
    package var title: String
    /// Slugs; `["*"]` for all.
    package var systems: [String]
    package var ref: String?
    package var from: String?
    package var to: String?
    package var time: Timestamp
    package var until: Timestamp?
    package var author: String?
    package var url: String?
    package var detail: String?
    /// True when it was found in the traffic and nobody sent it.
    package var found: Bool
    package var recorded: Timestamp

    package init(_ stored: StoredChange) {
        let change = stored.change
        id = stored.number.description
        clientId = change.clientID
        kind = change.kind
        title = change.title
        systems = change.systems.isEmpty ? ["*"] : change.systems.map(\.text)
        ref = change.ref
        from = change.from
        to = change.to
        time = change.time
        until = change.until
        author = change.author
        url = change.url
        detail = change.detail
        found = change.found
        recorded = stored.recorded
    }
}

/// `changes/1`: the ledger, newest first.
package struct ChangesDocument: Document {
    package static let schemaName = "changes/1"

    package var schema = Self.schemaName
    package var changes: [ChangeSummary]

    package init(_ changes: [ChangeSummary]) {
        self.changes = changes
    }
}

/// `change/1`.
package struct ChangeDocument: FlatDocument {
    package static let flattenedMember = "change"
    package static let schemaName = "change/1"

    package var schema = Self.schemaName
    package var change: ChangeSummary

    package init(_ change: ChangeSummary) {
        self.change = change
    }
}

extension ChangeDocument {
    private enum Rest: String, CodingKey {
        case schema
    }

    package init(from decoder: any Decoder) throws {
        change = try ChangeSummary(from: decoder)
        let container = try decoder.container(keyedBy: Rest.self)
        schema = try container.decode(String.self, forKey: .schema)
    }

    package func encode(to encoder: any Encoder) throws {
        try change.encode(to: encoder)
        var container = encoder.container(keyedBy: Rest.self)
        try container.encode(schema, forKey: .schema)
    }
}
