/// A decoded ExportTraceServiceRequest: immutable, shared by its spans.
///
/// Either the whole request could be decoded or nothing of it is used.
public struct TraceExport: Sendable {
    let storage: ExportStorage
    /// What was odd about it.
    public let counts: DecodingCounts

    /// Decodes protobuf.
    /// - Parameter bytes: the inflated body; no bytes at all are an empty request.
    /// - Throws: ``OTLPError``.
    public init(protobuf bytes: [UInt8]) throws(OTLPError) {
        guard bytes.count <= OTLPLimits.inflatedBytes else { throw .tooManyBytes }
        var decoder = ProtobufDecoder()
        do { try decoder.traces(bytes.span.bytes) } catch { throw OTLPError(error) }
        counts = decoder.builder.counts
        storage = ExportStorage(decoder.builder, bytes: bytes)
    }

    /// Decodes OTLP/JSON.
    /// - Parameter bytes: the inflated body, an object.
    /// - Throws: ``OTLPError``.
    public init(json bytes: [UInt8]) throws(OTLPError) {
        guard bytes.count <= OTLPLimits.inflatedBytes else { throw .tooManyBytes }
        var decoder = JSONExportDecoder()
        try decoder.traces(JSONExportDecoder.request(bytes))
        counts = decoder.builder.counts
        storage = ExportStorage(decoder.builder, bytes: decoder.text)
    }

    /// The spans in the order of the request, those to be refused included.
    public var spans: Spans { Spans(storage: storage) }

    /// The spans of a request.
    public struct Spans: RandomAccessCollection, Sendable {
        let storage: ExportStorage

        /// The first position.
        public var startIndex: Int { 0 }
        /// The position after the last.
        public var endIndex: Int { storage.spans.count }

        /// The span at a position.
        public subscript(position: Int) -> OTLPSpan { OTLPSpan(storage: storage, index: position) }
    }
}
