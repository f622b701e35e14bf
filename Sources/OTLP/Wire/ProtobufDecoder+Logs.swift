extension ProtobufDecoder {
    /// ExportLogsServiceRequest: 1 resource_logs. ResourceLogs: 1 resource, 2 scope_logs. ScopeLogs: 1 scope, 2 log_records.
    mutating func logs(_ bytes: borrowing RawSpan) throws(WireError) {
        try request(bytes) { (decoder, range, bytes) throws(WireError) in
            try decoder.envelope(range, bytes) { (decoder, ranges, bytes) throws(WireError) in
                try decoder.resource(ranges, bytes)
            } item: { (decoder, range, bytes) throws(WireError) in
                try decoder.envelope(range, bytes) { (decoder, ranges, bytes) throws(WireError) in
                    try decoder.scope(ranges, bytes)
                } item: { (decoder, range, bytes) throws(WireError) in
                    try decoder.logRecord(range, bytes)
                }
            }
        }
    }

    /// LogRecord: see `logs.proto`.
    private mutating func logRecord(_ range: Range<Int>, _ bytes: borrowing RawSpan) throws(WireError) {
        var record = ExportStorage.LogRecord(scope: builder.scopes.count - 1)
        let first = builder.attributes.count
        var bodies: [Range<Int>] = []
        var reader = WireReader(range)
        while let tag = try reader.tag(bytes) {
            switch tag {
            case Tag.fixed64(1): record.time = try reader.fixed64(bytes)
            case Tag.varint(2): record.severity = Int32(truncatingIfNeeded: try reader.varint(bytes))
            case Tag.length(3): record.severityText = ExportStorage.Text(try reader.range(bytes))
            case Tag.length(5): bodies.append(try reader.range(bytes))
            case Tag.length(6): try attribute(try reader.range(bytes), of: first, bytes)
            case Tag.varint(7): _ = try reader.varint(bytes)
            case Tag.fixed32(8): record.flags = try reader.fixed32(bytes)
            case Tag.length(9): (record.traceHigh, record.traceLow) = Self.traceID(try reader.range(bytes), bytes)
            case Tag.length(10): record.spanID = Self.spanID(try reader.range(bytes), bytes) ?? 0
            case Tag.fixed64(11): record.observedTime = try reader.fixed64(bytes)
            case Tag.length(12): record.eventName = ExportStorage.Text(try reader.range(bytes))
            default: try skip(tag, known: 0b1_1111_1110_1110, &reader, bytes)
            }
        }
        record.attributes = first..<builder.attributes.count
        if !bodies.isEmpty {
            record.body = builder.elements.count
            try element(bodies, depth: 1, bytes)
        }
        guard builder.logRecords.count < OTLPLimits.records else { throw .tooManyRecords }
        builder.logRecords.append(record)
        try finishValues(bytes)
    }
}
