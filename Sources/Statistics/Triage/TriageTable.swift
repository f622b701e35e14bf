/// The probability of seeing each kind of evidence near the onset, per cause (docs/statistics.md 16.1): expert judgement at
/// first, corrected by resolved incidents.
public struct TriageTable: Sendable, Hashable {
    /// Per kind, one probability per ``TriageCause`` in the order of its cases.
    public let probabilities: [TriageEvidence: [Double]]

    /// Version 1: expert judgement.
    public static let expert = TriageTable(
        probabilities: Dictionary(uniqueKeysWithValues: TriageEvidence.allCases.map { ($0, $0.probabilities) }))

    /// How many resolved incidents the table's own judgement weighs, per cell.
    public static let priorIncidents = 20.0
    /// Fewer resolved incidents change nothing.
    public static let minimumIncidents = 30

    /// - Parameter probabilities: for every kind one per cause, each inside (0, 1).
    public init(probabilities: [TriageEvidence: [Double]]) {
        precondition(
            TriageEvidence.allCases.allSatisfy { kind in
                probabilities[kind].map { row in
                    row.count == TriageCause.allCases.count && row.allSatisfy { $0 > 0 && $0 < 1 }
                } ?? false
            }, "A table has one probability inside (0, 1) for every kind and cause.")
        self.probabilities = probabilities
    }

    /// A resolved incident: its cause, and for each kind that was watched whether it was seen.
    public struct Incident: Sendable, Hashable {
        /// What it was.
        public let cause: TriageCause
        /// Kinds that were not watched are left out.
        public let seen: [TriageEvidence: Bool]

        /// - Parameters:
        ///   - cause: what it was.
        ///   - seen: per watched kind.
        public init(cause: TriageCause, seen: [TriageEvidence: Bool]) {
            self.cause = cause
            self.seen = seen
        }
    }

    /// The table after so many resolved incidents; itself when there are fewer than 30.
    public func learning(from incidents: [Incident]) -> TriageTable {
        guard incidents.count >= Self.minimumIncidents else { return self }
        var learned: [TriageEvidence: [Double]] = [:]
        for kind in TriageEvidence.allCases {
            learned[kind] = TriageCause.allCases.enumerated().map { index, cause in
                let watched = incidents.filter { $0.cause == cause }.compactMap { $0.seen[kind] }
                let before = Self.priorIncidents * (probabilities[kind]?[index] ?? 0.5)
                return (before + Double(watched.count { $0 })) / (Self.priorIncidents + Double(watched.count))
            }
        }
        return TriageTable(probabilities: learned)
    }
}
