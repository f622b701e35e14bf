public import Telemetry

/// One slice of an incident: before, since the onset, and how much of the whole change it carries.
public struct SliceHurt: Sendable, Hashable {
    /// The slice value.
    public let value: SliceValue
    /// Its share of the events since the onset, 0 to 1.
    public let shareOfCalls: Double
    /// In the reference.
    public let before: Figure
    /// Since the onset.
    public let since: Figure
    /// Its part of the whole change: its events since the onset times its own change, over the sum of that over all values
    /// of the dimension. The shares of one dimension add to 1; a slice that moved the other way has a negative one.
    public let shareOfChange: Double
    /// True when the two ranges do not touch.
    public let isCertain: Bool

    /// The slice's own change, in the signal's own unit.
    public var change: Double { since.value - before.value }
}

/// How the change of a signal spreads over the values of one dimension.
public struct DimensionHurt: Sendable, Hashable {
    /// The dimension.
    public let dimension: String
    /// Its values, the largest part of the change first.
    public let slices: [SliceHurt]
    /// How unevenly the change is spread: the largest surplus of a value's part of the change over its part of the calls.
    public let concentration: Double
}
