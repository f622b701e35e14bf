/// Quantiles of many numbers within a stated relative error, in a few kilobytes, mergeable (docs/statistics.md 9.1).
///
/// Any quantile is off by at most the relative accuracy, unless its rank falls into a collapsed bin (only the smallest
/// magnitudes collapse). Merging in any order gives the identical sketch, with identical bytes, as long as nothing
/// collapsed and the sum is exact (whole numbers below 2^53; rollups pass their whole-number sum to ``encoded(sum:)``).
///
/// Memory: 8 bytes for every bin between the smallest and the largest magnitude, typically 3 to 8 kB. For thousands of
/// small summaries use ``SparseBins``.
public struct DDSketch: MergeableSketch {
    /// What must agree before two sketches merge.
    public struct Parameters: Sendable, Hashable {
        /// Largest relative error of a quantile, 0.001 ... 0.5.
        public let relativeAccuracy: Double
        /// How many non-empty bins are kept per sign, 1 ... 65,536.
        public let maximumBins: Int

        /// The defaults of the product: 1 %, 2,048 bins (a factor of 6 · 10¹⁷ between smallest and largest).
        public static let standard = Parameters(relativeAccuracy: 0.01, maximumBins: 2048)

        /// - Parameters:
        ///   - relativeAccuracy: 0.001 ... 0.5.
        ///   - maximumBins: per sign, 1 ... 65,536.
        public init(relativeAccuracy: Double, maximumBins: Int) {
            precondition((1...65_536).contains(maximumBins), "A sketch keeps 1 to 65,536 bins per sign.")
            self.relativeAccuracy = relativeAccuracy
            self.maximumBins = maximumBins
        }
    }

    /// Accuracy and size.
    public let parameters: Parameters
    /// Which bin a magnitude falls into.
    public let mapping: LogarithmicMapping
    /// How many observations were inserted.
    public private(set) var count: UInt64 = 0
    /// Their sum. Exact for whole numbers below 2^53, else it depends on the order in the last bits.
    public private(set) var sum = 0.0
    /// The smallest observation, +∞ when empty.
    public private(set) var minimum = Double.infinity
    /// The largest observation, -∞ when empty.
    public private(set) var maximum = -Double.infinity
    /// Observations of magnitude 10⁻⁹ and less.
    public private(set) var zeros: UInt64 = 0

    private(set) var positive = DenseBins()
    private(set) var negative = DenseBins()

    /// An empty sketch.
    public init(_ parameters: Parameters) {
        self.parameters = parameters
        mapping = LogarithmicMapping(relativeAccuracy: parameters.relativeAccuracy)
    }

    /// An empty sketch with the default accuracy and size.
    public init() {
        self.init(.standard)
    }

    init(
        _ parameters: Parameters, sum: Double, minimum: Double, maximum: Double, zeros: UInt64, positive: DenseBins,
        negative: DenseBins
    ) {
        self.init(parameters)
        self.sum = sum
        self.minimum = minimum
        self.maximum = maximum
        self.zeros = zeros
        self.positive = positive
        self.negative = negative
        count = zeros &+ positive.total &+ negative.total
    }

    /// The bin of a magnitude at the default accuracy.
    ///
    /// - Parameter value: finite and above 10⁻⁹.
    public static func key(of value: Double) -> Int32 {
        LogarithmicMapping.standard.key(of: value)
    }

    /// The representative of a bin at the default accuracy.
    public static func value(of key: Int32) -> Double {
        LogarithmicMapping.standard.value(of: key)
    }

    /// Counts a number. NaN and infinities are not numbers and change nothing; whoever measures counts them as rejected.
    public mutating func insert(_ observation: Double, count added: UInt64) {
        guard observation.isFinite, added > 0 else { return }
        if observation > LogarithmicMapping.zeroThreshold {
            positive.add(mapping.wholeKey(of: observation), count: added)
            if positive.nonEmpty > parameters.maximumBins { positive.collapse(to: parameters.maximumBins) }
        } else if observation < -LogarithmicMapping.zeroThreshold {
            negative.add(mapping.wholeKey(of: -observation), count: added)
            if negative.nonEmpty > parameters.maximumBins { negative.collapse(to: parameters.maximumBins) }
        } else {
            zeros &+= added
        }
        count &+= added
        sum += observation * Double(added)
        minimum = min(minimum, observation)
        maximum = max(maximum, observation)
    }

    /// Counts a number once.
    public mutating func insert(_ observation: Double) {
        insert(observation, count: 1)
    }

    /// Adds everything that `other` has seen.
    ///
    /// - Throws: ``SketchError/Code/parametersDiffer``; `self` is unchanged then.
    public mutating func merge(_ other: DDSketch) throws(SketchError) {
        guard parameters == other.parameters else {
            throw SketchError(.parametersDiffer, "Sketches of different accuracy or size cannot be merged.")
        }
        positive.merge(other.positive)
        negative.merge(other.negative)
        positive.collapse(to: parameters.maximumBins)
        negative.collapse(to: parameters.maximumBins)
        zeros &+= other.zeros
        count &+= other.count
        sum += other.sum
        minimum = min(minimum, other.minimum)
        maximum = max(maximum, other.maximum)
    }

    /// How many observations lie in bins above `key`: exactly those greater than `factor^key`.
    ///
    /// - Parameter key: of a positive threshold, ``LogarithmicMapping/key(of:)``.
    public func count(above key: Int32) -> UInt64 {
        positive.count(above: Int(key))
    }

    /// How many bins hold something.
    public var filledBins: Int { positive.nonEmpty + negative.nonEmpty }

    /// The bins of the positive numbers that hold something, keys rising.
    public var positiveBins: [(key: Int32, count: UInt64)] { positive.filled.map { (Int32($0.key), $0.count) } }

    /// The bins of the negative numbers' magnitudes that hold something, keys rising.
    public var negativeBins: [(key: Int32, count: UInt64)] { negative.filled.map { (Int32($0.key), $0.count) } }
}
