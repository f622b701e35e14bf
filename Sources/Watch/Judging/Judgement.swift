public import Statistics
public import Telemetry

/// What judging a system came to: what is new since the last time. Committed in one transaction with the state.
public struct Judgement: Sendable {
    /// Something that happened to a tilt.
    public enum Event: Sendable, Hashable {
        /// Evidence reached the monitor's budget, or a plain rule fired.
        case raised(TiltReport)
        /// A further alarm, with a size wholly beyond the first.
        case steeper(TiltReport)
        /// Its size and evidence, brought up to date.
        case updated(TiltReport)
        /// The statement of recovery: back since that second.
        case recovered(key: String, since: Int64, at: Int64)
    }

    /// Baselines that were pinned, with the second of pinning and why.
    public internal(set) var pinned: [(baseline: PinnedBaseline, at: Int64, reason: String)] = []
    /// Monitors that ended, with the second.
    public internal(set) var retired: [(monitorID: String, at: Int64)] = []
    /// What happened to tilts, in order.
    public internal(set) var events: [Event] = []
    /// How many blocks were judged.
    public internal(set) var blocks = 0
}

/// A tilt as judging sees it.
public struct TiltReport: Sendable, Hashable {
    /// What raised it.
    public enum Cause: String, Sendable, Hashable, Codable {
        /// A monitor's evidence; counts against the false-alarm budget.
        case evidence
        /// More than half of the calls failed over five minutes; off the budget.
        case errors
        /// No call for longer than ever in the baseline; off the budget.
        case silence
    }

    /// Its name in the store: monitor (or rule) and the second it was noticed.
    public var key: String
    /// What raised it.
    public var cause: Cause
    /// The signal.
    public var signal: SignalName
    /// The slice value; `nil` for all calls.
    public var slice: SliceValue?
    /// The monitor; `nil` for plain rules.
    public var monitorID: String?
    /// Which way it went: true when the signal rose.
    public var rose: Bool
    /// Of a percentile set: the percentile whose share of larger events rose or fell, such as 0.99.
    public var percentile: Double?
    /// When it was noticed, seconds since 1970.
    public var noticed: Int64
    /// Since when.
    public var onset: OpenTilt.Onset
    /// True for a named baseline whose period overlaps the judged one: the onset is between the two periods.
    public var isBetweenPeriods: Bool
    /// The signal before: the reference's mean in its own unit (of a percentile set: the share of events above).
    public var before: Double
    /// The signal since the onset, adjusted for season and mix, in the same unit.
    public var since: Double
    /// The range of ``since`` that holds at all times.
    public var sinceLow: Double
    /// See ``sinceLow``.
    public var sinceHigh: Double
    /// Events since the onset.
    public var events: Double
    /// The evidence; `nil` for plain rules.
    public var evidence: Evidence?
    /// How often it became steeper.
    public var steeper: Int
}
