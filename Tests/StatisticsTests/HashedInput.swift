import Sketches

/// The generated inputs of the vectors: `U(tag, i) = hash_unit("tv-" + tag, decimal(i))` (docs/statistics.md 0.4).
enum HashedInput {
    static func unit(_ tag: String, _ index: Int) -> Double {
        StableHash.unit(salt: "tv-\(tag)", key: "\(index)")
    }
}
