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
        do { try decoder.traces(bytes.span.bytes) } catch { throw Self.explained(error, bytes) }
        counts = decoder.builder.counts
        storage = ExportStorage(decoder.builder, bytes: bytes)
    }

    /// Decodes OTLP/JSON.
    /// - Parameter bytes: the inflated body, an object.
    /// - Throws: ``OTLPError``.
    public init(json bytes: [UInt8]) throws(OTLPError) {
        guard bytes.count <= OTLPLimits.inflatedBytes else { throw .tooManyBytes }
        var decoder = JSONExportDecoder()
        try decoder.traces(JSONExportDecoder.request(bytes, member: "resourceSpans"))
        counts = decoder.builder.counts
        storage = ExportStorage(decoder.builder, bytes: decoder.text)
    }

    /// What to tell a client whose spans have no ids or cannot be read, where they are log records: the two messages share
    /// their envelope and most field numbers.
    public static let logsHint = "These look like log records: send logs to /v1/logs, spans to /v1/traces"

    private static func explained(_ error: WireError, _ bytes: [UInt8]) -> OTLPError {
        var decoder = ProtobufDecoder()
        let plain = OTLPError(error)
        // Whether it reads as logs is the whole question; why it does not is of no interest. A span has no fixed64 where
        // log records have their times.
        guard plain.code == .malformed, (try? decoder.logs(bytes.span.bytes)) != nil,
            decoder.builder.logRecords.contains(where: { $0.time != 0 || $0.observedTime != 0 })
        else { return plain }
        return OTLPError(.malformed, "\(plain.message). \(logsHint)")
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
