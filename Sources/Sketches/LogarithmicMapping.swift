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
    private let keysPerOctave: Double
    /// How close to the edge of a bin, in bins, only the logarithm itself tells on which side a number lies.
    private let edge: Double

    /// - Parameter relativeAccuracy: 0.001 ... 0.5.
    public init(relativeAccuracy: Double) {
        precondition((0.001...0.5).contains(relativeAccuracy), "The relative accuracy of bins is 0.001 to 0.5.")
        self.relativeAccuracy = relativeAccuracy
        factor = (1 + relativeAccuracy) / (1 - relativeAccuracy)
        logFactor = Double.log(onePlus: 2 * relativeAccuracy / (1 - relativeAccuracy))
        keysPerOctave = Double.log(2) / logFactor
        edge = 5e-6 * keysPerOctave
        keyBelowRange = Int32((Double.log(Self.zeroThreshold) / logFactor).rounded(.down)) - 1
    }

    /// The bin of a magnitude. Exact powers of the factor may fall one bin off on another platform's `log`.
    ///
    /// - Parameter value: finite and above ``zeroThreshold``.
    public func key(of value: Double) -> Int32 {
        Int32(truncatingIfNeeded: wholeKey(of: value))
    }

    /// The same as ``exactKey(of:)``, without a logarithm but where the number lies close to the edge of a bin.
    @inline(__always)
    func wholeKey(of value: Double) -> Int {
        let bits = value.bitPattern
        let exponent = Double(Int(truncatingIfNeeded: bits >> 52) &- 1023)
        let t = Double(bitPattern: bits & 0x000F_FFFF_FFFF_FFFF | 0x3FF0_0000_0000_0000) - 1.5
        // log2(1.5 + t) for t of -0.5 to 0.5, off by at most 2.2 · 10⁻⁶: a fit at Chebyshev's points.
        let square = t * t
        let low = 0.584962765329925 + 0.9618212283041825 * t
        let middle = -0.3206323327042647 + 0.14171815887702047 * t
        let high = -0.07058967567458574 + 0.043928627847826 * t - 0.025123203285885562 * square
        let logarithm = exponent + low + square * (middle + square * high)
        let shifted = logarithm * keysPerOctave + Self.shift
        let whole = Int(shifted)
        let part = shifted - Double(whole)
        guard part > edge, part < 1 - edge else { return exactKey(of: value) }
        return whole &+ 1 &- Int(Self.shift)
    }

    /// The definition: the logarithm, rounded up. By hand: rounding is a call into the maths library on older processors.
    package func exactKey(of value: Double) -> Int {
        let exact = Double.log(value) / logFactor
        let truncated = Int(exact)
        return Double(truncated) < exact ? truncated + 1 : truncated
    }

    /// Larger than any key is small, so that cutting off rounds down.
    private static let shift = 1_048_576.0

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
