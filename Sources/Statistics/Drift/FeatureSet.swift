import Sketches

/// A set of hashed features as one bit each: inserting is one operation, and they come out in order.
struct FeatureSet {
    private var words = [UInt64](repeating: 0, count: TextFeatures.dimension / 64)
    private var count = 0

    /// Adds the feature of a hash that has not been mixed yet.
    @inline(__always)
    mutating func insert(hash: UInt64) {
        let feature = Int(truncatingIfNeeded: StableHash.fmix64(hash) % UInt64(TextFeatures.dimension))
        let bit: UInt64 = 1 << UInt64(feature & 63)
        let before = words[feature >> 6]
        count += before & bit == 0 ? 1 : 0
        words[feature >> 6] = before | bit
    }

    /// The features, each once, rising.
    var features: [Int32] {
        var features: [Int32] = []
        features.reserveCapacity(count)
        for index in words.indices {
            var rest = words[index]
            while rest != 0 {
                features.append(Int32(index << 6 | rest.trailingZeroBitCount))
                rest &= rest - 1
            }
        }
        return features
    }
}
