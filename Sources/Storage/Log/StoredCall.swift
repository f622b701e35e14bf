public import Telemetry

/// A call as the store knows it.
public struct StoredCall: Sendable, Hashable {
    /// Where it stands in the log.
    public var position: LogPosition
    /// When it arrived.
    public var arrived: Timestamp
    /// The call. Its content is empty unless texts were asked for and are kept.
    public var call: Call
    /// What is known of its texts.
    public var texts: TextState
    /// What became final about it; `nil` while it is settling.
    public var settlement: Settlement?
    /// Where the settlement stands: the call's own position when it was settled at birth.
    public var settledAt: LogPosition?

    /// A call as the store knows it.
    public init(
        position: LogPosition, arrived: Timestamp, call: Call, texts: TextState, settlement: Settlement?,
        settledAt: LogPosition?
    ) {
        self.position = position
        self.arrived = arrived
        self.call = call
        self.texts = texts
        self.settlement = settlement
        self.settledAt = settledAt
    }

    /// The system that counts it: by its settlement, before that its own.
    public var system: SystemSlug? { settlement?.system ?? call.system }

    /// Where it is in its life.
    public var state: State {
        guard let settlement else { return .settling }
        return settlement.duplicateOf.map(State.duplicate) ?? .settled
    }

    /// Where a call is in its life.
    public enum State: Sendable, Hashable {
        /// Stored and visible; its trace has not arrived completely.
        case settling
        /// Final.
        case settled
        /// Final: it repeats another call and counts nowhere.
        case duplicate(of: CallKey)
    }
}

/// What is known of the texts of an entry.
public enum TextState: Sendable, Hashable {
    /// There never were any, or the text policy dropped them before storing.
    case none
    /// They are kept under this retention.
    case kept(TextRetention)
    /// They were kept and their retention has passed.
    case expired
}

/// A call with everything that belongs to it, for its page.
public struct CallDossier: Sendable, Hashable {
    /// The call, with texts where they are kept.
    public var call: StoredCall
    /// Log events of its span, by time, those that came after settling included.
    public var events: [StoredEvent]
    /// Outcomes joined to it, in storage order.
    public var outcomes: [StoredOutcome]

    /// A call with everything that belongs to it.
    public init(call: StoredCall, events: [StoredEvent], outcomes: [StoredOutcome]) {
        self.call = call
        self.events = events
        self.outcomes = outcomes
    }
}
