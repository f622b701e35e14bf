import Telemetry

/// One system of a world: who calls it and when, what it answers, and what comes of it.
protocol SimulatedSystem: Sendable {
    /// Who calls it, how often, in what rhythm.
    var profile: SystemProfile { get }

    /// Volume at an instant relative to the ordinary, for campaigns and late starts.
    func volume(at time: Timestamp, in calendar: WorldCalendar) -> Double

    /// One call, with what will be learnt about it; `nil` when a mitigation keeps it from being made.
    func call(_ moment: Moment, _ dice: inout Dice) -> MadeCall?
}

extension SimulatedSystem {
    func volume(at time: Timestamp, in calendar: WorldCalendar) -> Double { 1 }
}

/// Who calls a system, how often and in what rhythm.
struct SystemProfile: Sendable {
    /// The system.
    var slug: SystemSlug
    /// Calls in 90 days.
    var calls: Double
    /// Through day and week.
    var rhythm: Rhythm
    /// How many different users.
    var users: Int
    /// Calls of one session beyond the first, on average.
    var furtherCalls: Double
    /// Seconds between calls of a session, on average.
    var pause: Double
    /// What the client's ids begin with.
    var prefix: String
    /// True when its client never sends late, twice or out of order.
    var isPunctual = false
    /// True when history holds exactly the stated number of calls.
    var isExact = false

    init(
        _ name: String, calls: Double, rhythm: Rhythm, users: Int, furtherCalls: Double, pause: Double, prefix: String
    ) {
        guard let slug = SystemSlug(name) else { preconditionFailure("\(name) is no system") }
        self.slug = slug
        self.calls = calls
        self.rhythm = rhythm
        self.users = users
        self.furtherCalls = furtherCalls
        self.pause = pause
        self.prefix = prefix
    }
}

/// A call and what will be learnt about it.
struct MadeCall: Sendable {
    var call: Call
    /// Each with the seconds from the call to its arrival.
    var outcomes: [(delay: Double, outcome: Outcome)] = []
}
