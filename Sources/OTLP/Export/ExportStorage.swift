/// What one request says, in flat arrays that its spans, records, attributes and values are views of.
///
/// A request of many spans costs a handful of allocations. Text stays where it came in until somebody asks for it.
final class ExportStorage: Sendable {
    /// A text: where it lies in ``bytes``.
    struct Text {
        var offset: UInt32 = 0
        var count: UInt32 = 0

        init() {}

        init(_ range: Range<Int>) {
            offset = UInt32(truncatingIfNeeded: range.lowerBound)
            count = UInt32(truncatingIfNeeded: range.count)
        }

        var range: Range<Int> { Int(offset)..<Int(offset) + Int(count) }
    }

    /// A value: a scalar, or where its text, elements or members lie.
    struct Value {
        enum Kind: UInt8 { case null, text, boolean, integer, real, array, map, bytes }

        /// The scalar's bits; for the others the first index above, the count below 32 bits.
        var bits: UInt64
        var kind: Kind

        static let null = Value(bits: 0, kind: .null)

        init(bits: UInt64, kind: Kind) {
            self.bits = bits
            self.kind = kind
        }

        init(_ range: Range<Int>, kind: Kind) {
            bits = UInt64(truncatingIfNeeded: range.lowerBound) << 32 | UInt64(truncatingIfNeeded: range.count)
            self.kind = kind
        }

        var range: Range<Int> {
            let first = Int(bits >> 32)
            return first..<first + Int(bits & 0xFFFF_FFFF)
        }
    }

    struct Attribute {
        var key: Text
        var value: Value
    }

    struct Resource {
        var attributes: Range<Int> = 0..<0
    }

    struct Scope {
        var resource = 0
        var name = Text()
        var version = Text()
        var attributes: Range<Int> = 0..<0
    }

    struct Span {
        var scope: Int
        var traceHigh: UInt64 = 0
        var traceLow: UInt64 = 0
        var spanID: UInt64 = 0
        var parentID: UInt64 = 0
        var start: UInt64 = 0
        var end: UInt64 = 0
        var name = Text()
        var traceState = Text()
        var statusMessage = Text()
        var attributes: Range<Int> = 0..<0
        var events: Range<Int> = 0..<0
        var links: Range<Int> = 0..<0
        var flags: UInt32 = 0
        var kind: Int32 = 0
        var statusCode: Int32 = 0

        init(scope: Int) { self.scope = scope }
    }

    struct Event {
        var time: UInt64 = 0
        var name = Text()
        var attributes: Range<Int> = 0..<0
    }

    struct Link {
        var traceHigh: UInt64 = 0
        var traceLow: UInt64 = 0
        var spanID: UInt64 = 0
    }

    struct LogRecord {
        var scope: Int
        var time: UInt64 = 0
        var observedTime: UInt64 = 0
        var severity: Int32 = 0
        var flags: UInt32 = 0
        var severityText = Text()
        var eventName = Text()
        var traceHigh: UInt64 = 0
        var traceLow: UInt64 = 0
        var spanID: UInt64 = 0
        var attributes: Range<Int> = 0..<0
        /// Where in `elements`; absent when the record has none.
        var body: Int?

        init(scope: Int) { self.scope = scope }
    }

    let bytes: [UInt8]
    let attributes: [Attribute]
    let elements: [Value]
    let resources: [Resource]
    let scopes: [Scope]
    let spans: [Span]
    let events: [Event]
    let links: [Link]
    let logRecords: [LogRecord]

    init(_ builder: consuming ExportBuilder, bytes: [UInt8]) {
        self.bytes = bytes
        attributes = builder.attributes
        elements = builder.elements
        resources = builder.resources
        scopes = builder.scopes
        spans = builder.spans
        events = builder.events
        links = builder.links
        logRecords = builder.logRecords
    }
}

/// The arrays of an ``ExportStorage`` while they are filled, by the protobuf reader or by the JSON reader.
struct ExportBuilder {
    var attributes: [ExportStorage.Attribute] = []
    var elements: [ExportStorage.Value] = []
    var resources: [ExportStorage.Resource] = []
    var scopes: [ExportStorage.Scope] = []
    var spans: [ExportStorage.Span] = []
    var events: [ExportStorage.Event] = []
    var links: [ExportStorage.Link] = []
    var logRecords: [ExportStorage.LogRecord] = []
    var counts = DecodingCounts()

    /// Where a value that turns out to be an array or a map is to be written once its parts are known.
    enum Target {
        case attribute(Int)
        case element(Int)
        case nowhere
    }

    mutating func set(_ value: ExportStorage.Value, at target: Target) {
        switch target {
        case .attribute(let index): attributes[index].value = value
        case .element(let index): elements[index] = value
        case .nowhere: break
        }
    }

    var values: Int { attributes.count + elements.count }
}
