package import Telemetry

/// C3, the wedge: since when, how big, how long unnoticed. Operations and one signal, each relative to its own baseline of
/// 100, with the gap between them filled: hatched until somebody was told, solid afterwards.
package struct WedgeChart: Encodable, Sendable, Hashable {
    package let signal: SignalHeading
    /// Share of calls that succeeded, raw, 0 to 1.
    package let operations: [SeriesPoint]
    package let operationsBaseline: Double
    /// The signal over trailing windows, raw in its unit, with ranges.
    package let points: [SeriesPoint]
    package let baseline: Double
    /// In the signal's unit, or relative (0.1) for latency, tokens and money.
    package let tolerance: Double
    package let onset: Onset
    package let noticed: Timestamp
    /// At most two, drawn after `noticed`: acknowledged, recovered.
    package let flags: [Flag]

    package init(
        signal: SignalHeading, operations: [SeriesPoint], operationsBaseline: Double, points: [SeriesPoint],
        baseline: Double, tolerance: Double, onset: Onset, noticed: Timestamp, flags: [Flag]
    ) {
        self.signal = signal
        self.operations = operations
        self.operationsBaseline = operationsBaseline
        self.points = points
        self.baseline = baseline
        self.tolerance = tolerance
        self.onset = onset
        self.noticed = noticed
        self.flags = flags
    }

    /// A moment worth a line.
    package struct Flag: Encodable, Sendable, Hashable {
        package let kind: Kind
        package let time: Timestamp

        package init(kind: Kind, time: Timestamp) {
            self.kind = kind
            self.time = time
        }

        /// What happened.
        package enum Kind: String, Encodable, Sendable, Hashable {
            case acknowledged, recovered
        }
    }
}
