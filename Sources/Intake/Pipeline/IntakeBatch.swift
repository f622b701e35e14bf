public import OTLP
public import Telemetry

/// What one request, or one piece of a file, brought, decoded and normalised.
public struct IntakeBatch: Sendable {
    /// Who sent it.
    public var source: IntakeSource
    /// What it brought. The receipt answers in the same order.
    public var items: [IntakeItem]
    /// True when one refused item refuses all.
    public var isStrict: Bool

    /// A batch of a source.
    public init(source: IntakeSource, items: [IntakeItem], isStrict: Bool = false) {
        self.source = source
        self.items = items
        self.isStrict = isStrict
    }
}

/// One thing that was sent. Indirect: a call has dozens of members, and batches of them are handed on several times.
public indirect enum IntakeItem: Sendable, Hashable {
    /// A call that is complete by itself, as our own JSON and files bring it: it settles at once.
    case call(Call)
    /// A call that came as a span: it settles with its trace.
    case span(Call)
    /// A span that is no call.
    case context(ContextSpan)
    /// A log event with content of a call.
    case event(ContentEvent)
    /// Feedback, a label, a score, a business outcome.
    case outcome(Outcome)
    /// An entry for the ledger of what changed.
    case change(Change)
}

extension IntakeItem {
    /// What a decoded OTLP request brought.
    public static func items(of batch: NormalisedBatch) -> [IntakeItem] {
        batch.calls.map(IntakeItem.span) + batch.contexts.map(IntakeItem.context) + batch.events.map(IntakeItem.event)
            + batch.outcomes.map(IntakeItem.outcome) + batch.changes.map(IntakeItem.change)
    }
}

/// Who sends, for the sources page. At most ``IntakeCounters/sources`` different ones are told apart.
public struct IntakeSource: Sendable, Hashable, Comparable {
    /// `service.name`, where the sender says it.
    public var service: String?
    /// The client: its user agent, or `import`.
    public var client: String?
    /// The dialect, such as `OpenTelemetry GenAI`, or `json`.
    public var dialect: String?

    /// A source as it names itself.
    public init(service: String? = nil, client: String? = nil, dialect: String? = nil) {
        self.service = service
        self.client = client
        self.dialect = dialect
    }

    /// By service, client, dialect.
    public static func < (left: IntakeSource, right: IntakeSource) -> Bool {
        (left.service ?? "", left.client ?? "", left.dialect ?? "")
            < (right.service ?? "", right.client ?? "", right.dialect ?? "")
    }
}
