package import Storage
package import Telemetry

/// One outcome in `/v1/outcomes` and beside its call.
package struct OutcomeSummary: Codable, Sendable, Hashable {
    package var id: String
    package var clientId: String?
    package var kind: Outcome.Kind
    package var name: String
    package var value: JSONTree?
    package var label: String?
    package var text: String?
    package var rationale: String?
    package var rater: Rater
    package var amountUsd: Double?
    package var time: Timestamp
    package var arrived: Timestamp
    package var sampled: Double
    /// True until its call is known and settled.
    package var awaited: Bool
    /// The call that it counts for.
    package var call: String?

    package init(_ stored: StoredOutcome) {
        let outcome = stored.outcome
        id = outcome.key.hex
        clientId = outcome.clientID
        kind = outcome.kind
        name = outcome.name
        value =
            switch outcome.value {
            case .number(let number): .number(number)
            case .boolean(let flag): .flag(flag)
            case .text(let text): .text(text)
            case nil: nil
            }
        label = outcome.label
        text = outcome.text
        rationale = outcome.rationale
        rater = outcome.rater
        amountUsd = outcome.amountPicodollars.map { Double($0) / 1e12 }
        time = outcome.time
        arrived = stored.arrived
        sampled = outcome.sampled
        awaited = stored.joined == nil
        call = stored.joined?.call?.hex
    }
}

/// `outcomes/1`: the outcomes of one call.
package struct OutcomesDocument: Document {
    package static let schemaName = "outcomes/1"

    package var schema = Self.schemaName
    package var outcomes: [OutcomeSummary]
    /// How many outcomes of all systems wait for their call.
    package var awaited: Int

    package init(outcomes: [OutcomeSummary], awaited: Int) {
        self.outcomes = outcomes
        self.awaited = awaited
    }
}

/// `outcome/1`.
package struct OutcomeDocument: FlatDocument {
    package static let flattenedMember = "outcome"
    package static let schemaName = "outcome/1"

    package var schema = Self.schemaName
    package var outcome: OutcomeSummary

    package init(_ outcome: OutcomeSummary) {
        self.outcome = outcome
    }
}

extension OutcomeDocument {
    private enum Rest: String, CodingKey {
        case schema
    }

    package init(from decoder: any Decoder) throws {
        outcome = try OutcomeSummary(from: decoder)
        let container = try decoder.container(keyedBy: Rest.self)
        schema = try container.decode(String.self, forKey: .schema)
    }

    package func encode(to encoder: any Encoder) throws {
        try outcome.encode(to: encoder)
        var container = encoder.container(keyedBy: Rest.self)
        try container.encode(schema, forKey: .schema)
    }
}
