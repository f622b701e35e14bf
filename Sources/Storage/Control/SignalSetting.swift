public import Telemetry

/// What is known about a signal of a system beyond its numbers: which way is better, what change matters, its scale.
public struct SignalSetting: Sendable, Hashable {
    /// Who says so; a later one is stronger and is never overwritten by an earlier one. On disk: never change a number.
    public enum Source: Int, Sendable, Hashable, Comparable, CaseIterable {
        /// The program, from names and first values.
        case learnt = 0
        /// The sender, with an outcome.
        case declared = 1
        /// A person, on a page or by the API.
        case person = 2

        /// By strength.
        public static func < (left: Source, right: Source) -> Bool { left.rawValue < right.rawValue }
    }

    /// The system.
    public var system: SystemSlug
    /// The signal.
    public var signal: SignalName
    /// Which way is better; `nil` while nobody knows: both directions are watched.
    public var better: Outcome.Better?
    /// The change that matters, in the signal's own unit, or as a share of the baseline where the signal is judged by
    /// ratio; `nil` for the default.
    public var tolerance: Double?
    /// The scale; `nil` while unknown.
    public var range: ClosedRange<Double>?
    /// Who says so.
    public var source: Source
    /// When it was said.
    public var updated: Timestamp

    /// What is known about a signal.
    public init(
        system: SystemSlug, signal: SignalName, better: Outcome.Better?, tolerance: Double?,
        range: ClosedRange<Double>?, source: Source, updated: Timestamp
    ) {
        self.system = system
        self.signal = signal
        self.better = better
        self.tolerance = tolerance
        self.range = range
        self.source = source
        self.updated = updated
    }
}
