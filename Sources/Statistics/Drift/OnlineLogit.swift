import RealModule

/// Logistic regression that learns one document at a time: AdaGrad on hashed features (docs/statistics.md 3.4).
///
/// Memory: 1 MB. About 5 µs to score and 15 µs to learn a document of 30 to 100 features.
public struct OnlineLogit: Sendable, Hashable {
    private var weights: [Double]
    private var squares: [Double]
    private var bias = 0.0
    private var biasSquares = 1e-8

    private static let rate = 0.1
    private static let decay = 1e-4

    /// A model that knows nothing: it scores everything 0.5.
    ///
    /// - Parameter dimension: features are 0 ..< dimension.
    public init(dimension: Int = TextFeatures.dimension) {
        weights = [Double](repeating: 0, count: dimension)
        squares = [Double](repeating: 1e-8, count: dimension)
    }

    /// How much a document looks like those with label 1, inside (0, 1).
    ///
    /// - Parameter features: each once.
    public func score(_ features: [Int32]) -> Double {
        let value = Self.value(features)
        var sum = 0.0
        for feature in features { sum += weights[Int(feature)] }
        return 1 / (1 + Double.exp(-(bias + sum * value)))
    }

    /// Learns one document.
    ///
    /// - Parameters:
    ///   - features: each once.
    ///   - label: 1 or 0.
    public mutating func learn(_ features: [Int32], label: Double) {
        let value = Self.value(features)
        let gradient = score(features) - label
        for feature in features {
            let index = Int(feature)
            let step = gradient * value + Self.decay * weights[index]
            squares[index] += step * step
            weights[index] -= Self.rate * step / squares[index].squareRoot()
        }
        biasSquares += gradient * gradient
        bias -= Self.rate * gradient / biasSquares.squareRoot()
    }

    /// What a feature adds: for the words that explain a drift.
    public func weight(of feature: Int32) -> Double { weights[Int(feature)] }

    /// All values of one document have the same size, so that long documents do not shout.
    private static func value(_ features: [Int32]) -> Double {
        1 / Double(max(1, features.count)).squareRoot()
    }
}
