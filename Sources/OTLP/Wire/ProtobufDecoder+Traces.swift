extension ProtobufDecoder {
    /// ExportTraceServiceRequest: 1 resource_spans. ResourceSpans: 1 resource, 2 scope_spans. ScopeSpans: 1 scope, 2 spans.
    mutating func traces(_ bytes: borrowing RawSpan) throws(WireError) {
        try request(bytes) { (decoder, range, bytes) throws(WireError) in
            try decoder.envelope(range, bytes) { (decoder, ranges, bytes) throws(WireError) in
                try decoder.resource(ranges, bytes)
            } item: { (decoder, range, bytes) throws(WireError) in
                try decoder.envelope(range, bytes) { (decoder, ranges, bytes) throws(WireError) in
                    try decoder.scope(ranges, bytes)
                } item: { (decoder, range, bytes) throws(WireError) in
                    try decoder.span(range, bytes)
                }
            }
        }
    }

    /// Span: see `trace.proto`.
    private mutating func span(_ range: Range<Int>, _ bytes: borrowing RawSpan) throws(WireError) {
        var span = ExportStorage.Span(scope: builder.scopes.count - 1)
        let first = builder.attributes.count
        var events: [Range<Int>] = []
        var links: [Range<Int>] = []
        var reader = WireReader(range)
        while let tag = try reader.tag(bytes) {
            switch tag {
            case Tag.length(1): (span.traceHigh, span.traceLow) = Self.traceID(try reader.range(bytes), bytes)
            case Tag.length(2): span.spanID = Self.spanID(try reader.range(bytes), bytes) ?? 0
            case Tag.length(3): span.traceState = ExportStorage.Text(try reader.range(bytes))
            case Tag.length(4):
                let range = try reader.range(bytes)
                let parent = range.isEmpty ? 0 : Self.spanID(range, bytes)
                if parent == nil { builder.counts.badParentIDs += 1 }
                span.parentID = parent ?? 0
            case Tag.length(5): span.name = ExportStorage.Text(try reader.range(bytes))
            case Tag.varint(6): span.kind = Int32(truncatingIfNeeded: try reader.varint(bytes))
            case Tag.fixed64(7): span.start = try reader.fixed64(bytes)
            case Tag.fixed64(8): span.end = try reader.fixed64(bytes)
            case Tag.length(9): try attribute(try reader.range(bytes), of: first, bytes)
            case Tag.varint(10), Tag.varint(12), Tag.varint(14): _ = try reader.varint(bytes)
            case Tag.length(11): events.append(try reader.range(bytes))
            case Tag.length(13): links.append(try reader.range(bytes))
            case Tag.length(15): try status(try reader.range(bytes), &span, bytes)
            case Tag.fixed32(16): span.flags = try reader.fixed32(bytes)
            default: try skip(tag, known: 0x1FFFE, &reader, bytes)
            }
        }
        span.attributes = first..<builder.attributes.count
        if !events.isEmpty { span.events = try self.events(events, bytes) }
        try finishValues(bytes)
        if !links.isEmpty { span.links = try self.links(links, bytes) }
        guard builder.spans.count < OTLPLimits.records else { throw .tooManyRecords }
        builder.spans.append(span)
    }

    /// Status: 2 message, 3 code.
    private mutating func status(
        _ range: Range<Int>, _ span: inout ExportStorage.Span, _ bytes: borrowing RawSpan
    ) throws(WireError) {
        var reader = WireReader(range)
        while let tag = try reader.tag(bytes) {
            switch tag {
            case Tag.length(2): span.statusMessage = ExportStorage.Text(try reader.range(bytes))
            case Tag.varint(3): span.statusCode = Int32(truncatingIfNeeded: try reader.varint(bytes))
            default: try skip(tag, known: 0b1100, &reader, bytes)
            }
        }
    }

    /// Span.Event: 1 time_unix_nano, 2 name, 3 attributes, 4 dropped_attributes_count.
    private mutating func events(
        _ ranges: [Range<Int>], _ bytes: borrowing RawSpan
    ) throws(WireError) -> Range<Int> {
        let firstEvent = builder.events.count
        for range in ranges {
            var event = ExportStorage.Event()
            let first = builder.attributes.count
            var reader = WireReader(range)
            while let tag = try reader.tag(bytes) {
                switch tag {
                case Tag.fixed64(1): event.time = try reader.fixed64(bytes)
                case Tag.length(2): event.name = ExportStorage.Text(try reader.range(bytes))
                case Tag.length(3): try attribute(try reader.range(bytes), of: first, bytes)
                case Tag.varint(4): _ = try reader.varint(bytes)
                default: try skip(tag, known: 0b11110, &reader, bytes)
                }
            }
            guard builder.values <= OTLPLimits.values else { throw .tooManyValues }
            event.attributes = first..<builder.attributes.count
            if builder.events.count - firstEvent < OTLPLimits.events {
                builder.events.append(event)
            } else {
                builder.counts.droppedEvents += 1
            }
        }
        return firstEvent..<builder.events.count
    }

    /// Span.Link: 1 trace_id, 2 span_id, 3 trace_state, 4 attributes, 5 dropped_attributes_count, 6 flags.
    private mutating func links(
        _ ranges: [Range<Int>], _ bytes: borrowing RawSpan
    ) throws(WireError) -> Range<Int> {
        let firstLink = builder.links.count
        for range in ranges {
            var link = ExportStorage.Link()
            var reader = WireReader(range)
            while let tag = try reader.tag(bytes) {
                switch tag {
                case Tag.length(1): (link.traceHigh, link.traceLow) = Self.traceID(try reader.range(bytes), bytes)
                case Tag.length(2): link.spanID = Self.spanID(try reader.range(bytes), bytes) ?? 0
                case Tag.length(3): _ = try reader.range(bytes)
                case Tag.length(4): try validate(try reader.range(bytes), .keyValue, bytes)
                case Tag.varint(5): _ = try reader.varint(bytes)
                case Tag.fixed32(6): _ = try reader.fixed32(bytes)
                default: try skip(tag, known: 0b111_1110, &reader, bytes)
                }
            }
            if builder.links.count - firstLink < OTLPLimits.links {
                builder.links.append(link)
            } else {
                builder.counts.droppedLinks += 1
            }
        }
        return firstLink..<builder.links.count
    }

    /// The halves of a trace id; zeros unless 16 bytes.
    @inline(__always)
    static func traceID(_ range: Range<Int>, _ bytes: borrowing RawSpan) -> (UInt64, UInt64) {
        guard range.count == 16 else { return (0, 0) }
        return (
            UInt64(bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: range.lowerBound, as: UInt64.self)),
            UInt64(bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: range.lowerBound + 8, as: UInt64.self))
        )
    }

    /// The word of a span id; `nil` unless 8 bytes.
    @inline(__always)
    static func spanID(_ range: Range<Int>, _ bytes: borrowing RawSpan) -> UInt64? {
        guard range.count == 8 else { return nil }
        return UInt64(bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: range.lowerBound, as: UInt64.self))
    }
}
