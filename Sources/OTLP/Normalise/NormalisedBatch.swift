public import Telemetry

/// What one request became: everything that is to be stored, and what is to be said about the rest.
public struct NormalisedBatch: Sendable {
    /// Calls, without what settling adds.
    public var calls: [Call] = []
    /// Other spans of their traces.
    public var contexts: [ContextSpan] = []
    /// Log events, and events of spans, that bring content of calls.
    public var events: [ContentEvent] = []
    /// Scores, feedback and labels.
    public var outcomes: [Outcome] = []
    /// Entries for the ledger of changes.
    public var changes: [Change] = []
    /// Records that were refused, by reason.
    public var refusals: [RefusalReason: Int] = [:]
    /// What was odd about records that were accepted.
    public var counts = NormalisationCounts()

    /// Nothing.
    public init() {}

    /// Records that were used, or recognised and left aside on purpose.
    public var accepted: Int {
        calls.count + contexts.count + events.count + outcomes.count + changes.count + counts.ignored
            + counts.unfinished + counts.orphans
    }

    /// Records that were refused.
    public var refused: Int { refusals.values.reduce(0, +) }

    mutating func refuse(_ reason: RefusalReason) { refusals[reason, default: 0] += 1 }
}

/// What was odd about records that were accepted. For the sources page and our own metrics.
public struct NormalisationCounts: Sendable, Hashable {
    /// Log records that are none of ours.
    public var ignored = 0
    /// Events with content or outcomes that name no span, or too little to say what they are about.
    public var orphans = 0
    /// Spans that a client sent before they had ended.
    public var unfinished = 0
    /// Spans that end before they start.
    public var clockBackwards = 0
    /// Records whose time is ahead of ours.
    public var skew = 0
    /// Records without a time of their own.
    public var timeAssumed = 0
    /// Attributes to slice by, or input columns, beyond the limits or with a key that is not UTF-8.
    public var droppedKeys = 0
    /// Numbers outside their range: negative costs, confidences beyond 0 to 1, NaN.
    public var badNumbers = 0
    /// Predictions whose probabilities do not sum to 1 ± 0.01.
    public var badProbabilities = 0
    /// Calls whose texts were cut to the limits.
    public var truncated = 0

    /// Nothing odd.
    public init() {}
}
