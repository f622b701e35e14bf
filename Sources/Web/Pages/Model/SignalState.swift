package import Telemetry

/// How a signal stands, by evidence only. The one vocabulary of pages, API and notifications.
package enum SignalState: Sendable, Hashable {
    /// There is no baseline yet.
    case learning(Missing)
    /// There is nothing to judge.
    case noSignal(Gap)
    /// No evidence against it, but against a baseline that is not pinned yet.
    case provisionalLevel
    /// No evidence against it.
    case level
    /// A tenth of the monitor's alarm budget is reached.
    case watch
    /// The monitor's alarm budget is reached, and neither recovery, dismissal nor a new baseline has ended it.
    case tilting

    /// The word of the API: `no_signal`, `learning`, `level`, `watch`, `tilting`.
    package var word: String {
        switch self {
        case .learning: "learning"
        case .noSignal: "no_signal"
        case .provisionalLevel, .level: "level"
        case .watch: "watch"
        case .tilting: "tilting"
        }
    }

    /// For sorting and for the worst of several: tilting, watch, no signal, learning, level.
    package var urgency: Int {
        switch self {
        case .tilting: 5
        case .watch: 4
        case .noSignal: 3
        case .learning: 2
        case .provisionalLevel: 1
        case .level: 0
        }
    }
}

/// What a signal still needs before verdicts about it can begin.
package struct Missing: Encodable, Sendable, Hashable {
    /// What is counted.
    package let counted: Counted
    /// Seen so far.
    package let events: Int
    /// Needed in all.
    package let needed: Int
    /// Whole days seen and needed; `nil` when only the events are missing.
    package let days: DayCount?
    /// When it will be complete if events go on as they come now; `nil` when that cannot be said.
    package let ready: Timestamp?
    /// The smallest change that would then be found, in the signal's unit (shares as 0 to 1, latency, tokens and money
    /// relative); `nil` when it cannot be said yet.
    package let smallestChange: Double?

    package init(
        counted: Counted, events: Int, needed: Int, days: DayCount?, ready: Timestamp?, smallestChange: Double?
    ) {
        self.counted = counted
        self.events = events
        self.needed = needed
        self.days = days
        self.ready = ready
        self.smallestChange = smallestChange
    }

    /// Days so far and days needed.
    package struct DayCount: Encodable, Sendable, Hashable {
        package let seen: Int
        package let needed: Int

        package init(seen: Int, needed: Int) {
            self.seen = seen
            self.needed = needed
        }
    }
}

/// What events are counted for a signal.
package enum Counted: String, Encodable, Sendable, Hashable {
    case calls, predictions, sessions, scores, labels, outcomes
}

/// Why there is nothing to judge.
package enum Gap: Sendable, Hashable {
    /// Nothing of the kind was ever sent.
    case neverSent
    /// It came, and then it stopped.
    case stopped(since: Timestamp)
    /// It comes, but too late to judge the present: typical delay in days.
    case late(days: Double)
    /// It cannot be measured from what is sent; says what is missing, as "texts are not sent".
    case notMeasurable(String)
    /// The monitor cannot run; says why.
    case notRunning(String, since: Timestamp)
}

extension Gap: Encodable {
    private enum CodingKeys: String, CodingKey {
        case reason, since, days, detail
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .neverSent:
            try container.encode("never_sent", forKey: .reason)
        case .stopped(let since):
            try container.encode("stopped", forKey: .reason)
            try container.encode(since, forKey: .since)
        case .late(let days):
            try container.encode("late", forKey: .reason)
            try container.encode(days, forKey: .days)
        case .notMeasurable(let detail):
            try container.encode("not_measurable", forKey: .reason)
            try container.encode(detail, forKey: .detail)
        case .notRunning(let detail, let since):
            try container.encode("not_running", forKey: .reason)
            try container.encode(detail, forKey: .detail)
            try container.encode(since, forKey: .since)
        }
    }
}

extension SignalState: Encodable {
    private enum CodingKeys: String, CodingKey {
        case word, provisional, missing, gap
    }

    /// As an object: `{"word":"learning","missing":{…}}`.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(word, forKey: .word)
        switch self {
        case .learning(let missing): try container.encode(missing, forKey: .missing)
        case .noSignal(let gap): try container.encode(gap, forKey: .gap)
        case .provisionalLevel: try container.encode(true, forKey: .provisional)
        case .level, .watch, .tilting: break
        }
    }
}
