/// The tag of an answer: `W/"<version>.<content>"`, or `W/"<content>"` where nothing can be edited.
///
/// It is weak: it names the content, not its coding. Its first part names only what people edit, so that a figure that moved
/// in between does not keep anybody from saving.
struct EntityTag: Sendable, Hashable {
    /// As the `ETag` header carries it.
    let text: String

    /// - Parameters:
    ///   - version: of what can be edited at the address; `nil` where nothing can.
    ///   - content: of the answer.
    init(version: String?, content: [UInt8]) {
        let whole = "\(Self.hash(content))-\(content.count)"
        text = "W/\"\(version.map { Self.hash(Array($0.utf8)) + "." } ?? "")\(whole)\""
    }

    /// True when an `If-Match` header names a state: it may list several tags, or be `*`.
    static func header(_ header: String, knows version: String) -> Bool {
        if header.filter({ $0 != " " }) == "*" { return true }
        let wanted = hash(Array(version.utf8))
        return header.split(separator: ",").contains { candidate in
            var tag = candidate.drop { $0 == " " }
            if tag.hasPrefix("W/") { tag = tag.dropFirst(2) }
            return tag.drop { $0 == "\"" }.prefix { $0 != "." && $0 != "\"" } == wanted
        }
    }

    /// A state's name, as forms carry it.
    static func mark(_ version: String) -> String { hash(Array(version.utf8)) }

    /// FNV-1a, in base 36.
    private static func hash(_ bytes: [UInt8]) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return String(hash, radix: 36)
    }
}
