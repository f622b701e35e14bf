import RealModule

/// The mean of values that were looked at with unequal, known probabilities, independently (docs/statistics.md 7.2).
public struct SampledMean: Sendable, Hashable {
    /// The estimate.
    public let mean: Double
    /// Its standard error.
    public let standardError: Double

    /// Horvitz and Thompson: the number of all values is known.
    ///
    /// - Parameters:
    ///   - sample: values looked at with their probabilities, above 0.
    ///   - total: how many values there are, looked at or not.
    public init(_ sample: [(value: Double, probability: Double)], total: Double) {
        var sum = 0.0
        var variance = 0.0
        for entry in sample {
            sum += entry.value / entry.probability
            variance += (1 - entry.probability) / (entry.probability * entry.probability) * entry.value * entry.value
        }
        mean = sum / total
        standardError = variance.squareRoot() / total
    }

    /// Hájek: the default, when the number of all values is not known.
    ///
    /// - Parameter sample: values looked at with their probabilities, above 0.
    /// - Returns: nil for an empty sample.
    public init?(_ sample: [(value: Double, probability: Double)]) {
        guard !sample.isEmpty else { return nil }
        let weight = sample.reduce(0) { $0 + 1 / $1.probability }
        let mean = sample.reduce(0) { $0 + $1.value / $1.probability } / weight
        var variance = 0.0
        for entry in sample {
            let scaled = (entry.value - mean) / entry.probability
            variance += scaled * scaled * (1 - entry.probability)
        }
        self.mean = mean
        standardError = variance.squareRoot() / weight
    }
}
