public import OTLP

/// The body of a request to `/v1/calls`, `/v1/outcomes` or `/v1/changes`: one item, an array of items, or a line for each.
public struct ItemBody: Sequence, Sendable {
    /// How the items stand in the body.
    public enum Form: Sendable, Hashable {
        /// One object.
        case single
        /// An array of objects.
        case array
        /// JSON lines.
        case lines
    }

    /// One item, or why there is none.
    public struct Item: Sendable {
        /// Its position, the first is 0.
        public let index: Int
        /// Its line, the first is 1; `nil` unless the body is ``Form/lines``.
        public let line: Int?
        /// Its value, or why it has none.
        public let value: Result<JSONValue, JSONError>
    }

    /// How the items stand in the body.
    public let form: Form
    private let bytes: [UInt8]
    private let root: JSONValue?

    /// Content types that are told by the first character of the body: what `curl -d` sends and what plain clients leave
    /// out.
    private static let guessed: Set<String> = ["", "application/x-www-form-urlencoded", "text/plain"]
    private static let lines: Set<String> = [
        "application/x-ndjson", "application/jsonl", "application/x-jsonlines", "application/json-lines",
    ]

    /// The body's form by its content type, parameters ignored; `nil` for a type that these requests do not have.
    ///
    /// - Parameter contentType: the header's value; `nil` when it is missing.
    public static func form(contentType: String?, body: [UInt8]) -> Form? {
        let type = (contentType ?? "").prefix { $0 != ";" }.lowercased().filter { $0 != " " && $0 != "\t" }
        if lines.contains(type) { return .lines }
        guard type == "application/json" || type.hasSuffix("+json") || guessed.contains(type) else { return nil }
        let white: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF]
        switch body.first(where: { !white.contains($0) }) {
        case UInt8(ascii: "{"): return .single
        case UInt8(ascii: "["): return .array
        default: return guessed.contains(type) ? nil : .single
        }
    }

    /// Reads a body; lines are read one by one when they are asked for.
    ///
    /// - Throws: ``JSONError`` when a single item or an array cannot be read.
    public init(_ bytes: [UInt8], form: Form) throws(JSONError) {
        self.bytes = bytes
        switch form {
        case .lines:
            self.form = .lines
            root = nil
        case .single, .array:
            let value = try JSONDocument(bytes).root
            root = value
            self.form = value.kind == .array ? .array : .single
        }
    }

    /// Walks the items.
    public func makeIterator() -> Iterator {
        let source: Iterator.Source =
            if let array = root?.array {
                .array(array.makeIterator())
            } else if let root {
                .single(root)
            } else {
                .lines(JSONLines(bytes))
            }
        return Iterator(source: source)
    }

    /// Walks the items.
    public struct Iterator: IteratorProtocol {
        enum Source {
            case single(JSONValue?)
            case array(JSONArray.Iterator)
            case lines(JSONLines)
        }

        var source: Source
        private var index = 0

        init(source: Source) { self.source = source }

        /// The next item.
        public mutating func next() -> Item? {
            defer { index += 1 }
            switch source {
            case .single(let value):
                source = .single(nil)
                return value.map { Item(index: index, line: nil, value: .success($0)) }
            case .array(var values):
                let value = values.next()
                source = .array(values)
                return value.map { Item(index: index, line: nil, value: .success($0)) }
            case .lines(var lines):
                source = .single(nil)  // or the reader inside would be shared, and could not use its memory again
                let line = lines.next()
                source = .lines(lines)
                return line.map { Item(index: index, line: $0.number, value: $0.value) }
            }
        }
    }
}
