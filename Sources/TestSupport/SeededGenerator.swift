import RealModule

/// Random numbers that are the same in every run: xoshiro256** started with SplitMix64.
///
/// The one source of randomness in tests and simulations. Fast enough for millions of draws in a debug build.
public struct SeededGenerator: RandomNumberGenerator, Sendable, Hashable {
    private var state: (UInt64, UInt64, UInt64, UInt64)
    private var spareNormal: Double?

    /// - Parameter seed: any number; equal seeds give equal sequences.
    public init(seed: UInt64) {
        var mixer = seed
        func next() -> UInt64 {
            mixer = mixer &+ 0x9E37_79B9_7F4A_7C15
            var z = mixer
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
        state = (next(), next(), next(), next())
    }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        let result = rotated(state.1 &* 5, by: 7) &* 9
        let shifted = state.1 << 17
        state.2 ^= state.0
        state.3 ^= state.1
        state.1 ^= state.2
        state.0 ^= state.3
        state.2 ^= shifted
        state.3 = rotated(state.3, by: 45)
        return result
    }

    @inline(__always)
    private func rotated(_ value: UInt64, by bits: UInt64) -> UInt64 {
        (value << bits) | (value >> (64 - bits))
    }

    /// Equal when they will give the same numbers.
    public static func == (left: SeededGenerator, right: SeededGenerator) -> Bool {
        left.state == right.state && left.spareNormal == right.spareNormal
    }

    /// Hashes part of the state.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(state.0)
        hasher.combine(state.1)
    }
}

// Distributions.
extension SeededGenerator {
    /// Uniform in [0, 1).
    @inline(__always)
    public mutating func uniform() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// True with this probability.
    @inline(__always)
    public mutating func chance(_ probability: Double) -> Bool {
        uniform() < probability
    }

    /// Normal (Marsaglia's polar method).
    public mutating func normal(mean: Double = 0, deviation: Double = 1) -> Double {
        if let spare = spareNormal {
            spareNormal = nil
            return mean + deviation * spare
        }
        while true {
            let u = 2 * uniform() - 1
            let v = 2 * uniform() - 1
            let s = u * u + v * v
            if s > 0 && s < 1 {
                let factor = (-2 * Double.log(s) / s).squareRoot()
                spareNormal = v * factor
                return mean + deviation * u * factor
            }
        }
    }

    /// Log-normal: `exp` of a normal number.
    ///
    /// - Parameters:
    ///   - median: above 0.
    ///   - spread: the standard deviation of the logarithm.
    public mutating func logNormal(median: Double, spread: Double) -> Double {
        median * Double.exp(spread * normal())
    }

    /// So many log-normal numbers.
    public func logNormal(count: Int, median: Double, spread: Double) -> [Double] {
        var copy = self
        return (0..<count).map { _ in copy.logNormal(median: median, spread: spread) }
    }

    /// Exponential with this mean.
    public mutating func exponential(mean: Double) -> Double {
        -mean * Double.log(1 - uniform())
    }

    /// Poisson: Knuth's product below 30, then by the sum of halves.
    public mutating func poisson(_ mean: Double) -> Int {
        if mean <= 0 { return 0 }
        if mean > 30 {
            // A Poisson number is the sum of two independent ones with half the mean.
            let half = poisson(mean / 2)
            return half + poisson(mean / 2)
        }
        let limit = Double.exp(-mean)
        var count = 0
        var product = uniform()
        while product > limit {
            count += 1
            product *= uniform()
        }
        return count
    }

    /// How many of `count` independent trials succeed.
    ///
    /// - Complexity: O(min(successes, failures)) draws, by skipping from success to success.
    public mutating func binomial(_ count: Int, _ probability: Double) -> Int {
        if count <= 0 || probability <= 0 { return 0 }
        if probability >= 1 { return count }
        if probability > 0.5 { return count - binomial(count, 1 - probability) }
        let logFailure = Double.log(onePlus: -probability)
        var successes = 0
        var position = 0.0
        while true {
            position += (Double.log(1 - uniform()) / logFailure).rounded(.down) + 1
            if position > Double(count) { return successes }
            successes += 1
        }
    }

    /// Gamma with this shape and scale 1 (Marsaglia and Tsang).
    public mutating func gamma(shape: Double) -> Double {
        if shape < 1 { return gamma(shape: shape + 1) * Double.pow(1 - uniform(), 1 / shape) }
        let d = shape - 1.0 / 3
        let c = 1 / (9 * d).squareRoot()
        while true {
            let x = normal()
            let v = (1 + c * x) * (1 + c * x) * (1 + c * x)
            if v <= 0 { continue }
            let u = 1 - uniform()
            if Double.log(u) < 0.5 * x * x + d - d * v + d * Double.log(v) { return d * v }
        }
    }

    /// Beta(a, b), in [0, 1].
    public mutating func beta(_ a: Double, _ b: Double) -> Double {
        let x = gamma(shape: a)
        return x / (x + gamma(shape: b))
    }
}
