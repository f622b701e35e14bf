public import Telemetry

/// An outcome with the names that its client uses for the call.
public struct SimulatedOutcome: Sendable {
    /// The outcome.
    public var outcome: Outcome
    /// The system of the call.
    public var system: SystemSlug
    /// The client's id of the call.
    public var callID: String
    /// When the call was made.
    public var callTime: Timestamp

    func write(to text: inout JSONText) {
        text.beginObject()
        text.member("id", outcome.clientID)
        text.member("call_id", callID)
        text.member("system", system.text)
        text.member("kind", outcome.kind.rawValue)
        text.member("name", outcome.name)
        switch outcome.value {
        case .number(let number): text.member("value", number)
        case .boolean(let flag):
            text.name("value")
            text.boolean(flag)
        case .text(let value): text.member("value", value)
        case nil: break
        }
        text.member("label", outcome.label)
        text.member("text", outcome.text)
        if let range = outcome.range {
            text.name("range")
            text.beginArray()
            text.number(range.lowerBound)
            text.number(range.upperBound)
            text.endArray()
        }
        text.member("better", outcome.better?.rawValue)
        text.name("rater")
        text.beginObject()
        text.member("kind", outcome.rater.kind.rawValue)
        text.member("name", outcome.rater.name)
        text.member("version", outcome.rater.version)
        text.endObject()
        text.member("rationale", outcome.rationale)
        text.member("time", outcome.time.rfc3339)
        if outcome.sampled < 1 { text.member("sampled", outcome.sampled) }
        text.endObject()
    }
}
