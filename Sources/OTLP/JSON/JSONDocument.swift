internal import CSimdJSON

/// A parsed JSON text. Values refer to it and keep it alive; numbers and strings are read from it on demand.
///
/// The work is done by simdjson: it checks the whole text, UTF-8 included, and leaves a flat tape that ``JSONValue`` walks.
public final class JSONDocument: @unchecked Sendable {
    // Sendable although unchecked: what a document holds changes only in `parse`, which ``JSONReader`` calls while it has
    // the only reference (`isKnownUniquelyReferenced`). JSONReaderTests holds it: "gives every value that is kept its own
    // document".
    private let parser: OpaquePointer
    /// simdjson's tape: one word per entry, its type in the top byte. Held by `parser`.
    private(set) var tape: UnsafePointer<UInt64>
    /// The unescaped strings that the tape points into. Held by `parser`.
    private(set) var strings: UnsafePointer<UInt8>

    init() throws(JSONError) {
        guard let parser = csimdjson_new(JSONLimits.depth + 1) else { throw JSONError(.tooLarge) }
        var view = csimdjson_view()
        guard csimdjson_parse(parser, Array("null".utf8), 4, &view) == csimdjson_ok else {
            csimdjson_free(parser)  // deinit does not run for an object that was never complete
            throw JSONError(.tooLarge)
        }
        self.parser = parser
        (tape, strings) = (view.tape, view.strings)
    }

    deinit { csimdjson_free(parser) }

    /// Reads one text.
    public convenience init(_ bytes: [UInt8]) throws(JSONError) {
        try self.init()
        try parse(bytes.span.bytes)
    }

    /// The value that the text is.
    public var root: JSONValue { JSONValue(document: self, index: 1) }

    func parse(_ bytes: borrowing RawSpan) throws(JSONError) {
        var start = 0
        if bytes.byteCount >= 3, bytes.unsafeLoad(fromByteOffset: 0, as: UInt8.self) == 0xEF,
            bytes.unsafeLoad(fromByteOffset: 1, as: UInt8.self) == 0xBB,
            bytes.unsafeLoad(fromByteOffset: 2, as: UInt8.self) == 0xBF
        {
            start = 3
        }
        let text = bytes.extracting(start..<bytes.byteCount)
        guard JSONScan.valuesMayFit(text) else { throw JSONError(.tooLarge) }
        if JSONScan.mayHoldLongNumber(text) { try JSONScan.refuseLongNumbers(text) }
        switch parseOnce(text) {
        case csimdjson_ok: return
        case csimdjson_too_deep: throw JSONError(.tooDeep)
        case csimdjson_not_utf8: throw JSONError(.notUTF8)
        case csimdjson_out_of_memory: throw JSONError(.tooLarge)
        case csimdjson_string, csimdjson_number:
            // Lone surrogates and numbers beyond 64 bits are legal JSON that simdjson refuses: rare, so a second pass.
            let mended = try JSONScan.mended(text)
            guard parseOnce(mended.span.bytes) == csimdjson_ok else { throw JSONError(.malformed) }
        default: throw JSONError(.malformed)
        }
    }

    private func parseOnce(_ bytes: borrowing RawSpan) -> Int {
        var view = csimdjson_view()
        let code = bytes.withUnsafeBytes { raw in
            // An empty text has no address and is no JSON either.
            guard let start = raw.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return csimdjson_malformed }
            return Int(csimdjson_parse(parser, start, raw.count, &view))
        }
        if code == csimdjson_ok { (tape, strings) = (view.tape, view.strings) }
        return code
    }
}
