/// A decoded ExportMetricsServiceRequest: which metrics came, and how many points of each. Their values are not kept.
public struct MetricExport: Sendable {
    /// A metric of a request.
    public struct Metric: Sendable, Hashable {
        /// `service.name` of its resource.
        public let service: String?
        /// The instrumentation's name.
        public let scope: String
        /// The metric's name.
        public let name: String
        /// Its points.
        public let points: Int
    }

    /// The metrics in the order of the request.
    public let metrics: [Metric]
    /// What was odd about it.
    public let counts: DecodingCounts

    /// Decodes protobuf.
    /// - Parameter bytes: the inflated body; no bytes at all are an empty request.
    /// - Throws: ``OTLPError``.
    public init(protobuf bytes: [UInt8]) throws(OTLPError) {
        guard bytes.count <= OTLPLimits.inflatedBytes else { throw .tooManyBytes }
        var decoder = ProtobufDecoder()
        let counted: [ProtobufDecoder.CountedMetric]
        do { counted = try decoder.metrics(bytes.span.bytes) } catch { throw OTLPError(error) }
        counts = decoder.builder.counts
        metrics = Self.named(counted, ExportStorage(decoder.builder, bytes: bytes))
    }

    /// Decodes OTLP/JSON.
    /// - Parameter bytes: the inflated body, an object.
    /// - Throws: ``OTLPError``.
    public init(json bytes: [UInt8]) throws(OTLPError) {
        guard bytes.count <= OTLPLimits.inflatedBytes else { throw .tooManyBytes }
        var decoder = JSONExportDecoder()
        let counted = try decoder.metrics(JSONExportDecoder.request(bytes, member: "resourceMetrics"))
        counts = decoder.builder.counts
        metrics = Self.named(counted, ExportStorage(decoder.builder, bytes: decoder.text))
    }

    /// All points of the request.
    public var points: Int { metrics.reduce(0) { $0 + $1.points } }

    private static func named(_ counted: [ProtobufDecoder.CountedMetric], _ storage: ExportStorage) -> [Metric] {
        counted.map { metric in
            let scope = OTLPScope(storage: storage, index: metric.scope)
            return Metric(
                service: scope.resource["service.name"]?.string, scope: scope.name.string,
                name: OTLPText(storage: storage, text: metric.name).string, points: metric.points)
        }
    }
}
