import RealModule

/// Which cause an incident most likely has, and why (docs/statistics.md 16.1). Every contribution can be shown.
public struct Triage: Sendable, Hashable {
    /// What was seen of one kind of evidence.
    public enum Finding: Sendable, Hashable {
        /// It was watched for and not seen.
        case absent
        /// It was seen.
        ///
        /// - Parameters:
        ///   - strength: above 0, at most 1: 1 for events, ``Triage/strength(logEValue:)`` for monitors.
        ///   - lagHours: its time minus the onset's, negative when before.
        case present(strength: Double, lagHours: Double)
    }

    /// What people read about the most likely cause.
    public enum Certainty: String, Sendable, Hashable, CaseIterable {
        /// 0.8 and more.
        case mostLikely = "most likely"
        /// 0.5 and more.
        case probably
        /// Below: list the candidates.
        case unclear
    }

    /// The probability of each cause; they add up to 1.
    public let probabilities: [TriageCause: Double]
    /// What each kind of evidence adds to the logarithm of each cause.
    public let contributions: [TriageEvidence: [TriageCause: Double]]

    /// Evidence kinds are not independent: their logarithms count a little less than in full.
    private static let tempering = 0.85
    /// Evidence later than so many decay times after the onset is ignored.
    private static let latest = 3.0

    /// - Parameters:
    ///   - findings: by kind; kinds that are not watched are left out.
    ///   - table: the expert's, or one that learnt from resolved incidents.
    public init(_ findings: [TriageEvidence: Finding], table: TriageTable = .expert) {
        let causes = TriageCause.allCases
        var logs = causes.map { Double.log($0.prior) }
        var contributions: [TriageEvidence: [TriageCause: Double]] = [:]
        for kind in TriageEvidence.allCases {
            guard let finding = findings[kind], let row = table.probabilities[kind],
                let terms = Self.terms(kind, row, finding)
            else { continue }
            for index in causes.indices {
                logs[index] += terms[index]
                contributions[kind, default: [:]][causes[index]] = terms[index]
            }
        }
        let total = Double.logSumExp(logs)
        probabilities = Dictionary(uniqueKeysWithValues: zip(causes, logs.map { Double.exp($0 - total) }))
        self.contributions = contributions
    }

    private static func terms(_ kind: TriageEvidence, _ table: [Double], _ finding: Finding) -> [Double]? {
        let average = zip(TriageCause.allCases, table).reduce(0) { $0 + $1.0.prior * $1.1 }
        switch finding {
        case .absent:
            return table.map { tempering * Double.log((1 - $0) / (1 - average)) }
        case .present(let strength, let lagHours):
            guard lagHours <= latest * kind.decayHours else { return nil }
            let decay = lagHours > 0 && kind.isInstantaneous ? kind.decayHours / 4 : kind.decayHours
            let weight = strength * Double.exp(-lagHours.magnitude / decay)
            return table.map { tempering * Double.log(weight * $0 / average + (1 - weight)) }
        }
    }

    /// How much a monitor's evidence counts.
    ///
    /// - Parameter logEValue: ``Evidence/logEValue`` at the incident.
    public static func strength(logEValue: Double) -> Double {
        1 - min(1, Double.exp(-logEValue))
    }

    /// Causes, most likely first.
    public var ranked: [(cause: TriageCause, probability: Double)] {
        TriageCause.allCases.map { ($0, probabilities[$0] ?? 0) }.sorted { $0.1 > $1.1 }
    }

    /// How to word the first of ``ranked``.
    public var certainty: Certainty {
        let best = ranked[0].probability
        return best >= 0.8 ? .mostLikely : best >= 0.5 ? .probably : .unclear
    }

    /// The evidence that speaks most for or against a cause.
    ///
    /// - Parameters:
    ///   - cause: the cause.
    ///   - count: how many of each.
    /// - Returns: contributions for it, strongest first, and against it, strongest first.
    public func strongest(
        _ cause: TriageCause, count: Int = 3
    ) -> (for: [(evidence: TriageEvidence, amount: Double)], against: [(evidence: TriageEvidence, amount: Double)]) {
        let amounts = TriageEvidence.allCases.compactMap { kind in
            contributions[kind]?[cause].map { (evidence: kind, amount: $0) }
        }
        let pro = amounts.filter { $0.amount > 0 }.sorted { $0.amount > $1.amount }
        let contra = amounts.filter { $0.amount < 0 }.sorted { $0.amount < $1.amount }
        return (Array(pro.prefix(count)), Array(contra.prefix(count)))
    }
}
