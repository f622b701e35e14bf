import RealModule

/// Which bin a number falls into when bins grow by a constant factor (docs/statistics.md 9.1).
///
/// With relative accuracy `a` the factor is `(1+a)/(1-a)`; bin `k` holds `factor^(k-1) < x <= factor^k`, and its
/// representative is within `a` of every `x` in it.
public struct LogarithmicMapping: Sendable, Hashable {
    /// The default: 1 % accuracy.
    public static let standard = LogarithmicMapping(relativeAccuracy: 0.01)

    /// Magnitudes up to this count as zero. On disk: never change.
    public static let zeroThreshold = 1e-9

    /// Largest relative error of a representative.
    public let relativeAccuracy: Double

    private let logFactor: Double
    private let factor: Double

    /// - Parameter relativeAccuracy: 0.001 ... 0.5.
    public init(relativeAccuracy: Double) {
        precondition((0.001...0.5).contains(relativeAccuracy), "The relative accuracy of bins is 0.001 to 0.5.")
        self.relativeAccuracy = relativeAccuracy
        factor = (1 + relativeAccuracy) / (1 - relativeAccuracy)
        logFactor = Double.log(onePlus: 2 * relativeAccuracy / (1 - relativeAccuracy))
        keyBelowRange = Int32((Double.log(Self.zeroThreshold) / logFactor).rounded(.down)) - 1
    }

    /// The bin of a magnitude. Exact powers of the factor may fall one bin off on another platform's `log`.
    ///
    /// - Parameter value: finite and above ``zeroThreshold``.
    public func key(of value: Double) -> Int32 {
        Int32(truncatingIfNeeded: wholeKey(of: value))
    }

    /// Rounded up by hand: rounding is a call into the maths library on older processors.
    @inline(__always)
    func wholeKey(of value: Double) -> Int {
        let exact = Double.log(value) / logFactor
        let truncated = Int(exact)
        return Double(truncated) < exact ? truncated + 1 : truncated
    }

    /// The representative of a bin.
    public func value(of key: Int32) -> Double {
        2 * Double.exp(Double(key) * logFactor) / (factor + 1)
    }

    /// One bin number for numbers of either sign, in the order of the numbers: 0 holds the zeros, positive numbers have
    /// positive keys, negative numbers the mirrored ones. Lets one ``SparseBins`` hold any signal.
    ///
    /// - Parameter value: finite.
    public func signedKey(of value: Double) -> Int32 {
        let magnitude = value.magnitude
        guard magnitude > Self.zeroThreshold else { return 0 }
        let key = max(1, self.key(of: magnitude) - keyBelowRange)
        return value < 0 ? -key : key
    }

    /// The representative of a ``signedKey(of:)``.
    public func value(ofSignedKey key: Int32) -> Double {
        if key == 0 { return 0 }
        let magnitude = value(of: key.magnitude32 + keyBelowRange)
        return key < 0 ? -magnitude : magnitude
    }

    /// The last bin that lies wholly at or below the zero threshold.
    private let keyBelowRange: Int32
}

extension Int32 {
    fileprivate var magnitude32: Int32 { self < 0 ? -self : self }
}
