import Telemetry

/// The circumstances of one call.
struct Moment: Sendable {
    /// The system.
    var system: SystemSlug
    /// When the call starts.
    var time: Timestamp
    /// Days from now; negative in the past.
    var days: Double
    /// Who asks.
    var user: Int
    /// The client's id of the call.
    var callID: String
    /// The call's identity, which follows from its system and id.
    var key: CallKey
    /// The session: the same for its calls.
    var session: UInt64
    /// Dates of the world.
    var calendar: WorldCalendar
    /// Mitigations in force for this system.
    var mitigations: [SimulatedMitigation]

    /// The UTC day, since 1970.
    var day: Int64 { time.seconds.flooredQuotient(by: 86_400) }

    /// A rate moved by the user's mood of the day.
    func rate(_ rate: Double, _ mood: Mood) -> Double { mood.shifted(rate, seed: worldSeed, user: user, day: day) }

    /// The same for all calls of one world.
    var worldSeed: UInt64

    /// The mitigation that covers a call with these attributes; of several the one that was started last.
    func mitigation(for attributes: [String: AttributeValue]) -> SimulatedMitigation? {
        mitigations.last { $0.covers(attributes) }
    }

    /// A call with everything that does not depend on the system.
    func call(_ kind: CallKind) -> Call {
        var call = Call(key: key, kind: kind, time: time)
        call.clientID = callID
        call.system = system
        call.environment = "production"
        return call
    }

    /// An outcome of this call.
    func outcome(
        _ kind: Outcome.Kind, _ name: String, _ value: Outcome.Value?, _ rater: Rater, after seconds: Double
    ) -> (delay: Double, outcome: Outcome) {
        let id = "\(callID).\(name)"
        var outcome = Outcome(
            key: CallKey(clientID: id, system: system), target: .call(key),
            kind: kind, name: name, rater: rater, time: time.advanced(byNanoseconds: Int64(seconds * 1e9)))
        outcome.clientID = id
        outcome.value = value
        return (seconds, outcome)
    }
}
