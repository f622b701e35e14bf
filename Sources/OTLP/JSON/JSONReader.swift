/// Reads JSON texts one after the other, with the memory of the last one where nobody holds its values any more.
public struct JSONReader {
    private var document: JSONDocument?

    /// A reader without memory of its own yet.
    public init() {}

    /// Reads one text. Values of an earlier text stay valid.
    ///
    /// - Throws: ``JSONError``; the reader can be used again.
    public mutating func read(_ bytes: borrowing RawSpan) throws(JSONError) -> JSONValue {
        // No local may refer to the document while the question is asked.
        if document == nil || !isKnownUniquelyReferenced(&document) { document = try JSONDocument() }
        guard let document else { throw JSONError(.tooLarge) }
        try document.parse(bytes)
        return document.root
    }

    /// Reads one text.
    ///
    /// - Throws: ``JSONError``; the reader can be used again.
    public mutating func read(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
        try read(bytes.span.bytes)
    }

    /// Reads one text.
    ///
    /// - Throws: ``JSONError``; the reader can be used again.
    public mutating func read(_ text: String) throws(JSONError) -> JSONValue {
        try read(Array(text.utf8))
    }
}
