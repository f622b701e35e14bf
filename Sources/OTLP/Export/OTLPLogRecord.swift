public import Telemetry

/// A log record of a request.
public struct OTLPLogRecord: Sendable {
    let storage: ExportStorage
    let index: Int

    private var node: ExportStorage.LogRecord { storage.logRecords[index] }

    /// The trace in which it was logged; `nil` when it names none.
    public var traceID: TraceID? { TraceID(high: node.traceHigh, low: node.traceLow) }
    /// The span in which it was logged; `nil` when it names none.
    public var spanID: SpanID? { SpanID(word: node.spanID) }
    /// When it happened, in Unix nanoseconds; 0 when absent.
    public var time: UInt64 { node.time }
    /// When it was seen, in Unix nanoseconds; 0 when absent.
    public var observedTime: UInt64 { node.observedTime }
    /// 1 (trace) to 24 (fatal); 0 when absent.
    public var severity: Int32 { node.severity }
    /// The severity in the client's words.
    public var severityText: OTLPText { OTLPText(storage: storage, text: node.severityText) }
    /// W3C trace flags.
    public var flags: UInt32 { node.flags }
    /// The event's name; empty for a plain log.
    public var eventName: OTLPText { OTLPText(storage: storage, text: node.eventName) }
    /// Its body.
    public var body: OTLPValue? { node.body.map { OTLPValue(storage: storage, value: storage.elements[$0]) } }
    /// Its attributes.
    public var attributes: OTLPAttributes { OTLPAttributes(storage: storage, range: node.attributes) }
    /// What recorded it, and where.
    public var scope: OTLPScope { OTLPScope(storage: storage, index: node.scope) }
}
