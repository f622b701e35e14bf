import RealModule

/// The risk-adjusted slice scan: where a metric got worse, among all combinations of up to three attribute values
/// (docs/statistics.md 5.3).
///
/// Findings are distinct: the calls of one are removed before the next is looked for. Screening only; what is found here is
/// confirmed on calls that arrive afterwards (``SliceConfirmation``).
public struct SliceScan: Sendable {
    /// What a scan looks at.
    public struct Settings: Sendable, Hashable {
        /// Calls a slice needs: readable, and anonymous from 100 on.
        public var minimumSize: Int
        /// How many findings at most.
        public var findings: Int
        /// How many conditions a slice may have, 1 ... 3.
        public var maximumLevel: Int
        /// Failures beyond those expected that a slice needs.
        public var minimumExcess: Double
        /// Nats that a longer slice must be better than a shorter one that contains it.
        public var minimumGain: Double
        /// Attribute values looked at; beyond it those with the largest excess.
        public var maximumPredicates: Int

        /// The defaults for a window of `calls`.
        public init(calls: Int) {
            self.init(minimumSize: max(100, calls / 1000))
        }

        /// - Parameters:
        ///   - minimumSize: calls a slice needs, 1 or more.
        ///   - findings: how many at most.
        ///   - maximumLevel: conditions of a slice, 1 ... 3.
        ///   - minimumExcess: failures beyond those expected.
        ///   - minimumGain: nats of a longer slice over a shorter one.
        ///   - maximumPredicates: attribute values looked at.
        public init(
            minimumSize: Int, findings: Int = 10, maximumLevel: Int = 3, minimumExcess: Double = 5,
            minimumGain: Double = 4, maximumPredicates: Int = 400
        ) {
            precondition((1...3).contains(maximumLevel) && minimumSize >= 1)
            self.minimumSize = minimumSize
            self.findings = findings
            self.maximumLevel = maximumLevel
            self.minimumExcess = minimumExcess
            self.minimumGain = minimumGain
            self.maximumPredicates = maximumPredicates
        }
    }

    /// How much better "fails `observed` times" explains a slice than "fails `expected` times", in nats; 0 without an excess.
    public static func logLikelihoodRatio(observed: Double, expected: Double) -> Double {
        guard expected > 0, observed > expected else { return 0 }
        return observed * Double.log(observed / expected) - (observed - expected)
    }

    /// The most striking slices, most striking first.
    ///
    /// - Parameters:
    ///   - columns: codes per attribute, 0 and up, -1 for missing; all of the same length, below 2^31 calls. An attribute that
    ///     is missing in more than 60 % of the calls is skipped, and so is one that divides the calls like an earlier one.
    ///   - failures: in [0, 1], one per call.
    ///   - expected: from a ``RiskModel``, one per call.
    ///   - settings: what to look at.
    /// - Complexity: O(calls · attributes^level).
    public static func findings(
        columns: [[Int32]], failures: [Double], expected: [Double], settings: Settings
    ) -> [SliceFinding] {
        var search = SliceSearch(columns: columns, failures: failures, expected: expected, settings: settings)
        return search.run()
    }

    /// The share of worlds without any change in which the most striking slice is as striking: for the screen only, its level
    /// was 7 to 20 % at nominal 10 %, since the risk model is itself an estimate.
    ///
    /// - Parameters:
    ///   - columns: as in ``findings(columns:failures:expected:settings:)``.
    ///   - expected: likewise.
    ///   - settings: likewise.
    ///   - best: the ratio of the first finding.
    ///   - replicates: 39 to 99.
    ///   - random: a seeded generator.
    public static func screeningP(
        columns: [[Int32]], expected: [Double], settings: Settings, best: Double, replicates: Int,
        using random: inout some RandomNumberGenerator
    ) -> Double {
        var one = settings
        one.findings = 1
        one.minimumGain = 0
        var atLeast = 1
        for _ in 0..<replicates {
            let failures = expected.map { Double.random(in: 0..<1, using: &random) < $0 ? 1.0 : 0 }
            let found = findings(columns: columns, failures: failures, expected: expected, settings: one)
            if (found.first?.logLikelihoodRatio ?? 0) >= best { atLeast += 1 }
        }
        return Double(atLeast) / Double(replicates + 1)
    }
}
