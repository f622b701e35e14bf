import RealModule

/// "People still click but no longer rely" (docs/statistics.md 13.4): the last 28 days against 28 days of the reference.
public struct AdaptationGap: Sendable, Hashable {
    /// What happened in one period.
    public struct Period: Sendable, Hashable {
        /// Requests.
        public let uses: Double
        /// The share of outputs used unchanged, above 0.
        public let reliance: Double
        /// Outputs behind that share.
        public let outputs: Double

        /// - Parameters:
        ///   - uses: requests, above 0.
        ///   - reliance: share of outputs used unchanged, above 0.
        ///   - outputs: behind that share, above 0.
        public init(uses: Double, reliance: Double, outputs: Double) {
            self.uses = uses
            self.reliance = reliance
            self.outputs = outputs
        }
    }

    /// How much faster reliance falls than usage, as a logarithm.
    public let gap: Double
    /// Its lower 95 % end.
    public let lowerEnd: Double
    /// Usage is not clearly down a tenth, reliance is clearly down a twentieth, and the gap is clear.
    public let isFlagged: Bool

    private static let z = 1.6448536269514722

    /// - Parameters:
    ///   - before: the base period.
    ///   - now: the current one, of the same length.
    ///   - overdispersion: of usage, at least 1.
    public init(before: Period, now: Period, overdispersion: Double = 1) {
        let usage = Double.log(now.uses / before.uses)
        let reliance = Double.log(now.reliance / before.reliance)
        let usageError = (overdispersion * (1 / before.uses + 1 / now.uses)).squareRoot()
        let relianceError =
            ((1 - before.reliance) / (before.reliance * before.outputs)
            + (1 - now.reliance) / (now.reliance * now.outputs)).squareRoot()
        let error = (usageError * usageError + relianceError * relianceError).squareRoot()
        gap = usage - reliance
        lowerEnd = usage - reliance - Self.z * error
        isFlagged =
            usage + Self.z * usageError > Double.log(0.9) && reliance + Self.z * relianceError < Double.log(0.95)
            && lowerEnd > Double.log(1.05)
    }
}
