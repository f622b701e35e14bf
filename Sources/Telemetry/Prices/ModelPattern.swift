/// What names of models mean an entry of a price table. Matching ignores case.
public indirect enum ModelPattern: Sendable, Hashable {
    /// This name.
    case equals(String)
    /// Names that begin so.
    case startsWith(String)
    /// Names that end so.
    case endsWith(String)
    /// Names with this anywhere.
    case contains(String)
    /// Names in which this expression is found; one that cannot be read matches nothing.
    case expression(String)
    /// Names with `*` standing for any run of characters, also none: our own table's patterns.
    case wildcard(String)
    /// Any of these.
    case any([ModelPattern])
    /// All of these.
    case all([ModelPattern])

    /// Reads a pattern of our own table: with `*` a wildcard, else a plain name.
    public init(_ text: String) {
        self = text.contains("*") ? .wildcard(text.lowercased()) : .equals(text.lowercased())
    }

    /// The name that the pattern stands for, where it stands for just one.
    public var name: String? {
        if case .equals(let name) = self { name } else { nil }
    }

    /// How many characters of a name the pattern fixes: of several that match, the one that fixes most says it best.
    public var fixedCharacters: Int {
        switch self {
        case .equals(let text), .startsWith(let text), .endsWith(let text), .contains(let text), .expression(let text):
            text.utf8.count
        case .wildcard(let text): text.utf8.count { $0 != UInt8(ascii: "*") }
        case .any(let patterns): patterns.map(\.fixedCharacters).min() ?? 0
        case .all(let patterns): patterns.map(\.fixedCharacters).max() ?? 0
        }
    }

    /// Whether a name is meant.
    /// - Parameter name: in lower case.
    public func matches(_ name: String) -> Bool {
        switch self {
        case .equals(let text): name == text
        case .startsWith(let text): name.hasPrefix(text)
        case .endsWith(let text): name.hasSuffix(text)
        case .contains(let text): text.isEmpty || name.contains(text)
        case .expression(let text): Self.isFound(text, in: name)
        case .wildcard(let text): Self.matches(Array(name.utf8)[...], Array(text.utf8)[...])
        case .any(let patterns): patterns.contains { $0.matches(name) }
        case .all(let patterns): patterns.allSatisfy { $0.matches(name) }
        }
    }

    private static func isFound(_ expression: String, in name: String) -> Bool {
        // An expression that cannot be read is counted when its file is imported; here it means nothing.
        guard let expression = try? Regex(expression).ignoresCase() else { return false }
        return name.firstMatch(of: expression) != nil
    }

    private static func matches(_ name: ArraySlice<UInt8>, _ pattern: ArraySlice<UInt8>) -> Bool {
        var (name, pattern) = (name, pattern)
        var retry: (name: ArraySlice<UInt8>, pattern: ArraySlice<UInt8>)?
        while true {
            if pattern.first == UInt8(ascii: "*") {
                pattern = pattern.dropFirst()
                retry = (name, pattern)
            } else if let first = name.first, first == pattern.first {
                (name, pattern) = (name.dropFirst(), pattern.dropFirst())
            } else if name.isEmpty, pattern.isEmpty {
                return true
            } else if let (laterName, laterPattern) = retry, !laterName.isEmpty {
                (name, pattern) = (laterName.dropFirst(), laterPattern)
                retry = (name, pattern)
            } else {
                return false
            }
        }
    }
}
