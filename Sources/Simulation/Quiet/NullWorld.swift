public import Telemetry

/// Many systems in which nothing changes: whatever is found here is a false alarm.
///
/// Weekly season, sessions, moods of users, heavy tails, outcomes minutes to hours late. With ``Mix/shifting`` the mix of
/// slices follows the week, drifts and jumps as well, while every slice stays what it was.
public struct NullWorld: Sendable {
    /// What the mix of slices does.
    public enum Mix: Sendable, Hashable {
        /// It stays.
        case resting
        /// It follows the week, drifts and jumps.
        case shifting
    }

    /// How many systems.
    public let systems: Int
    /// How many days.
    public let days: Int
    /// What everything random follows from.
    public let seed: UInt64
    /// What the mix of slices does.
    public let mix: Mix
    /// Calls of a system and day, median over systems.
    public let callsPerDay: Double
    /// The first instant, a Monday 00:00 UTC.
    public let start: Timestamp

    /// - Parameter start: any instant; the world begins on the Monday of its week.
    public init(
        systems: Int = 200, days: Int = 60, seed: UInt64, mix: Mix = .resting, callsPerDay: Double = 300,
        start: Timestamp
    ) {
        self.systems = systems
        self.days = days
        self.seed = seed
        self.mix = mix
        self.callsPerDay = callsPerDay
        let day = CivilDate(start)
        self.start = CivilDate(dayNumber: day.dayNumber - Int64(day.weekday)).start
    }

    /// The settled rows of one system, made as they are asked for.
    /// - Parameter number: 0 to `systems` - 1. Systems do not depend on each other, so they can be run side by side.
    public func rows(system number: Int) -> QuietRows {
        QuietRows(system(number), start: start, days: days)
    }

    /// The same calls and outcomes as a client would send them, in the order of arrival; for small worlds.
    public func records(system number: Int) -> [SimulatedRecord] {
        let system = system(number)
        var queue = DeliveryQueue()
        let first = start.seconds.flooredQuotient(by: 3_600)
        for hour in first..<first + Int64(days) * 24 {
            for event in system.events(hour: hour, start: start) { send(event, of: system, in: &queue) }
        }
        var records: [SimulatedRecord] = []
        while let record = queue.next(before: start.advanced(bySeconds: Int64(days) * 86_400)) {
            records.append(record)
        }
        return records
    }

    /// The mean of good outcomes over a whole world, by slice value; the same at all times.
    public func good(system number: Int) -> [(part: String, share: Double)] {
        system(number).parts.map { ($0.value, $0.good) }
    }

    private func system(_ number: Int) -> QuietSystem {
        QuietSystem(number: number, seed: seed, perDay: callsPerDay, isShifting: mix == .shifting)
    }

    private func send(_ event: QuietSystem.Event, of system: QuietSystem, in queue: inout DeliveryQueue) {
        let id = "q-" + String(event.id, radix: 36)
        let key = CallKey(clientID: id, system: system.slug)
        var call = Call(key: key, kind: .llm, time: event.time)
        call.clientID = id
        call.system = system.slug
        call.provider = "meridian"
        call.requestModel = "quiet-1"
        call.responseModel = "quiet-1"
        call.attributes = ["part": .text(system.parts[event.part].value)]
        call.latencyMicroseconds = Int64(event.milliseconds * 1_000)
        call.failed = event.failed
        if event.failed {
            call.errorType = "APITimeoutError"
        } else {
            call.tokens.input = event.inputTokens
            call.tokens.output = event.outputTokens
        }
        queue.send(
            .call(SimulatedCall(call: call, userID: "user-\(event.user)", sessionID: nil)),
            arrival: event.time.advanced(byNanoseconds: Int64(event.milliseconds * 1e6)))
        guard let (isGood, arrival) = event.outcome else { return }
        var outcome = Outcome(
            key: CallKey(clientID: id + ".accepted", system: system.slug), target: .call(key), kind: .feedback,
            name: QuietRows.outcomeName.text, rater: Rater(.user), time: arrival)
        outcome.clientID = id + ".accepted"
        outcome.value = .boolean(isGood)
        queue.send(
            .outcome(SimulatedOutcome(outcome: outcome, system: system.slug, callID: id, callTime: event.time)),
            arrival: arrival)
    }
}
