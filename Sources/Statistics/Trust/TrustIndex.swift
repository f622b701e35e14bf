/// Trust compared with a base period: 100 is as before (docs/statistics.md 13.2). The explanation is exact.
public struct TrustIndex: Sendable, Hashable {
    /// 100 plus the contributions.
    public let value: Double
    /// What each component observed in both periods contributes, in points.
    public let contributions: [TrustComponent: Double]

    /// Components observed in fewer sessions do not count.
    public static let minimumObservedShare = 0.2

    /// The means of the components that are observed often enough; list the others beside the index.
    ///
    /// - Parameters:
    ///   - means: of each component.
    ///   - observedShares: the share of sessions in which each was observed.
    public static func counted(
        _ means: [TrustComponent: Double], observedShares: [TrustComponent: Double]
    ) -> [TrustComponent: Double] {
        means.filter { (observedShares[$0.key] ?? 0) >= minimumObservedShare }
    }

    /// - Parameters:
    ///   - now: mean of each component now.
    ///   - base: mean of each component in the base period.
    /// - Returns: nil when no component was observed in both.
    public init?(now: [TrustComponent: Double], base: [TrustComponent: Double]) {
        let shared = TrustComponent.allCases.filter { now[$0] != nil && base[$0] != nil }
        let weight = shared.reduce(0) { $0 + $1.weight }
        guard weight > 0 else { return nil }
        var contributions: [TrustComponent: Double] = [:]
        var value = 100.0
        for component in shared {
            let change = 100 * component.weight / weight * ((now[component] ?? 0) - (base[component] ?? 0))
            contributions[component] = change
            value += change
        }
        self.value = value
        self.contributions = contributions
    }
}
