/// Decodes OTLP requests from protobuf: one walk over the bytes, no recursion into what a client nests, no message objects.
///
/// Field numbers: opentelemetry-proto 1.x (`common.proto`, `resource.proto`, `trace.proto`, `logs.proto`,
/// `metrics.proto`). What protobuf asks of a reader is kept: fields in any order, unknown ones skipped, the last of singular
/// fields wins, embedded messages merge. Anything malformed anywhere refuses the whole request.
struct ProtobufDecoder {
    var builder = ExportBuilder()
    private var pending: [Pending] = []

    /// An array or a map whose parts are still to be read: the ranges that merge into it, and where it is written then.
    private struct Pending {
        let target: ExportBuilder.Target
        let ranges: [Range<Int>]
        let isMap: Bool
        let depth: Int
    }

    /// A tag as it stands on the wire.
    enum Tag {
        @inline(__always) static func varint(_ number: UInt32) -> UInt32 { number << 3 }
        @inline(__always) static func fixed64(_ number: UInt32) -> UInt32 { number << 3 | 1 }
        @inline(__always) static func length(_ number: UInt32) -> UInt32 { number << 3 | 2 }
        @inline(__always) static func fixed32(_ number: UInt32) -> UInt32 { number << 3 | 5 }
    }

    /// Skips a field that the message does not have, or has with another wire type; the latter is counted.
    /// - Parameter known: a bit per field number of the message.
    mutating func skip(
        _ tag: UInt32, known: UInt32, _ reader: inout WireReader, _ bytes: borrowing RawSpan
    ) throws(WireError) {
        let number = tag >> 3
        if number < 32, known >> number & 1 == 1 { builder.counts.typeMismatches += 1 }
        try reader.skip(tag, bytes)
    }

    /// Resource: 1 attributes, 2 dropped_attributes_count, 3 entity_refs.
    mutating func resource(_ ranges: [Range<Int>], _ bytes: borrowing RawSpan) throws(WireError) {
        let first = builder.attributes.count
        for range in ranges {
            var reader = WireReader(range)
            while let tag = try reader.tag(bytes) {
                switch tag {
                case Tag.length(1): try attribute(try reader.range(bytes), of: first, bytes)
                case Tag.varint(2): _ = try reader.varint(bytes)
                case Tag.length(3): try validate(try reader.range(bytes), .plain, bytes)
                default: try skip(tag, known: 0b1110, &reader, bytes)
                }
            }
        }
        builder.resources.append(ExportStorage.Resource(attributes: first..<builder.attributes.count))
        try finishValues(bytes)
    }

    /// InstrumentationScope: 1 name, 2 version, 3 attributes, 4 dropped_attributes_count.
    mutating func scope(_ ranges: [Range<Int>], _ bytes: borrowing RawSpan) throws(WireError) {
        var scope = ExportStorage.Scope(resource: builder.resources.count - 1)
        let first = builder.attributes.count
        for range in ranges {
            var reader = WireReader(range)
            while let tag = try reader.tag(bytes) {
                switch tag {
                case Tag.length(1): scope.name = ExportStorage.Text(try reader.range(bytes))
                case Tag.length(2): scope.version = ExportStorage.Text(try reader.range(bytes))
                case Tag.length(3): try attribute(try reader.range(bytes), of: first, bytes)
                case Tag.varint(4): _ = try reader.varint(bytes)
                default: try skip(tag, known: 0b11110, &reader, bytes)
                }
            }
        }
        scope.attributes = first..<builder.attributes.count
        builder.scopes.append(scope)
        try finishValues(bytes)
    }

    /// Walks an envelope: the parts of field 1 (resource, scope) first, wherever they stand, then those of field 2.
    mutating func envelope(
        _ range: Range<Int>, _ bytes: borrowing RawSpan,
        head: (inout Self, [Range<Int>], borrowing RawSpan) throws(WireError) -> Void,
        item: (inout Self, Range<Int>, borrowing RawSpan) throws(WireError) -> Void
    ) throws(WireError) {
        var heads: [Range<Int>] = []
        var items = WireReader(range)
        while let tag = try items.tag(bytes) {
            if tag == Tag.length(1) { heads.append(try items.range(bytes)) } else { try items.skip(tag, bytes) }
        }
        try head(&self, heads, bytes)
        items = WireReader(range)
        while let tag = try items.tag(bytes) {
            switch tag {
            case Tag.length(1), Tag.length(3): _ = try items.range(bytes)
            case Tag.length(2): try item(&self, try items.range(bytes), bytes)
            default: try skip(tag, known: 0b1110, &items, bytes)
            }
        }
    }

    /// Walks a request: every element of its field 1.
    mutating func request(
        _ bytes: borrowing RawSpan, item: (inout Self, Range<Int>, borrowing RawSpan) throws(WireError) -> Void
    ) throws(WireError) {
        var reader = WireReader(0..<bytes.byteCount)
        while let tag = try reader.tag(bytes) {
            if tag == Tag.length(1) {
                try item(&self, try reader.range(bytes), bytes)
            } else {
                try skip(tag, known: 0b10, &reader, bytes)
            }
        }
    }

    /// KeyValue: 1 key, 2 value. Appended to the attributes unless it has no key or its owner, whose attributes begin at
    /// `first`, has too many.
    @inline(__always)
    mutating func attribute(_ range: Range<Int>, of first: Int, _ bytes: borrowing RawSpan) throws(WireError) {
        try attribute(range, keep: builder.attributes.count - first < OTLPLimits.attributes, depth: 1, bytes)
    }

    @inline(__always)
    private mutating func attribute(
        _ range: Range<Int>, keep: Bool, depth: Int, _ bytes: borrowing RawSpan
    ) throws(WireError) {
        var reader = WireReader(range)
        var key = 0..<0
        var value: Range<Int>?
        var more: [Range<Int>] = []
        while let tag = try reader.tag(bytes) {
            switch tag {
            case Tag.length(1): key = try reader.range(bytes)
            case Tag.length(2):
                let range = try reader.range(bytes)
                if value == nil { value = range } else { more.append(range) }
            default: try skip(tag, known: 0b110, &reader, bytes)
            }
        }
        let dropped = key.isEmpty || !keep
        if dropped { builder.counts.droppedAttributes += 1 }
        let index = builder.attributes.count
        let target: ExportBuilder.Target = dropped ? .nowhere : .attribute(index)
        var oneOf = OneOf()
        if let value { try oneOf.merge(value, &self, bytes) }
        for range in more { try oneOf.merge(range, &self, bytes) }
        let result = finish(oneOf, at: target, depth: depth)
        if !dropped { builder.attributes.append(ExportStorage.Attribute(key: ExportStorage.Text(key), value: result)) }
    }

    /// Steps through a KeyValue that nobody wants. No value may be pending.
    mutating func validateKeyValue(_ range: Range<Int>, _ bytes: borrowing RawSpan) throws(WireError) {
        let dropped = builder.counts.droppedAttributes
        try attribute(range, keep: false, depth: 1, bytes)
        builder.counts.droppedAttributes = dropped
        guard !pending.isEmpty else { return }
        let kept = (builder.attributes.count, builder.elements.count)
        try finishValues(bytes)
        builder.attributes.removeLast(builder.attributes.count - kept.0)
        builder.elements.removeLast(builder.elements.count - kept.1)
    }

    /// An AnyValue of its own, such as the body of a log record, appended to the elements.
    mutating func element(_ ranges: [Range<Int>], depth: Int, _ bytes: borrowing RawSpan) throws(WireError) {
        var oneOf = OneOf()
        for range in ranges { try oneOf.merge(range, &self, bytes) }
        let result = finish(oneOf, at: .element(builder.elements.count), depth: depth)
        builder.elements.append(result)
    }

    /// Reads the parts of arrays and maps that were met, theirs too, until none is left.
    mutating func finishValues(_ bytes: borrowing RawSpan) throws(WireError) {
        while let next = pending.popLast() {
            let first = next.isMap ? builder.attributes.count : builder.elements.count
            for range in next.ranges {
                var reader = WireReader(range)
                while let tag = try reader.tag(bytes) {
                    guard tag == Tag.length(1) else {
                        try skip(tag, known: 0b10, &reader, bytes)
                        continue
                    }
                    guard builder.values < OTLPLimits.values else { throw .tooManyValues }
                    let range = try reader.range(bytes)
                    if next.isMap {
                        try attribute(range, keep: true, depth: next.depth + 1, bytes)
                    } else {
                        try element([range], depth: next.depth + 1, bytes)
                    }
                }
            }
            let end = next.isMap ? builder.attributes.count : builder.elements.count
            builder.set(ExportStorage.Value(first..<end, kind: next.isMap ? .map : .array), at: next.target)
        }
        guard builder.values <= OTLPLimits.values else { throw .tooManyValues }
    }

    /// The members of an AnyValue as they come: the last wins, arrays and maps merge with one right before.
    private struct OneOf {
        var value = ExportStorage.Value.null
        var parts: [Range<Int>] = []

        @inline(__always)
        mutating func merge(
            _ range: Range<Int>, _ decoder: inout ProtobufDecoder, _ bytes: borrowing RawSpan
        ) throws(WireError) {
            var reader = WireReader(range)
            while let tag = try reader.tag(bytes) {
                switch tag {
                case Tag.length(1): value = ExportStorage.Value(try reader.range(bytes), kind: .text)
                case Tag.varint(2):
                    value = ExportStorage.Value(bits: try reader.varint(bytes) == 0 ? 0 : 1, kind: .boolean)
                case Tag.varint(3): value = ExportStorage.Value(bits: try reader.varint(bytes), kind: .integer)
                case Tag.fixed64(4): value = ExportStorage.Value(bits: try reader.fixed64(bytes), kind: .real)
                case Tag.length(5): part(.array, try reader.range(bytes))
                case Tag.length(6): part(.map, try reader.range(bytes))
                case Tag.length(7): value = ExportStorage.Value(try reader.range(bytes), kind: .bytes)
                default: try decoder.skip(tag, known: 0b1111_1110, &reader, bytes)
                }
            }
        }

        private mutating func part(_ kind: ExportStorage.Value.Kind, _ range: Range<Int>) {
            if value.kind != kind { parts.removeAll() }
            value = ExportStorage.Value(bits: 0, kind: kind)
            parts.append(range)
        }
    }

    @inline(__always)
    private mutating func finish(
        _ oneOf: OneOf, at target: ExportBuilder.Target, depth: Int
    ) -> ExportStorage.Value {
        guard oneOf.value.kind == .array || oneOf.value.kind == .map else { return oneOf.value }
        guard depth <= OTLPLimits.depth else {
            builder.counts.tooDeep += 1
            return .null
        }
        pending.append(
            Pending(target: target, ranges: oneOf.parts, isMap: oneOf.value.kind == .map, depth: depth))
        return oneOf.value
    }
}
