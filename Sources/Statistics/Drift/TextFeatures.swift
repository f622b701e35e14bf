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
            if isAlphanumeric(scalar) {
                current.unicodeScalars.append(scalar)
            } else if !current.isEmpty {
                tokens.append(current)
                current = ""
            }
        }
        if !current.isEmpty { tokens.append(current) }
        return tokens
    }

    private static func isAlphanumeric(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: return true
        default: return properties.numericType != nil
        }
    }

    /// The features of a text: each once, rising.
    public static func features(_ text: String) -> [Int32] {
        let tokens = tokens(text)
        var grams = tokens
        for (first, second) in zip(tokens, tokens.dropFirst()) { grams.append("\(first) \(second)") }
        return features(grams: grams)
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
        var seen = Set<Int32>()
        for gram in grams where !gram.isEmpty {
            seen.insert(Int32(StableHash.fmix64(StableHash.fnv1a64(gram.utf8)) % UInt64(dimension)))
        }
        return seen.sorted()
    }
}
