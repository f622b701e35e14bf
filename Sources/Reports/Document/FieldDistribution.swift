/// What to draw of a field: the same cells on both sides, with counts.
public enum FieldDistribution: Codable, Sendable, Hashable {
    /// Ranges of numbers or times, rising and without gaps.
    case bins([Bin])
    /// Names, the reference's most frequent first, everything else joined in a last one.
    case categories([Category])

    /// A range of numbers.
    public struct Bin: Codable, Sendable, Hashable {
        /// The lower edge, not inside unless this is the first bin.
        public let low: Double
        /// The upper edge, inside.
        public let high: Double
        /// Values of the reference.
        public let reference: Int
        /// Current values.
        public let current: Int

        package init(low: Double, high: Double, reference: Int, current: Int) {
            self.low = low
            self.high = high
            self.reference = reference
            self.current = current
        }
    }

    /// One name.
    public struct Category: Codable, Sendable, Hashable {
        /// The value; nil for all values that have no cell of their own.
        public let value: String?
        /// Rows of the reference.
        public let reference: Int
        /// Current rows.
        public let current: Int

        package init(value: String?, reference: Int, current: Int) {
            self.value = value
            self.reference = reference
            self.current = current
        }
    }

    enum CodingKeys: String, CodingKey {
        case bins, categories
    }

    /// Writes `{"bins": […]}` or `{"categories": […]}`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .bins(let bins): try container.encode(bins, forKey: .bins)
        case .categories(let categories): try container.encode(categories, forKey: .categories)
        }
    }

    /// Reads what ``encode(to:)`` wrote.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if container.contains(.bins) {
            self = .bins(try container.decode([Bin].self, forKey: .bins))
        } else {
            self = .categories(try container.decode([Category].self, forKey: .categories))
        }
    }
}
