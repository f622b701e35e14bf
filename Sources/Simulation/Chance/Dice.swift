import RealModule

/// Random numbers of a simulation: equal seeds give equal worlds (xoshiro256** started with SplitMix64).
struct Dice: RandomNumberGenerator, Sendable {
    private var state: (UInt64, UInt64, UInt64, UInt64)
    private var spareNormal: Double?

    /// - Parameter seed: any number.
    init(seed: UInt64) {
        state = (
            Self.mixed(seed &+ 0x9E37_79B9_7F4A_7C15), Self.mixed(seed &+ 0x3C6E_F372_FE94_F82A),
            Self.mixed(seed &+ 0xDAA6_6D2C_7DDF_743F), Self.mixed(seed &+ 0x78DD_E6E5_FD29_F054)
        )
    }

    /// A generator of its own for one part of a world, so that a change in one part leaves the others alone.
    init(seed: UInt64, _ part: UInt64, _ number: UInt64) {
        self.init(seed: Self.hash(seed, part, number))
    }

    /// One number of three, well mixed.
    static func hash(_ first: UInt64, _ second: UInt64, _ third: UInt64) -> UInt64 {
        mixed(mixed(mixed(first &+ 0x9E37_79B9_7F4A_7C15) &+ second) &+ third &* 0xD6E8_FEB8_6659_FD93)
    }

    private static func mixed(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func next() -> UInt64 {
        let product = state.1 &* 5
        let result = (product << 7 | product >> 57) &* 9
        let shifted = state.1 << 17
        state.2 ^= state.0
        state.3 ^= state.1
        state.1 ^= state.2
        state.0 ^= state.3
        state.2 ^= shifted
        state.3 = state.3 << 45 | state.3 >> 19
        return result
    }

    /// Uniform in [0, 1).
    mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// Uniform in a range of whole numbers, without the rejection step: the bias is below 2⁻³⁰ for the ranges used here.
    mutating func integer(_ range: ClosedRange<Int>) -> Int {
        let count = UInt64(range.upperBound - range.lowerBound + 1)
        return range.lowerBound + Int(next().multipliedFullWidth(by: count).high)
    }

    /// True with a probability.
    mutating func chance(_ probability: Double) -> Bool { uniform() < probability }

    /// One of several, all alike.
    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[integer(0...elements.count - 1)] }

    /// One of several by weight.
    /// - Parameter weights: their sum need not be 1.
    mutating func index(weights: [Double]) -> Int {
        var rest = uniform() * weights.reduce(0, +)
        for (index, weight) in weights.enumerated() {
            rest -= weight
            if rest < 0 { return index }
        }
        return weights.count - 1
    }

    /// Standard normal (Marsaglia's polar method).
    mutating func normal() -> Double {
        if let spare = spareNormal {
            spareNormal = nil
            return spare
        }
        while true {
            let u = 2 * uniform() - 1
            let v = 2 * uniform() - 1
            let s = u * u + v * v
            guard s > 0, s < 1 else { continue }
            let factor = (-2 * Double.log(s) / s).squareRoot()
            spareNormal = v * factor
            return u * factor
        }
    }

    /// Log-normal by its median and the deviation of its logarithm.
    mutating func logNormal(median: Double, spread: Double) -> Double { median * Double.exp(spread * normal()) }

    /// Exponential by its mean.
    mutating func exponential(mean: Double) -> Double { -mean * Double.log(1 - uniform()) }

    /// Poisson by its mean: Knuth's product, above 30 the sum of two halves.
    mutating func poisson(_ mean: Double) -> Int {
        guard mean > 0 else { return 0 }
        if mean > 30 {
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

    /// How many more of something follow, with this mean (geometric, from 0).
    mutating func more(mean: Double) -> Int {
        guard mean > 0 else { return 0 }
        return Int((Double.log(1 - uniform()) / Double.log(mean / (1 + mean))).rounded(.down))
    }
}
