/// What people do when they trust a system, per session, each 0 ... 1 with 1 = trust (docs/statistics.md 13.1). On disk: never
/// change the names.
public enum TrustComponent: String, Sendable, Hashable, CaseIterable {
    /// The share of suggestions accepted or used.
    case acceptance
    /// 1 minus the normalised edit distance between suggestion and final text.
    case keptText = "kept_text"
    /// 1 minus the share of requests asked again within two minutes.
    case noRetry = "no_retry"
    /// 1 minus the share of conversations left without use after an answer.
    case noAbandon = "no_abandon"
    /// The share of eligible tasks for which the feature is used at all.
    case reliance
    /// 1 minus the share of answers that were checked elsewhere.
    case noVerification = "no_verification"

    /// How much it counts; the weights add up to 1.
    public var weight: Double {
        switch self {
        case .acceptance: 0.30
        case .keptText: 0.20
        case .noRetry, .noAbandon: 0.15
        case .reliance, .noVerification: 0.10
        }
    }

    /// The trust of one session: the weighted mean of what was observed; nil when nothing was.
    ///
    /// E1 watches `1 -` this per session, on the score grid.
    public static func session(_ components: [TrustComponent: Double]) -> Double? {
        var sum = 0.0
        var weight = 0.0
        for component in allCases {
            guard let value = components[component] else { continue }
            sum += component.weight * value
            weight += component.weight
        }
        return weight > 0 ? sum / weight : nil
    }
}
