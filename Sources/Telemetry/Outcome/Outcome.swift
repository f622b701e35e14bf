/// What arrives later about a call: feedback, a label, a score, a business outcome. Immutable; joined to its call when that
/// has settled, weeks later if need be.
public struct Outcome: Sendable, Hashable {
    /// The kinds of outcome.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// What a user said or did.
        case feedback
        /// Ground truth.
        case label
        /// A rating by a check, a judge or a person.
        case score
        /// What it was worth.
        case business

        /// Who judges where nobody says.
        public var usualRater: Rater.Kind {
            switch self {
            case .feedback, .business: .user
            case .label: .person
            case .score: .check
            }
        }
    }

    /// Its value.
    public enum Value: Sendable, Hashable {
        /// A number in the name's own scale; finite.
        case number(Double)
        /// Yes or no.
        case boolean(Bool)
        /// A category.
        case text(String)
    }

    /// Which way is better, where the sender says so.
    public enum Better: String, Sendable, Hashable, Codable, CaseIterable {
        /// More is better.
        case high
        /// Less is better.
        case low
    }

    /// Identity in the store.
    public var key: CallKey
    /// The client's own id, 1 to 128 characters.
    public var clientID: String?
    /// What it is about.
    public var target: OutcomeTarget
    /// The span under which it was logged: asked for when the target is an answer of the provider that none or several
    /// calls of the trace have.
    public var loggedUnder: SpanID?
    /// What it is.
    public var kind: Kind
    /// Its name as sent, at most 64 characters.
    public var name: String
    /// Its value, if it has one.
    public var value: Value?
    /// A class or category, at most 64 characters.
    public var label: String?
    /// A comment or a corrected output, at most 64 KiB; kept with the texts.
    public var text: String?
    /// The scale, where declared: low < high.
    public var range: ClosedRange<Double>?
    /// The direction, where declared.
    public var better: Better?
    /// Who judged.
    public var rater: Rater
    /// Why, at most 8 KiB; kept with the texts.
    public var rationale: String?
    /// Money won (+) or lost (−), in picodollars.
    public var amountPicodollars: Int64?
    /// When it happened.
    public var time: Timestamp
    /// The chance with which this call was chosen for scoring, 0 to 1, exclusive of 0.
    public var sampled: Double = 1
    /// The outcome that this one replaces.
    public var supersedes: CallKey?

    /// An outcome of which only the least is known yet.
    public init(key: CallKey, target: OutcomeTarget, kind: Kind, name: String, rater: Rater, time: Timestamp) {
        self.key = key
        self.target = target
        self.kind = kind
        self.name = name
        self.rater = rater
        self.time = time
    }
}

/// What an outcome is about. It may not exist yet.
public enum OutcomeTarget: Sendable, Hashable {
    /// A call by its key, made of the client's id and system, or of trace and span.
    case call(CallKey)
    /// A span, which may be a call or a context span of the trace.
    case span(TraceID, SpanID)
    /// A trace: counted for its last call with an output.
    case trace(TraceID)
    /// The call with this answer of the provider.
    case response(String, system: SystemSlug?, trace: TraceID?)
    /// A session: counted for its last call.
    case session(PersonKey)
}

/// Who judged.
public struct Rater: Sendable, Hashable, Codable {
    /// The kinds of rater.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// A user of the watched system.
        case user
        /// Somebody who reviews.
        case person
        /// A language model.
        case judge
        /// A rule.
        case check
    }

    /// What kind.
    public var kind: Kind
    /// The rater's name.
    public var name: String?
    /// The rater's version.
    public var version: String?

    /// A rater.
    public init(_ kind: Kind, name: String? = nil, version: String? = nil) {
        self.kind = kind
        self.name = name
        self.version = version
    }
}
