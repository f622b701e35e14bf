import RealModule
public import Sketches

/// Logistic regression that learns one document at a time: AdaGrad on hashed features (docs/statistics.md 3.4).
///
/// Memory: 1 MB. About 5 µs to score and 15 µs to learn a document of 30 to 100 features.
public struct OnlineLogit: Sendable, Hashable {
    private var weights: [Double]
    private var squares: [Double]
    private var bias = 0.0
    private var biasSquares = OnlineLogit.startingSquares

    private static let rate = 0.1
    private static let decay = 1e-4
    private static let startingSquares = 1e-8

    /// A model that knows nothing: it scores everything 0.5.
    ///
    /// - Parameter dimension: features are 0 ..< dimension.
    public init(dimension: Int = TextFeatures.dimension) {
        weights = [Double](repeating: 0, count: dimension)
        squares = [Double](repeating: Self.startingSquares, count: dimension)
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

    /// Everything, bit for bit; features that were never seen take no space.
    public var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.write(byte: Self.version)
        writer.write(varint: UInt64(weights.count))
        writer.write(bias)
        writer.write(biasSquares)
        // A step can be too small to show in the squares.
        let learned = weights.indices.filter { squares[$0] != Self.startingSquares || weights[$0] != 0 }
        writer.write(varint: UInt64(learned.count))
        for index in learned {
            writer.write(varint: UInt64(index))
            writer.write(weights[index])
            writer.write(squares[index])
        }
        return writer.bytes
    }

    /// Reads ``bytes``.
    ///
    /// - Throws: ``SketchError/Code/malformed``.
    public init(bytes: some Collection<UInt8>) throws(SketchError) {
        var reader = ByteReader(bytes)
        try reader.expect([Self.version])
        let dimension = try reader.readVarint()
        guard (1...1 << 24).contains(dimension) else {
            throw SketchError(.malformed, "A model has 1 to 16,777,216 features.")
        }
        self.init(dimension: Int(dimension))
        bias = try reader.readDouble()
        biasSquares = try reader.readDouble()
        let learned = try reader.readCount(of: 17)
        for _ in 0..<learned {
            let index = try reader.readVarint()
            guard index < dimension else { throw SketchError(.malformed, "A model's feature is out of range.") }
            weights[Int(index)] = try reader.readDouble()
            squares[Int(index)] = try reader.readDouble()
        }
        try reader.expectEnd()
    }

    /// On disk: never change.
    private static let version: UInt8 = 1

    /// All values of one document have the same size, so that long documents do not shout.
    private static func value(_ features: [Int32]) -> Double {
        1 / Double(max(1, features.count)).squareRoot()
    }
}
