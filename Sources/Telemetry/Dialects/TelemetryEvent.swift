/// The events of log records and spans that mean something to us.
package enum TelemetryEvent: Sendable, Hashable {
    /// One message of a call's input; who speaks, unless the message says otherwise.
    case message(role: String)
    /// One choice of a call's output.
    case choice
    /// Input and output of a call at once.
    case wholeCall
    /// A score.
    case evaluation
    /// An outcome of any kind.
    case outcome
    /// An entry for the ledger of changes.
    case change

    private static let names: [String: TelemetryEvent] = [
        "gen_ai.system.message": .message(role: "system"),
        "gen_ai.user.message": .message(role: "user"),
        "gen_ai.assistant.message": .message(role: "assistant"),
        "gen_ai.tool.message": .message(role: "tool"),
        "gen_ai.choice": .choice,
        "gen_ai.client.inference.operation.details": .wholeCall,
        "gen_ai.evaluation.result": .evaluation,
        "tiltmeter.outcome": .outcome,
        "tiltmeter.change": .change,
    ]

    /// `nil` for the name of any other event.
    package init?(name: String) {
        guard let known = Self.names[name] else { return nil }
        self = known
    }
}
