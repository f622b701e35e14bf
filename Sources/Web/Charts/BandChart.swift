package import Telemetry

/// C5, the band: one signal over time with the range that holds however often one looks, its baseline, its tolerance, and
/// the changes on the axis.
package struct BandChart: Encodable, Sendable, Hashable {
    package let signal: SignalHeading
    package let points: [SeriesPoint]
    /// `nil` while learning.
    package let baseline: Double?
    /// In the signal's unit, or relative (0.1) for latency, tokens and money.
    package let tolerance: Double
    package let changes: [ChangeMark]
    /// The tilt that is open now.
    package let onset: Onset?
    package let noticed: Timestamp?
    package let from: Timestamp
    package let to: Timestamp

    package init(
        signal: SignalHeading, points: [SeriesPoint], baseline: Double?, tolerance: Double, changes: [ChangeMark],
        onset: Onset?, noticed: Timestamp?, from: Timestamp, to: Timestamp
    ) {
        self.signal = signal
        self.points = points
        self.baseline = baseline
        self.tolerance = tolerance
        self.changes = changes
        self.onset = onset
        self.noticed = noticed
        self.from = from
        self.to = to
    }
}
