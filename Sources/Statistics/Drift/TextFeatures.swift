import Sketches

/// What the drift of a text looks at: hashed words and pairs of neighbouring words (docs/statistics.md 3.4).
public enum TextFeatures {
    /// How many hashed features there are. On disk: never change.
    public static let dimension = 65_536

    /// Maximal runs of letters and digits, in lower case.
    public static func tokens(_ text: String) -> [String] {
        var tokens: [String] = []
        var current = ""
        for scalar in text.lowercased().unicodeScalars {
            if LetterCase.isAlphanumeric(scalar) {
                current.unicodeScalars.append(scalar)
            } else if !current.isEmpty {
                tokens.append(current)
                current = ""
            }
        }
        if !current.isEmpty { tokens.append(current) }
        return tokens
    }

    /// The words of a text and its pairs of neighbouring words, with the feature of each: what explains a drift in words.
    public static func grams(_ text: String) -> [(gram: String, feature: Int32)] {
        let tokens = tokens(text)
        let pairs = zip(tokens, tokens.dropFirst()).map { "\($0) \($1)" }
        return (tokens + pairs).map { ($0, feature(of: $0)) }
    }

    /// The features of a text: each once, rising.
    ///
    /// - Complexity: one pass over the bytes, without a string for each word.
    public static func features(_ text: String) -> [Int32] {
        var text = text
        var hasher = GramHasher()
        text.withUTF8 { hasher.read($0) }
        return hasher.features.features
    }

    /// The features of an identifier: itself, and its beginning up to the first digit.
    public static func features(identifier: String) -> [Int32] {
        features(grams: [identifier, String(identifier.prefix { !$0.isNumber })])
    }

    /// The features of a record of fields.
    public static func features(record: [String: String]) -> [Int32] {
        features(grams: record.map { "\($0.key)=\($0.value)" })
    }

    private static func features(grams: [String]) -> [Int32] {
        var seen = FeatureSet()
        for gram in grams where !gram.isEmpty { seen.insert(hash: StableHash.fnv1a64(gram.utf8)) }
        return seen.features
    }

    private static func feature(of gram: String) -> Int32 {
        Int32(StableHash.fmix64(StableHash.fnv1a64(gram.utf8)) % UInt64(dimension))
    }
}
