/// The groups that share a system's false-alarm budget (docs/statistics.md 4.1). On disk: never change the names.
public enum BudgetGroup: String, Sendable, Hashable, CaseIterable {
    /// Scores, labels, feedback, trust, refusals, empty and truncated answers.
    case quality
    /// Input tokens, prediction shares, fields.
    case drift
    /// Success, latency, time to the first token.
    case latencyAndErrors = "latency-and-errors"
    /// Cost, output tokens.
    case cost
    /// Canaries.
    case canaries
    /// Discovered slices.
    case slices

    /// The share of the system's budget; they add up to 1.
    public var defaultShare: Double {
        switch self {
        case .quality: 0.35
        case .drift: 0.20
        case .latencyAndErrors: 0.15
        case .cost: 0.10
        case .canaries: 0.10
        case .slices: 0.10
        }
    }
}
