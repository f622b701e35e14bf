public import Telemetry

/// The demo's world: seven systems of one company, with planted faults and quiet traps, whose truth is known.
///
/// One seed, one "now": equal worlds deliver equal records. A world knows no clock; whoever plays it decides how fast
/// time goes by.
///
/// ```swift
/// let world = World(seed: 1, now: now)
/// var traffic = world.traffic()
/// for record in traffic.records(until: now) { … }                          // 90 days of history
/// for record in traffic.records(until: now.advanced(bySeconds: 3_600)) { … } // the first live hour
/// ```
public struct World: Sendable {
    /// What everything random follows from.
    public let seed: UInt64
    /// Where history ends and live traffic begins.
    public let now: Timestamp
    /// Days of history.
    public let days: Int
    /// Traffic relative to the demo's about 180,000 calls in 90 days.
    public let scale: Double
    /// True when a feed reports the provider's change to the ledger; else only the calls show it, by their fingerprint.
    public var hasProviderFeed = true

    /// A world whose history begins `days` before `now`.
    public init(seed: UInt64, now: Timestamp, days: Int = 90, scale: Double = 1) {
        self.seed = seed
        self.now = now
        self.days = days
        self.scale = scale
    }

    /// What was planted in this world.
    public var truth: Truth { Truth(calendar) }

    /// The world's records from the beginning of its history on.
    public func traffic() -> Traffic { Traffic(self) }

    var calendar: WorldCalendar { WorldCalendar(now: now, days: days) }

    static let systems: [any SimulatedSystem] = [
        SupportAnswers(), ReplyDrafts(), FraudScoring(), InvoiceExtraction(), RefundTriage(), SearchReranking(),
        LeadScoring(),
    ]
}
