/// A hash that is the same in every process, on every machine, for ever (docs/statistics.md 0.4). Not for secrets.
public enum StableHash {
    /// FNV-1a, 64 bits. On disk: never change.
    public static func fnv1a64(_ bytes: some Sequence<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes {
            hash ^= UInt64(byte)
            hash = hash &* 0x0000_0100_0000_01b3
        }
        return hash
    }

    /// The finaliser of MurmurHash3: spreads every bit over all others. On disk: never change.
    public static func fmix64(_ value: UInt64) -> UInt64 {
        var hash = value
        hash ^= hash >> 33
        hash = hash &* 0xff51_afd7_ed55_8ccd
        hash ^= hash >> 33
        hash = hash &* 0xc4ce_b9fe_1a85_ec53
        hash ^= hash >> 33
        return hash
    }

    /// A number in [0, 1) that depends on nothing but the two texts: the same call is in or out of a sample everywhere.
    public static func unit(salt: String, key: String) -> Double {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        let prime: UInt64 = 0x0000_0100_0000_01b3
        for byte in salt.utf8 { hash = (hash ^ UInt64(byte)) &* prime }
        hash = (hash ^ 0x1F) &* prime
        for byte in key.utf8 { hash = (hash ^ UInt64(byte)) &* prime }
        return Double(fmix64(hash) >> 11) * 0x1p-53
    }
}
