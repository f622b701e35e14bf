public import Statistics
import Storage
public import Telemetry

/// What is known about a signal before any of its numbers: where it is shown, which way is worse, how it is judged.
public struct SignalProfile: Sendable, Hashable {
    /// The four dimensions of every page, always in this order, and the leading indicator.
    public enum Dimension: String, Sendable, Hashable, CaseIterable {
        /// Does it run: success, latency, time to first token.
        case operations
        /// Is it right: scores, labels, refusals, empty and truncated answers.
        case quality
        /// Do people rely on it: accepted, edited, retried, escalated.
        case trust
        /// What does it cost: money and output tokens.
        case cost
        /// What goes in and how predictions are spread.
        case inputs
    }

    /// Which way is worse.
    public enum Worse: String, Sendable, Hashable, CaseIterable {
        /// More is worse.
        case higher
        /// Less is worse.
        case lower
        /// Either is watched, because nobody has said which is worse.
        case either
    }

    /// How far from its baseline a change begins to matter to people. Scales the level chart and the words, never the
    /// detector.
    public enum Tolerance: Sendable, Hashable {
        /// In the signal's own unit; shares as 0 to 1.
        case absolute(Double)
        /// As a part of the baseline.
        case relative(Double)

        /// In the signal's own unit, given its baseline.
        public func absolute(baseline: Double) -> Double {
            switch self {
            case .absolute(let value): value
            case .relative(let part): part * abs(baseline)
            }
        }
    }

    /// The signal's name.
    public var name: SignalName
    /// What is counted.
    public var quantity: Measure.Quantity
    /// Where it is shown.
    public var dimension: Dimension
    /// Whose part of the false-alarm budget it has.
    public var budgetGroup: BudgetGroup
    /// Which way is worse.
    public var worse: Worse
    /// What matters to people.
    public var tolerance: Tolerance
    /// The declared scale of a score; `nil` when it is learnt from the reference.
    public var range: ClosedRange<Double>?

    /// The profile of a signal.
    /// - Parameters:
    ///   - name: of the signal.
    ///   - quantity: what is counted.
    ///   - worse: declared by a person or a sender; else by the table of names.
    ///   - tolerance: set by a person; else the default.
    ///   - range: declared by a person or a sender.
    public init(
        _ name: SignalName, _ quantity: Measure.Quantity, worse: Worse? = nil, tolerance: Tolerance? = nil,
        range: ClosedRange<Double>? = nil
    ) {
        self.name = name
        self.quantity = quantity
        self.range = range
        let usual = Self.usual(name, quantity)
        dimension = usual.dimension
        budgetGroup = usual.group
        self.worse = worse ?? usual.worse
        self.tolerance = tolerance ?? Self.usualTolerance(quantity, range: range)
    }

    private static func usualTolerance(_ quantity: Measure.Quantity, range: ClosedRange<Double>?) -> Tolerance {
        switch quantity {
        case .share: .absolute(0.02)
        case .score: range.map { .absolute(0.02 * ($0.upperBound - $0.lowerBound)) } ?? .relative(0.10)
        case .duration, .count, .money: .relative(0.10)
        }
    }

    private static func usual(
        _ name: SignalName, _ quantity: Measure.Quantity
    ) -> (dimension: Dimension, group: BudgetGroup, worse: Worse) {
        switch name {
        case .success: return (.operations, .latencyAndErrors, .lower)
        case .latency, .timeToFirstToken: return (.operations, .latencyAndErrors, .higher)
        case .cost, .outputTokens: return (.cost, .cost, .higher)
        case .inputTokens: return (.inputs, .drift, .either)
        case .refused, .empty, .truncated, .repeated: return (.quality, .quality, .higher)
        case .retriedCall: return (.trust, .quality, .higher)
        case .labelAgreement: return (.quality, .quality, .lower)
        case .absoluteError: return (.quality, .quality, .higher)
        case .predictionValue, .predictionScore: return (.inputs, .drift, .either)
        default: break
        }
        if name.text.hasPrefix("class_share:") { return (.inputs, .drift, .either) }
        let dimension: Dimension = isTrust(name.text) ? .trust : .quality
        switch OutcomeNames.better(of: name) {
        case .high: return (dimension, .quality, .lower)
        case .low: return (dimension, .quality, .higher)
        case nil: return (dimension, .quality, .either)
        }
    }

    /// Names that say what people did with an answer rather than how good it was.
    private static func isTrust(_ name: String) -> Bool {
        let stems = [
            "accepted", "kept", "applied", "copied", "edit", "retried", "regenerated", "abandoned", "escalated",
            "handoff",
            "overridden", "verified_elsewhere", "came_back", "complaint",
        ]
        return stems.contains { name.hasPrefix($0) }
    }

    /// A tolerance as a person set it: relative where the signal is judged by ratio, else in its own unit.
    static func tolerance(_ value: Double, of setting: SignalSetting) -> Tolerance {
        let isRelative = [SignalName.latency, .timeToFirstToken, .inputTokens, .outputTokens, .cost].contains(
            setting.signal)
        return isRelative ? .relative(value) : .absolute(value)
    }
}
