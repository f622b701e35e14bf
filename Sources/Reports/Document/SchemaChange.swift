/// A difference between the columns of the two tables: certain, without statistics.
public struct SchemaChange: Codable, Sendable, Hashable {
    /// What differs.
    public enum Kind: String, Codable, Sendable, Hashable, CaseIterable {
        /// The current table lacks the field.
        case gone
        /// The reference's values were of another kind (numbers, now words).
        case typeChanged = "type_changed"
        /// The field had values and has none now.
        case allMissing = "all_missing"
        /// The field had several values and has one now.
        case constantNow = "constant_now"
        /// Only the current table has the field.
        case new
        /// Values that the reference never had.
        case newValues = "new_values"
        /// The field had no missing values and has some now.
        case missingNow = "missing_now"
        /// The field had no NaN or infinity and has some now.
        case notFiniteNow = "not_finite_now"
    }

    /// The field's name.
    public let field: String
    /// What differs.
    public let kind: Kind
    /// Whether it breaks the table for whoever reads it, and so makes the report's verdict "drifted".
    public let isBreaking: Bool
    /// One sentence with the figures.
    public let words: String

    enum CodingKeys: String, CodingKey {
        case field, kind
        case isBreaking = "is_breaking"
        case words
    }

    package init(field: String, kind: Kind, isBreaking: Bool, words: String) {
        self.field = field
        self.kind = kind
        self.isBreaking = isBreaking
        self.words = words
    }

    static func gone(_ field: String) -> SchemaChange {
        SchemaChange(field: field, kind: .gone, isBreaking: true, words: "\(field) is gone: only the reference has it.")
    }

    static func new(_ field: String) -> SchemaChange {
        SchemaChange(
            field: field, kind: .new, isBreaking: false, words: "\(field) is new: there is nothing to compare it with.")
    }
}
