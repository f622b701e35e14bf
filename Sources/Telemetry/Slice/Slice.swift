/// A subset of calls: a conjunction of values in canonical order, so that one slice has one text and one address.
public struct Slice: Sendable, Hashable, Codable {
    /// The values, sorted by dimension; empty is all calls.
    public let values: [SliceValue]

    /// Every call.
    public static let all = Slice([])

    /// Sorts the values; of a dimension that is named twice the last counts.
    public init(_ values: [SliceValue]) {
        var byDimension: [String: SliceValue] = [:]
        for value in values { byDimension[value.dimension] = value }
        self.values = byDimension.values.sorted()
    }

    /// `language:es+topic:billing`, undecoded; empty for all calls.
    public var text: String {
        values.map { "\($0.dimension):\($0.value)" }.joined(separator: "+")
    }

    /// The text as it stands in an address: everything outside unreserved ASCII percent-encoded.
    public var query: String {
        values.map { "\(Self.encoded($0.dimension)):\(Self.encoded($0.value))" }.joined(separator: "+")
    }

    /// Reads the raw, still encoded value of a `slice` parameter: split at `+`, then at the first `:`, then decoded.
    /// `nil` when a part has no `:`, an empty side, or cannot be decoded.
    public init?(query: some StringProtocol) {
        guard !query.isEmpty else {
            self = .all
            return
        }
        var values: [SliceValue] = []
        for part in query.split(separator: "+", omittingEmptySubsequences: false) {
            guard let colon = part.firstIndex(of: ":"), let dimension = Self.decoded(part[..<colon]),
                let value = Self.decoded(part[part.index(after: colon)...]), !dimension.isEmpty, !value.isEmpty
            else { return nil }
            values.append(SliceValue(dimension, value))
        }
        self.init(values)
    }

    private static func encoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case 48...57, 65...90, 97...122, 45, 46, 95, 126: result.unicodeScalars.append(Unicode.Scalar(byte))
            default: result += "%" + Hexadecimal.text([byte]).uppercased()
            }
        }
        return result
    }

    private static func decoded(_ text: some StringProtocol) -> String? {
        var bytes: [UInt8] = []
        var iterator = text.utf8.makeIterator()
        while let byte = iterator.next() {
            if byte == 37 {
                guard let first = iterator.next(), let second = iterator.next(),
                    let value = Hexadecimal.bytes(String(decoding: [first, second], as: UTF8.self))
                else { return nil }
                bytes += value
            } else {
                bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
