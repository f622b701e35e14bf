package import Telemetry

/// One point of a drawn series.
package struct SeriesPoint: Encodable, Sendable, Hashable {
    /// The middle of the bucket or the end of the trailing window, the same way throughout a series.
    package let time: Timestamp
    /// Raw, in the signal's unit.
    package let value: Double
    /// The range that holds however often one looks; `nil` where the series has none.
    package let low: Double?
    package let high: Double?
    /// On how many events it rests.
    package let n: Int?

    package init(time: Timestamp, value: Double, low: Double?, high: Double?, n: Int?) {
        self.time = time
        self.value = value
        self.low = low
        self.high = high
        self.n = n
    }
}
