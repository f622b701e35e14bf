public import Telemetry

/// How one signal of a system stands against its own baseline, overall or in one slice.
public struct SignalStanding: Sendable, Hashable {
    /// The one vocabulary of states.
    public enum State: Sendable, Hashable {
        /// There is no baseline yet.
        case learning(Missing)
        /// It came, and then it stopped.
        case stopped(since: Timestamp)
        /// Nothing can be judged against its baseline: too few reference events.
        case blind
        /// No evidence, against a provisional baseline.
        case provisional
        /// No evidence.
        case level
        /// A tenth of the alarm budget is reached.
        case watch
        /// The alarm budget was reached, and nothing has ended the tilt.
        case tilting
    }

    /// What a signal still needs before it is judged.
    public struct Missing: Sendable, Hashable {
        /// Events so far and needed.
        public let events: UInt64
        /// See ``events``.
        public let eventsNeeded: UInt64
        /// Whole days so far and needed.
        public let days: Int
        /// See ``days``.
        public let daysNeeded: Int
        /// When both are there if events go on as they come; `nil` when that cannot be said.
        public let ready: Timestamp?
    }

    /// What is known about the signal itself.
    public let profile: SignalProfile
    /// The slice value; `nil` for all calls.
    public let slice: SliceValue?
    /// How it stands.
    public let state: State
    /// The trailing window, or since the onset while it tilts; `nil` without events.
    public let now: Figure?
    /// The 95th percentile of the trailing window, for signals without a scale.
    public let p95: Double?
    /// The pinned reference's mean; `nil` before a baseline.
    public let baseline: Double?
    /// The reference's 95th percentile.
    public let baselineP95: Double?
    /// The monitor that judges it; `nil` before a baseline.
    public let monitor: Monitor?
    /// The open tilt, as judging wrote it.
    public let tilt: OpenTilt?

    /// A change that matters, in the signal's own unit; `nil` before a baseline.
    public var tolerance: Double? { baseline.map { profile.tolerance.absolute(baseline: $0) } }

    /// The distance from the baseline in tolerances with its range, turned so that negative is worse; `nil` before a
    /// baseline. Where either direction is worse, the size alone counts, as worse.
    public var lean: (value: Double, low: Double, high: Double)? {
        guard let now, let baseline, let tolerance, tolerance > 0 else { return nil }
        let distances = [now.value, now.low, now.high].map { ($0 - baseline) / tolerance }
        switch profile.worse {
        case .lower: return (distances[0], distances[1], distances[2])
        case .higher: return (-distances[0], -distances[2], -distances[1])
        case .either:
            let ends = [abs(distances[1]), abs(distances[2])]
            let inside = distances[1] <= 0 && distances[2] >= 0
            return (-abs(distances[0]), -(ends.max() ?? 0), inside ? 0 : -(ends.min() ?? 0))
        }
    }
}
