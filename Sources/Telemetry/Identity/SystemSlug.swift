/// The name of a system in URLs, file names and log lines: 1 to 64 of `a-z 0-9 . _ -`.
public struct SystemSlug: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
    /// The slug itself.
    public let text: String

    /// Where calls go that name no system once the limit of systems is reached.
    public static let unassigned = SystemSlug(unchecked: "unassigned")

    /// Makes a slug of any name: lower case, every run of other characters one `-`, at most 64 characters.
    /// `nil` when nothing is left.
    public init?(_ name: some StringProtocol) {
        if name.utf8.withContiguousStorageIfAvailable(Self.isInForm) == true {
            text = String(name)
            return
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(64, name.utf8.count))
        for byte in name.utf8 {
            guard bytes.count < 64 else { break }
            switch byte {
            case 97...122, 48...57, 46, 95: bytes.append(byte)
            case 65...90: bytes.append(byte + 32)
            default: if bytes.last != 45 { bytes.append(45) }
            }
        }
        while bytes.last == 45 { bytes.removeLast() }
        if let start = bytes.firstIndex(where: { $0 != 45 }) { bytes.removeFirst(start) }
        guard bytes.contains(where: { $0 != 46 }) else { return nil }
        text = String(decoding: bytes, as: UTF8.self)
    }

    /// True for a name that is a slug as it stands, surely; false for those that need a closer look.
    private static func isInForm(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        guard (1...64).contains(name.count), name[0] != 45, name[name.count - 1] != 45 else { return false }
        var isHyphen = false
        var isName = false
        for byte in name {
            switch byte {
            case 97...122, 48...57, 95:
                isName = true
                isHyphen = false
            case 46: isHyphen = false
            case 45 where !isHyphen: isHyphen = true
            default: return false
            }
        }
        return isName
    }

    /// Takes a slug that is known to be in form, such as one that was stored.
    public init(stored text: String) {
        self.text = text
    }

    private init(unchecked text: String) {
        self.text = text
    }

    /// The text itself.
    public var description: String { text }

    /// In the order of their parts.
    public static func < (left: SystemSlug, right: SystemSlug) -> Bool { left.text < right.text }

    /// Decodes the slug from its text.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let name = try container.decode(String.self)
        guard let slug = SystemSlug(name) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no system slug: \(name)")
        }
        self = slug
    }

    /// Encodes the slug as its text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
