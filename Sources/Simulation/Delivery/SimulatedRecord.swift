public import Telemetry

/// One delivery of a simulated client: what it sends, and when it arrives.
public struct SimulatedRecord: Sendable {
    /// What is sent.
    public indirect enum Content: Sendable {
        /// A call.
        case call(SimulatedCall)
        /// What was learnt about a call later.
        case outcome(SimulatedOutcome)
        /// An entry for the ledger.
        case change(Change)
    }

    /// When it arrives. Records are handed out in this order.
    public var arrival: Timestamp
    /// What is sent.
    public var content: Content
    /// True when the same record was delivered before: a retry after a lost answer.
    public var isRepeated = false

    /// The route of the JSON intake that takes it.
    public var route: String {
        switch content {
        case .call: "/v1/calls"
        case .outcome: "/v1/outcomes"
        case .change: "/v1/changes"
        }
    }

    /// The record as the client writes it: one JSON object, without a line break.
    public var json: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(4_096)
        appendJSON(to: &bytes)
        return bytes
    }

    /// Appends ``json``; several records make JSON lines with a line break between them.
    public func appendJSON(to bytes: inout [UInt8]) {
        var text = JSONText()
        swap(&text.bytes, &bytes)
        defer { swap(&text.bytes, &bytes) }
        switch content {
        case .call(let call): call.write(to: &text)
        case .outcome(let outcome): outcome.write(to: &text)
        case .change(let change): Self.write(change, to: &text)
        }
    }

    private static func write(_ change: Change, to text: inout JSONText) {
        text.beginObject()
        text.member("kind", change.kind.rawValue)
        text.member("title", change.title)
        text.name("systems")
        text.beginArray()
        for system in change.systems { text.text(system.text) }
        text.endArray()
        text.member("id", change.clientID)
        text.member("ref", change.ref)
        text.member("from", change.from)
        text.member("to", change.to)
        text.member("time", change.time.rfc3339)
        text.member("until", change.until?.rfc3339)
        text.member("author", change.author)
        text.member("url", change.url)
        text.member("detail", change.detail)
        text.endObject()
    }
}
