import OTLP
import SwiftProtobuf
import Telemetry

/// What a reader saw in a request, every text copied out: two readers that skip nothing come to the same totals.
struct Totals: Equatable {
    var spans = 0
    var events = 0
    var links = 0
    /// Of resources, scopes, spans and events, and members of maps.
    var attributes = 0
    /// Elements of arrays.
    var elements = 0
    /// Bytes of ids, names, keys, texts and byte values.
    var textBytes = 0
    /// Sum of times, kinds, codes, flags, numbers and booleans, by their bits.
    var bits: UInt64 = 0

    private mutating func add(_ text: String) { textBytes += text.utf8.count }
    private mutating func add(_ number: UInt64) { bits &+= number }
}

// MARK: our reader

extension Totals {
    init(of export: TraceExport) {
        precondition(export.counts == DecodingCounts(), "our reader dropped something")
        var scope = -1
        for span in export.spans {
            if span.scope.position != scope {
                scope = span.scope.position
                add(span.scope.name.string)
                add(span.scope.version.string)
                add(span.scope.attributes)
                add(span.scope.resource)
            }
            add(span)
        }
    }

    private mutating func add(_ span: OTLPSpan) {
        spans += 1
        textBytes += (span.traceID?.bytes.count ?? 0) + (span.spanID?.bytes.count ?? 0)
        textBytes += span.parentSpanID?.bytes.count ?? 0
        add(span.name.string)
        add(span.traceState.string)
        add(span.statusMessage.string)
        for number in [UInt64(span.kind), UInt64(span.statusCode), UInt64(span.flags), span.start, span.end] {
            add(number)
        }
        add(span.attributes)
        for event in span.events {
            events += 1
            add(event.name.string)
            add(event.time)
            add(event.attributes)
        }
        links += span.links.count
    }

    private mutating func add(_ all: OTLPAttributes) {
        for attribute in all {
            attributes += 1
            add(attribute.key.string)
            add(attribute.value)
        }
    }

    private mutating func add(_ value: OTLPValue) {
        switch value.kind {
        case .null: break
        case .text: add(value.string ?? "")
        case .boolean: add(value.boolean == true ? 1 : 0)
        case .integer: add(UInt64(bitPattern: value.integer ?? 0))
        case .real: add((value.real ?? 0).bitPattern)
        case .bytes: textBytes += value.bytes?.count ?? 0
        case .map: if let map = value.map { add(map) }
        case .array:
            for element in value.elements {
                elements += 1
                add(element)
            }
        }
    }
}

// MARK: swift-protobuf

extension Totals {
    init(of request: WireRequest) {
        known(request)
        for resource in request.resourceSpans {
            known(resource)
            known(resource.resource)
            for scope in resource.scopeSpans where !scope.spans.isEmpty {
                known(scope)
                known(scope.scope)
                add(scope.scope.name)
                add(scope.scope.version)
                add(scope.scope.attributes)
                add(resource.resource.attributes)
                for span in scope.spans { add(span) }
            }
        }
    }

    private mutating func add(_ span: WireSpan) {
        known(span)
        known(span.status)
        spans += 1
        textBytes += span.traceID.count + span.spanID.count + span.parentSpanID.count
        add(span.name)
        add(span.traceState)
        add(span.status.message)
        for number in [span.kind.rawValue, span.status.code.rawValue, Int(span.flags)] { add(UInt64(number)) }
        add(span.startTime)
        add(span.endTime)
        add(span.attributes)
        for event in span.events {
            known(event)
            events += 1
            add(event.name)
            add(event.time)
            add(event.attributes)
        }
        for link in span.links { known(link) }
        links += span.links.count
    }

    private mutating func add(_ all: [WireKeyValue]) {
        for attribute in all {
            known(attribute)
            attributes += 1
            add(attribute.key)
            add(attribute.value)
        }
    }

    private mutating func add(_ value: WireAnyValue) {
        known(value)
        switch value.value {
        case nil: break
        case .text(let text): add(text)
        case .boolean(let boolean): add(boolean ? 1 : 0)
        case .integer(let integer): add(UInt64(bitPattern: integer))
        case .real(let real): add(real.bitPattern)
        case .bytes(let bytes): textBytes += bytes.count
        case .map(let map):
            known(map)
            add(map.values)
        case .array(let array):
            known(array)
            for element in array.values {
                elements += 1
                add(element)
            }
        }
    }

    /// A field that the messages lack would cost swift-protobuf more than one that they have.
    private func known(_ message: some SwiftProtobuf.Message) {
        precondition(message.unknownFields.data.isEmpty, "messages.proto lacks a field of \(type(of: message))")
    }
}
