import RealModule

/// "Could we have known earlier?": other monitors run over an incident's past, honestly (docs/statistics.md 15).
///
/// The candidates are fixed before looking, each has a reference that ends two weeks before the incident, and each gets its
/// share of one small budget, so that the chance of claiming anything on a quiet past is at most 0.05 (plus the baselines'
/// deltas). "No candidate would have been earlier" is a result.
public struct Counterfactual: Sendable, Hashable {
    /// False alarms allowed in the whole replay, for all candidates together.
    public static let totalBudget = 0.05
    /// Days before the incident that no reference may use.
    public static let guardDays = 14

    /// What replaying one candidate gave.
    public struct Outcome: Sendable, Hashable {
        /// The candidate's index.
        public let candidate: Int
        /// The hour of its alarm, whole hours since 1970, UTC; nil when it never rang.
        public let alarmHour: Int?
        /// The highest evidence on the way, as ``Evidence/level``: 0 and more is an alarm.
        public let highestLevel: Double
    }

    /// How many candidates share the budget.
    public let candidates: Int

    /// - Parameter candidates: metric, slice, direction and configuration, 1 or more; count all that were tried.
    public init(candidates: Int) {
        precondition(candidates >= 1)
        self.candidates = candidates
    }

    /// The budget of one candidate, for the whole window.
    public var budget: Double { Self.totalBudget / Double(candidates) }

    /// The delta of one candidate's baseline.
    public var delta: Double { 0.05 / Double(candidates) }

    /// Runs one candidate over a window in order of arrival.
    ///
    /// - Parameters:
    ///   - candidate: its index.
    ///   - baselines: one per arm, from data that ends ``guardDays`` before the incident, with ``delta``.
    ///   - window: per block the hour and one observation per arm.
    public func replay(
        _ candidate: Int, baselines: [Baseline], window: [(hour: Int, observations: [TiltDetector.Observation])]
    ) -> Outcome {
        var detector = TiltDetector(baselines: baselines, monthlyBudget: budget)
        // The window counts as one unit of clock: the budget is for all of it.
        let credit = 1 / Double(max(1, window.count))
        var highest = -Double.infinity
        for entry in window {
            let verdict = detector.step(entry.observations, hour: entry.hour, creditMonths: credit)
            highest = max(highest, detector.evidence.level)
            if verdict == .tilting {
                return Outcome(candidate: candidate, alarmHour: entry.hour, highestLevel: highest)
            }
        }
        return Outcome(candidate: candidate, alarmHour: nil, highestLevel: highest)
    }

    /// Whether what the same candidates did on quiet windows fits the budget: so many windows with a false crossing, or more,
    /// come up with a probability of at least 1 in 100. If not, the candidates are not calibrated and nothing may be claimed.
    ///
    /// - Parameters:
    ///   - crossed: windows in which any candidate rang.
    ///   - windows: quiet windows of the same length, up to 6.
    public static func isCalibrated(crossed: Int, windows: Int) -> Bool {
        precondition((0...windows).contains(crossed))
        guard crossed > 0 else { return true }
        return BetaFunction.regularised(Double(crossed), Double(windows - crossed + 1), totalBudget) >= 0.01
    }

    /// The candidates that would have rung before the alarm that was raised, earliest first.
    ///
    /// - Parameters:
    ///   - outcomes: of all candidates.
    ///   - alarmHour: of the alarm that was raised.
    public func earlier(_ outcomes: [Outcome], than alarmHour: Int) -> [Outcome] {
        outcomes.filter { $0.alarmHour.map { $0 < alarmHour } ?? false }
            .sorted { ($0.alarmHour ?? .max, $0.candidate) < ($1.alarmHour ?? .max, $1.candidate) }
    }
}
