package import Telemetry

/// `/calls`: the latest calls, by system and slice.
package struct CallsPage: Encodable, Sendable {
    /// All systems that calls can be filtered by.
    package let systems: [SystemHeading]
    package let filter: Filter
    /// Newest first.
    package let calls: [CallRow]
    /// The address of the next older page.
    package let older: String?
    /// The address of the newest page, when this is an older one.
    package let newest: String?

    package init(systems: [SystemHeading], filter: Filter, calls: [CallRow], older: String?, newest: String?) {
        self.systems = systems
        self.filter = filter
        self.calls = calls
        self.older = older
        self.newest = newest
    }

    /// What is shown.
    package struct Filter: Encodable, Sendable, Hashable {
        /// A slug.
        package let system: String?
        package let slice: Slice?
        /// As sent in `where`, canonical.
        package let condition: String?
        package let from: Timestamp?
        package let to: Timestamp?

        package init(system: String?, slice: Slice?, condition: String?, from: Timestamp?, to: Timestamp?) {
            self.system = system
            self.slice = slice
            self.condition = condition
            self.from = from
            self.to = to
        }
    }
}

/// One call in a list.
package struct CallRow: Encodable, Sendable, Hashable {
    /// As in addresses.
    package let id: String
    package let system: SystemHeading
    package let time: Timestamp
    /// The beginning of what was asked; `nil` when texts are not kept or may not be read. Text from outside.
    package let excerpt: String?
    /// The model that answered, else the one asked for. Text from outside.
    package let model: String?
    /// Values of slice dimensions, in canonical order. Text from outside.
    package let slices: [SliceValue]
    package let status: CallStatus
    package let latencySeconds: Double?
    package let tokens: Int?
    package let cost: CallCost
    /// The worst score that it got.
    package let score: ScoreRow?

    package init(
        id: String, system: SystemHeading, time: Timestamp, excerpt: String?, model: String?,
        slices: [SliceValue], status: CallStatus, latencySeconds: Double?, tokens: Int?, cost: CallCost,
        score: ScoreRow?
    ) {
        self.id = id
        self.system = system
        self.time = time
        self.excerpt = excerpt
        self.model = model
        self.slices = slices
        self.status = status
        self.latencySeconds = latencySeconds
        self.tokens = tokens
        self.cost = cost
        self.score = score
    }
}

/// Whether a call succeeded.
package enum CallStatus: Encodable, Sendable, Hashable {
    case ok
    /// With the type of the error as sent, if any.
    case failed(type: String?)
}

/// What a call cost, or why that is not known.
package enum CallCost: Encodable, Sendable, Hashable {
    /// US dollars.
    case priced(dollars: Double)
    case noUsage
    /// No price for this model.
    case noPrice
    /// Nothing that is paid for by tokens.
    case notApplicable
}

/// An evaluation of a call.
package struct ScoreRow: Encodable, Sendable, Hashable {
    package let name: String
    package let value: Double?
    package let label: String?
    /// The declared or learnt scale.
    package let low: Double?
    package let high: Double?
    package let rater: Rater
    package let raterName: String?
    package let raterVersion: String?
    package let rationale: String?
    package let time: Timestamp

    package init(
        name: String, value: Double?, label: String?, low: Double?, high: Double?, rater: Rater, raterName: String?,
        raterVersion: String?, rationale: String?, time: Timestamp
    ) {
        self.name = name
        self.value = value
        self.label = label
        self.low = low
        self.high = high
        self.rater = rater
        self.raterName = raterName
        self.raterVersion = raterVersion
        self.rationale = rationale
        self.time = time
    }

    /// Who or what judged.
    package enum Rater: String, Encodable, Sendable, Hashable {
        case user, person, judge, check
    }
}
