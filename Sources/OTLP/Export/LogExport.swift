/// A decoded ExportLogsServiceRequest: immutable, shared by its records.
///
/// Either the whole request could be decoded or nothing of it is used.
public struct LogExport: Sendable {
    let storage: ExportStorage
    /// What was odd about it.
    public let counts: DecodingCounts

    /// Decodes protobuf.
    /// - Parameter bytes: the inflated body; no bytes at all are an empty request.
    /// - Throws: ``OTLPError``.
    public init(protobuf bytes: [UInt8]) throws(OTLPError) {
        guard bytes.count <= OTLPLimits.inflatedBytes else { throw .tooManyBytes }
        var decoder = ProtobufDecoder()
        do { try decoder.logs(bytes.span.bytes) } catch { throw OTLPError(error) }
        counts = decoder.builder.counts
        storage = ExportStorage(decoder.builder, bytes: bytes)
    }

    /// Decodes OTLP/JSON.
    /// - Parameter bytes: the inflated body, an object.
    /// - Throws: ``OTLPError``.
    public init(json bytes: [UInt8]) throws(OTLPError) {
        guard bytes.count <= OTLPLimits.inflatedBytes else { throw .tooManyBytes }
        var decoder = JSONExportDecoder()
        try decoder.logs(JSONExportDecoder.request(bytes, member: "resourceLogs"))
        counts = decoder.builder.counts
        storage = ExportStorage(decoder.builder, bytes: decoder.text)
    }

    /// The records in the order of the request.
    public var records: Records { Records(storage: storage) }

    /// The records of a request.
    public struct Records: RandomAccessCollection, Sendable {
        let storage: ExportStorage

        /// The first position.
        public var startIndex: Int { 0 }
        /// The position after the last.
        public var endIndex: Int { storage.logRecords.count }

        /// The record at a position.
        public subscript(position: Int) -> OTLPLogRecord { OTLPLogRecord(storage: storage, index: position) }
    }
}
