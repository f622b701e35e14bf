/// How tables write that there is no value.
enum MissingWords {
    /// True for nothing, blanks, and what people and programs write for it: NA, N/A, NaN, NaT, null, nil, None, in any case.
    @inline(__always)
    static func contains(_ bytes: UnsafePointer<UInt8>, count: Int) -> Bool {
        if count == 0 { return true }
        if count > 5 { return isBlank(bytes, count) }
        // Letters in lower case packed into a word: one comparison per spelling.
        var packed: UInt64 = 0
        for index in 0..<count { packed = packed << 8 | UInt64(bytes[index] | 0x20) }
        return spellings.contains(packed) || isBlank(bytes, count)
    }

    private static let spellings: [UInt64] = [
        "na", "n/a", "nan", "-nan", "nat", "null", "nil", "none", "<na>", "#n/a",
    ].map { text in text.utf8.reduce(0) { $0 << 8 | UInt64($1 | 0x20) } }

    private static func isBlank(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        for index in 0..<count where bytes[index] != 0x20 && bytes[index] != 0x09 { return false }
        return true
    }
}
