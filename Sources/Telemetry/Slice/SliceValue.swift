/// One dimension of a slice with its value: `language:es`.
public struct SliceValue: Sendable, Hashable, Comparable, Codable {
    /// The dimension's name, at most 64 characters.
    public var dimension: String
    /// The value, at most 64 characters; ``other`` and ``none`` are reserved.
    public var value: String

    /// What folds together the values beyond the kept ones.
    public static let other = "(other)"
    /// What stands for the absence of a value.
    public static let none = "(none)"

    /// A value of a dimension.
    public init(_ dimension: String, _ value: String) {
        self.dimension = dimension
        self.value = value
    }

    /// In the order of their parts.
    public static func < (left: SliceValue, right: SliceValue) -> Bool {
        (left.dimension, left.value) < (right.dimension, right.value)
    }
}
