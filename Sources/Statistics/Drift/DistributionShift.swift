public import Sketches

/// How far a field's numbers moved between two windows, to show beside a drift (docs/statistics.md 3.1, 3.5). Never an alarm.
public struct DistributionShift: Sendable, Hashable {
    /// The median now minus the median of the reference.
    public let medianShift: Double
    /// How far a unit of probability moved, in units of the reference's interquartile range; nil when that range is 0.
    public let relativeDistance: Double?

    /// - Parameters:
    ///   - reference: signed bins (``LogarithmicMapping/signedKey(of:)``).
    ///   - current: likewise.
    ///   - mapping: of both.
    /// - Returns: nil when a window is empty.
    public init?(reference: SparseBins, current: SparseBins, mapping: LogarithmicMapping = .standard) {
        guard let before = reference.key(ofQuantile: 0.5), let now = current.key(ofQuantile: 0.5),
            let low = reference.key(ofQuantile: 0.25), let high = reference.key(ofQuantile: 0.75)
        else { return nil }
        let keys = Set(reference.keys).union(current.keys).sorted()
        let distance = CountDistance.wasserstein(
            values: keys.map { mapping.value(ofSignedKey: $0) }, keys.map { Double(reference.count(in: $0)) },
            keys.map { Double(current.count(in: $0)) })
        let range = mapping.value(ofSignedKey: high) - mapping.value(ofSignedKey: low)
        medianShift = mapping.value(ofSignedKey: now) - mapping.value(ofSignedKey: before)
        relativeDistance = range > 0 ? distance / range : nil
    }
}
