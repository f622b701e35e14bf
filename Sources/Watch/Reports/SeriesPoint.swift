public import Telemetry

/// One bucket of a chart.
public struct SeriesPoint: Sendable, Hashable {
    /// Start of the bucket.
    public let start: Timestamp
    /// Its length in seconds.
    public let seconds: Int
    /// The mean with its range; `nil` for a bucket without events.
    public let figure: Figure?
    /// The 95th percentile of numbers without a scale.
    public let p95: Double?
}
