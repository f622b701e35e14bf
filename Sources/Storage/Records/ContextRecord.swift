import Telemetry

/// The record of a context span: everything but its content.
enum ContextRecord {
    static let version: UInt8 = 1

    static func encode(_ span: ContextSpan) -> [UInt8] {
        var writer = RecordWriter(version: version)
        writer.pair(1, span.traceID.words)
        writer.word(2, span.spanID.word)
        writer.word(3, span.parentSpanID?.word)
        writer.mark(4, span.parentIsRemote)
        writer.text(5, span.name)
        writer.text(6, span.kind.rawValue)
        writer.text(7, span.scope)
        writer.time(8, span.time)
        writer.integer(9, span.durationMicroseconds)
        writer.mark(10, span.failed)
        writer.text(11, span.system?.text)
        writer.text(12, span.service)
        writer.text(13, span.user?.text)
        writer.text(14, span.session?.text)
        writer.prompt(15, span.prompt)
        writer.text(16, span.mitigation)
        writer.attributes(17, span.attributes)
        writer.attributes(18, span.shown)
        return writer.bytes
    }

    static func decode(_ bytes: UnsafeRawBufferPointer) throws(StorageError) -> ContextSpan {
        var reader = try RecordReader(bytes, version: version)
        guard try reader.next() == 1 else { throw .damaged("a span without a trace") }
        let trace = try reader.trace()
        guard try reader.next() == 2 else { throw .damaged("a span without an id") }
        var span = ContextSpan(
            traceID: trace, spanID: try reader.span(), name: "", kind: .other, time: Timestamp(nanoseconds: 0))
        while let tag = try reader.next() {
            switch tag {
            case 3: span.parentSpanID = try reader.span()
            case 4: span.parentIsRemote = try reader.flag()
            case 5: span.name = try reader.text()
            case 6: span.kind = ContextSpan.Kind(rawValue: try reader.text()) ?? .other
            case 7: span.scope = try reader.text()
            case 8: span.time = try reader.time()
            case 9: span.durationMicroseconds = try reader.integer()
            case 10: span.failed = try reader.flag()
            case 11: span.system = try reader.system()
            case 12: span.service = try reader.text()
            case 13: span.user = try reader.person()
            case 14: span.session = try reader.person()
            case 15: span.prompt = try reader.prompt()
            case 16: span.mitigation = try reader.text()
            case 17: try reader.attribute(into: &span.attributes)
            case 18: try reader.attribute(into: &span.shown)
            default: try reader.skip()
            }
        }
        return span
    }
}

/// The record of a log event: everything but its key and its content.
enum EventRecord {
    static let version: UInt8 = 1

    static func encode(_ event: ContentEvent) -> [UInt8] {
        var writer = RecordWriter(version: version)
        writer.pair(1, event.traceID.words)
        writer.word(2, event.spanID.word)
        writer.text(3, event.name)
        writer.time(4, event.time)
        writer.text(5, event.responseID)
        writer.finishReasons(6, event.finishReasons)
        writer.text(7, event.responseModel)
        writer.text(8, event.fingerprint)
        writer.prompt(9, event.prompt)
        writer.text(10, event.service)
        return writer.bytes
    }

    static func decode(_ bytes: UnsafeRawBufferPointer, key: CallKey) throws(StorageError) -> ContentEvent {
        var reader = try RecordReader(bytes, version: version)
        guard try reader.next() == 1 else { throw .damaged("an event without a trace") }
        let trace = try reader.trace()
        guard try reader.next() == 2 else { throw .damaged("an event without a span") }
        var event = ContentEvent(
            key: key, traceID: trace, spanID: try reader.span(), name: "", time: Timestamp(nanoseconds: 0),
            responseID: nil, content: CallContent(), finishReasons: [])
        while let tag = try reader.next() {
            switch tag {
            case 3: event.name = try reader.text()
            case 4: event.time = try reader.time()
            case 5: event.responseID = try reader.text()
            case 6: event.finishReasons.append(try reader.finishReason())
            case 7: event.responseModel = try reader.text()
            case 8: event.fingerprint = try reader.text()
            case 9: event.prompt = try reader.prompt()
            case 10: event.service = try reader.text()
            case 40: event.textFacts = try reader.facts()
            default: try reader.skip()
            }
        }
        return event
    }
}
