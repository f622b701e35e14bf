extension ProtobufDecoder {
    /// What stands in a message of which we want no value: enough to see that it is well formed.
    indirect enum Shape {
        /// Scalars, text and messages that are not looked into.
        case plain
        /// A KeyValue.
        case keyValue
        /// Scalars of 8 bytes, packed.
        case packed64
        /// Varints, packed.
        case packedVarint
        /// A message with these embedded parts.
        case message([UInt32: Shape])

        static let exemplar = Shape.message([7: .keyValue])
        static let buckets = Shape.message([2: .packedVarint])
        static let numberPoint = Shape.message([5: exemplar, 7: .keyValue])
        static let histogramPoint = Shape.message([6: .packed64, 7: .packed64, 8: exemplar, 9: .keyValue])
        static let exponentialPoint = Shape.message([1: .keyValue, 8: buckets, 9: buckets, 11: exemplar])
        static let summaryPoint = Shape.message([6: .plain, 7: .keyValue])
    }

    /// The data of a Metric by field number: gauge, sum, histogram, exponential histogram, summary.
    private static let points: [UInt32: Shape] = [
        5: .numberPoint, 7: .numberPoint, 9: .histogramPoint, 10: .exponentialPoint, 11: .summaryPoint,
    ]

    /// Steps through a message to its end; throws where it is malformed.
    mutating func validate(_ range: Range<Int>, _ shape: Shape, _ bytes: borrowing RawSpan) throws(WireError) {
        var reader = WireReader(range)
        switch shape {
        case .plain: while let tag = try reader.tag(bytes) { try reader.skip(tag, bytes) }
        case .keyValue: try validateKeyValue(range, bytes)
        case .packed64: guard range.count % 8 == 0 else { throw .truncated }
        case .packedVarint: while reader.position < reader.end { _ = try reader.varint(bytes) }
        case .message(let parts):
            while let tag = try reader.tag(bytes) {
                if tag & 7 == WireReader.WireType.length, let part = parts[tag >> 3] {
                    try validate(try reader.range(bytes), part, bytes)
                } else {
                    try reader.skip(tag, bytes)
                }
            }
        }
    }

    /// ExportMetricsServiceRequest: 1 resource_metrics. ResourceMetrics: 1 resource, 2 scope_metrics. ScopeMetrics: 1
    /// scope, 2 metrics. Counts the points of each metric; their values are not kept.
    mutating func metrics(_ bytes: borrowing RawSpan) throws(WireError) -> [CountedMetric] {
        var result: [CountedMetric] = []
        try request(bytes) { (decoder, range, bytes) throws(WireError) in
            try decoder.envelope(range, bytes) { (decoder, ranges, bytes) throws(WireError) in
                try decoder.resource(ranges, bytes)
            } item: { (decoder, range, bytes) throws(WireError) in
                try decoder.envelope(range, bytes) { (decoder, ranges, bytes) throws(WireError) in
                    try decoder.scope(ranges, bytes)
                } item: { (decoder, range, bytes) throws(WireError) in
                    result.append(try decoder.metric(range, bytes))
                }
            }
        }
        return result
    }

    /// A metric's name and how many points it has.
    struct CountedMetric {
        let scope: Int
        let name: ExportStorage.Text
        let points: Int
    }

    /// Metric: 1 name, 2 description, 3 unit, 12 metadata, and one of 5, 7, 9, 10, 11 with 1 data_points.
    private mutating func metric(_ range: Range<Int>, _ bytes: borrowing RawSpan) throws(WireError) -> CountedMetric {
        var name = ExportStorage.Text()
        var points = 0
        var reader = WireReader(range)
        while let tag = try reader.tag(bytes) {
            if tag == Tag.length(1) {
                name = ExportStorage.Text(try reader.range(bytes))
            } else if tag == Tag.length(12) {
                try validate(try reader.range(bytes), .keyValue, bytes)
            } else if tag & 7 == WireReader.WireType.length, let shape = Self.points[tag >> 3] {
                var data = WireReader(try reader.range(bytes))
                while let tag = try data.tag(bytes) {
                    if tag == Tag.length(1) {
                        points += 1
                        try validate(try data.range(bytes), shape, bytes)
                    } else {
                        try data.skip(tag, bytes)
                    }
                }
            } else {
                try skip(tag, known: 0b1_1110_1010_1110, &reader, bytes)
            }
        }
        return CountedMetric(scope: builder.scopes.count - 1, name: name, points: points)
    }
}
