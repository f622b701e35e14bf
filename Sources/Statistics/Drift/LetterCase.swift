/// Letters and digits in lower case, as bytes of UTF-8, without making strings: the same answers as the properties of Unicode
/// and `lowercased()`, looked up once for the alphabets of two bytes.
enum LetterCase {
    /// What a scalar becomes.
    enum Kind {
        /// Neither a letter nor a digit, also in lower case.
        case separator
        /// One letter or digit, in lower case.
        case one(Unicode.Scalar)
        /// Anything else: several scalars, some of which may be separators.
        case several(String)
    }

    /// Scalars below this are looked up in a table.
    static let tableEnd: UInt32 = 0x800

    /// Per scalar below ``tableEnd``: 0 for a separator, ``several`` for a scalar that becomes several, else the scalar in lower
    /// case.
    static let table: [UInt32] = (0..<tableEnd).map { code in
        guard let scalar = Unicode.Scalar(code) else { return 0 }
        switch kind(of: scalar) {
        case .separator: return 0
        case .one(let lower): return lower.value
        case .several: return several
        }
    }

    /// Stands for several scalars in ``table``.
    static let several = UInt32.max

    /// What a scalar becomes, from the properties of Unicode.
    static func kind(of scalar: Unicode.Scalar) -> Kind {
        let lower = scalar.properties.lowercaseMapping
        let scalars = lower.unicodeScalars
        guard scalars.count == 1, let only = scalars.first else { return .several(lower) }
        return isAlphanumeric(only) ? .one(only) : .separator
    }

    /// Letters of every alphabet, and whatever has a numeric value.
    static func isAlphanumeric(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: return true
        default: return properties.numericType != nil
        }
    }
}
