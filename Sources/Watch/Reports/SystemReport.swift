public import Telemetry

/// How one system stands: every signal against its own baseline, never blended into one score.
public struct SystemReport: Sendable {
    /// The system.
    public let system: SystemSlug
    /// The instant that figures are taken at: the present, or the end of a history that ended longer ago than the
    /// trailing window.
    public let asOf: Timestamp
    /// Calls in the trailing window.
    public let calls: UInt64
    /// When its last call was, to the block; `nil` before the first is folded.
    public let lastCall: Timestamp?
    /// Its signals overall, by name.
    public let signals: [SignalStanding]
    /// Its watched slices.
    public let slices: [SignalStanding]
    /// Slice dimensions with their values, and those that have too many values to slice by.
    public let dimensions: [Dimension]
    /// False alarms that the system may raise per month.
    public let monthlyAlarms: Double
    /// Every block that ends at or before this was judged.
    public let judgedTo: Timestamp?

    /// A slice dimension as the fold knows it.
    public struct Dimension: Sendable, Hashable {
        /// Its name.
        public let name: String
        /// Its values.
        public let values: [String]
        /// True when it has too many values to slice by.
        public let hasTooManyValues: Bool
    }

    /// The worst standing of a dimension of the pages: tilting, then watch, then the first that has a baseline.
    public func standing(of dimension: SignalProfile.Dimension) -> SignalStanding? {
        let candidates = signals.filter { $0.profile.dimension == dimension }
        return candidates.max { Self.rank($0) < Self.rank($1) }
    }

    /// By urgency, then by how far it leans, then by how much it rests on.
    static func rank(_ standing: SignalStanding) -> (Int, Double, UInt64) {
        let urgency =
            switch standing.state {
            case .tilting: 6
            case .watch: 5
            case .stopped: 4
            case .level: 3
            case .provisional: 2
            case .learning: 1
            case .blind: 0
            }
        let isPrincipal = SystemReport.principal.firstIndex(of: standing.profile.name).map { Double(10 - $0) } ?? 0
        // While nothing is wrong the usual signal speaks for its dimension, not the one that happens to wobble.
        // What people, judges and labels say goes before what the texts alone show.
        let isDerived = SystemReport.derived.contains(standing.profile.name) ? -1.0 : 0
        return (urgency, urgency >= 5 ? -(standing.lean?.value ?? 0) : isPrincipal + isDerived, standing.now?.n ?? 0)
    }

    private static let derived: Set<SignalName> = [.refused, .empty, .truncated, .repeated, .retriedCall]
    private static let principal: [SignalName] = [.success, .cost, .latency, .labelAgreement]
}
