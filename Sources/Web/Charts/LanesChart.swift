package import Telemetry

/// C4, the lanes: what coincides with it. The signal with its band, operations, changes and the traffic mix on one clock.
package struct LanesChart: Encodable, Sendable, Hashable {
    package let signal: SignalHeading
    package let points: [SeriesPoint]
    package let baseline: Double
    /// In the signal's unit, or relative (0.1) for latency, tokens and money.
    package let tolerance: Double
    /// Labels by people, with ranges; empty when nobody labelled.
    package let labels: [SeriesPoint]
    /// At most two: the share of successes and a latency.
    package let operations: [Line]
    package let changes: [ChangeMark]
    package let mix: Mix?
    package let onset: Onset
    package let noticed: Timestamp
    package let acknowledged: Timestamp?
    package let recovered: Timestamp?
    package let from: Timestamp
    package let to: Timestamp

    package init(
        signal: SignalHeading, points: [SeriesPoint], baseline: Double, tolerance: Double, labels: [SeriesPoint],
        operations: [Line], changes: [ChangeMark], mix: Mix?, onset: Onset, noticed: Timestamp,
        acknowledged: Timestamp?, recovered: Timestamp?, from: Timestamp, to: Timestamp
    ) {
        self.signal = signal
        self.points = points
        self.baseline = baseline
        self.tolerance = tolerance
        self.labels = labels
        self.operations = operations
        self.changes = changes
        self.mix = mix
        self.onset = onset
        self.noticed = noticed
        self.acknowledged = acknowledged
        self.recovered = recovered
        self.from = from
        self.to = to
    }

    /// One line of the operations lane.
    package struct Line: Encodable, Sendable, Hashable {
        package let reading: Reading
        package let points: [SeriesPoint]

        package init(reading: Reading, points: [SeriesPoint]) {
            self.reading = reading
            self.points = points
        }
    }

    /// The share of the slice whose share matters most for the signal.
    package struct Mix: Encodable, Sendable, Hashable {
        package let slice: Slice
        /// 0 to 1.
        package let points: [SeriesPoint]
        /// How far the mix alone moves the signal, in its unit, signed.
        package let effect: Estimate

        package init(slice: Slice, points: [SeriesPoint], effect: Estimate) {
            self.slice = slice
            self.points = points
            self.effect = effect
        }
    }
}

/// A change on a time axis.
package struct ChangeMark: Encodable, Sendable, Hashable {
    package let number: Int
    package let time: Timestamp
    package let kind: Change.Kind
    /// Text from outside.
    package let title: String
    /// Whether it lies inside the range of an onset.
    package let isInsideOnset: Bool

    package init(number: Int, time: Timestamp, kind: Change.Kind, title: String, isInsideOnset: Bool) {
        self.number = number
        self.time = time
        self.kind = kind
        self.title = title
        self.isInsideOnset = isInsideOnset
    }
}
