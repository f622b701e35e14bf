public import Telemetry

/// A span of a request.
public struct OTLPSpan: Sendable {
    let storage: ExportStorage
    let index: Int

    var node: ExportStorage.Span { storage.spans[index] }

    /// Its trace; `nil` when it has no valid one.
    public var traceID: TraceID? { TraceID(high: node.traceHigh, low: node.traceLow) }
    /// Its id; `nil` when it has no valid one.
    public var spanID: SpanID? { SpanID(word: node.spanID) }
    /// Its parent; `nil` for a root.
    public var parentSpanID: SpanID? { SpanID(word: node.parentID) }
    /// True when the parent is known to live in another process (flags bits 8 and 9).
    public var parentIsRemote: Bool { node.flags & 0x300 == 0x300 }
    /// Its name.
    public var name: OTLPText { OTLPText(storage: storage, text: node.name) }
    /// W3C tracestate.
    public var traceState: OTLPText { OTLPText(storage: storage, text: node.traceState) }
    /// 0 unspecified, 1 internal, 2 server, 3 client, 4 producer, 5 consumer.
    public var kind: Int32 { node.kind }
    /// W3C trace flags and OTLP's own.
    public var flags: UInt32 { node.flags }
    /// Start in Unix nanoseconds; 0 when absent.
    public var start: UInt64 { node.start }
    /// End in Unix nanoseconds; 0 when absent.
    public var end: UInt64 { node.end }
    /// 0 unset, 1 ok, 2 error.
    public var statusCode: Int32 { node.statusCode }
    /// What the client says about its status.
    public var statusMessage: OTLPText { OTLPText(storage: storage, text: node.statusMessage) }
    /// Its attributes.
    public var attributes: OTLPAttributes { OTLPAttributes(storage: storage, range: node.attributes) }
    /// What recorded it, and where.
    public var scope: OTLPScope { OTLPScope(storage: storage, index: node.scope) }
    /// What happened during it.
    public var events: [OTLPEvent] { node.events.map { OTLPEvent(storage: storage, index: $0) } }
    /// Other spans that it names.
    public var links: [OTLPLink] { node.links.map { OTLPLink(storage: storage, index: $0) } }

    /// Why the span cannot be used; `nil` when its ids are good.
    public var refusal: RefusalReason? {
        if traceID == nil { return .badTraceID }
        return spanID == nil ? .badSpanID : nil
    }
}

/// Something that happened during a span.
public struct OTLPEvent: Sendable {
    let storage: ExportStorage
    let index: Int

    private var node: ExportStorage.Event { storage.events[index] }

    /// When, in Unix nanoseconds; 0 when absent.
    public var time: UInt64 { node.time }
    /// Its name.
    public var name: OTLPText { OTLPText(storage: storage, text: node.name) }
    /// Its attributes.
    public var attributes: OTLPAttributes { OTLPAttributes(storage: storage, range: node.attributes) }
}

/// Another span that a span names.
public struct OTLPLink: Sendable {
    let storage: ExportStorage
    let index: Int

    private var node: ExportStorage.Link { storage.links[index] }

    /// The other's trace; `nil` when it is no valid one.
    public var traceID: TraceID? { TraceID(high: node.traceHigh, low: node.traceLow) }
    /// The other's id; `nil` when it is no valid one.
    public var spanID: SpanID? { SpanID(word: node.spanID) }
}
