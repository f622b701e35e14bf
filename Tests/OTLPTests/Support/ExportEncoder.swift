import OTLP
import Telemetry

/// Writes a decoded request again, as protobuf or as OTLP/JSON: what the round-trip tests are made of.
enum ExportEncoder {
    static func protobuf(_ export: TraceExport) -> [UInt8] {
        var request = WireWriter()
        for span in export.spans {
            request.message(1) { envelope in
                head(span.scope, &envelope) { scoped in
                    scoped.message(2) { self.span(span, &$0) }
                }
            }
        }
        return request.bytes
    }

    static func protobuf(_ export: LogExport) -> [UInt8] {
        var request = WireWriter()
        for record in export.records {
            request.message(1) { envelope in
                head(record.scope, &envelope) { scoped in
                    scoped.message(2) { self.record(record, &$0) }
                }
            }
        }
        return request.bytes
    }

    static func json(_ export: TraceExport) -> [UInt8] {
        var json = JSONWriter()
        json.object {
            $0.name("resourceSpans")
            $0.array { list in
                for span in export.spans {
                    head(span.scope, "scopeSpans", "spans", &list) { json in
                        json.member("traceId", span.traceID?.hex)
                        json.member("spanId", span.spanID?.hex)
                        json.member("parentSpanId", span.parentSpanID?.hex)
                        json.member("name", span.name.string)
                        json.member("traceState", span.traceState.string)
                        json.member("kind", Int(span.kind))
                        json.member("flags", Int(span.flags))
                        json.member("startTimeUnixNano", String(span.start))
                        json.member("endTimeUnixNano", String(span.end))
                        json.name("status")
                        json.object {
                            $0.member("code", Int(span.statusCode))
                            $0.member("message", span.statusMessage.string)
                        }
                        json.name("attributes")
                        attributes(span.attributes, &json)
                        json.name("events")
                        json.array { json in
                            for event in span.events {
                                json.object {
                                    $0.member("timeUnixNano", String(event.time))
                                    $0.member("name", event.name.string)
                                    $0.name("attributes")
                                    attributes(event.attributes, &$0)
                                }
                            }
                        }
                        json.name("links")
                        json.array { json in
                            for link in span.links {
                                json.object {
                                    $0.member("traceId", link.traceID?.hex)
                                    $0.member("spanId", link.spanID?.hex)
                                }
                            }
                        }
                    }
                }
            }
        }
        return json.bytes
    }

    static func json(_ export: LogExport) -> [UInt8] {
        var json = JSONWriter()
        json.object {
            $0.name("resourceLogs")
            $0.array { list in
                for record in export.records {
                    head(record.scope, "scopeLogs", "logRecords", &list) { json in
                        json.member("traceId", record.traceID?.hex)
                        json.member("spanId", record.spanID?.hex)
                        json.member("timeUnixNano", String(record.time))
                        json.member("observedTimeUnixNano", String(record.observedTime))
                        json.member("severityNumber", Int(record.severity))
                        json.member("severityText", record.severityText.string)
                        json.member("flags", Int(record.flags))
                        json.member("eventName", record.eventName.string)
                        json.name("attributes")
                        attributes(record.attributes, &json)
                        if let body = record.body {
                            json.name("body")
                            value(body, &json)
                        }
                    }
                }
            }
        }
        return json.bytes
    }

    private static func head(
        _ scope: OTLPScope, _ envelope: inout WireWriter, items: (inout WireWriter) -> Void
    ) {
        envelope.message(1) { attributes(scope.resource, 1, &$0) }
        envelope.message(2) { scoped in
            scoped.message(1) {
                $0.text(1, scope.name.string.utf8)
                $0.text(2, scope.version.string.utf8)
                attributes(scope.attributes, 3, &$0)
            }
            items(&scoped)
        }
    }

    private static func span(_ span: OTLPSpan, _ message: inout WireWriter) {
        message.text(1, span.traceID?.bytes ?? [])
        message.text(2, span.spanID?.bytes ?? [])
        message.text(3, span.traceState.string.utf8)
        message.text(4, span.parentSpanID?.bytes ?? [])
        message.text(5, span.name.string.utf8)
        message.varint(6, UInt64(span.kind))
        message.fixed64(7, span.start)
        message.fixed64(8, span.end)
        attributes(span.attributes, 9, &message)
        for event in span.events {
            message.message(11) {
                $0.fixed64(1, event.time)
                $0.text(2, event.name.string.utf8)
                attributes(event.attributes, 3, &$0)
            }
        }
        for link in span.links {
            message.message(13) {
                $0.text(1, link.traceID?.bytes ?? [])
                $0.text(2, link.spanID?.bytes ?? [])
            }
        }
        message.message(15) {
            $0.text(2, span.statusMessage.string.utf8)
            $0.varint(3, UInt64(span.statusCode))
        }
        message.fixed32(16, span.flags)
    }

    private static func record(_ record: OTLPLogRecord, _ message: inout WireWriter) {
        message.fixed64(1, record.time)
        message.varint(2, UInt64(record.severity))
        message.text(3, record.severityText.string.utf8)
        if let body = record.body { message.message(5) { value(body, &$0) } }
        attributes(record.attributes, 6, &message)
        message.fixed32(8, record.flags)
        message.text(9, record.traceID?.bytes ?? [])
        message.text(10, record.spanID?.bytes ?? [])
        message.fixed64(11, record.observedTime)
        message.text(12, record.eventName.string.utf8)
    }

    private static func attributes(_ attributes: OTLPAttributes, _ number: UInt32, _ message: inout WireWriter) {
        for attribute in attributes {
            message.message(number) {
                $0.text(1, attribute.key.string.utf8)
                $0.message(2) { value(attribute.value, &$0) }
            }
        }
    }

    private static func value(_ value: OTLPValue, _ message: inout WireWriter) {
        switch value.kind {
        case .null: break
        case .text: message.message(1, (value.string ?? "").utf8)
        case .boolean:
            message.tag(2, 0)
            message.raw(value.boolean == true ? 1 : 0)
        case .integer:
            message.tag(3, 0)
            message.raw(UInt64(bitPattern: value.integer ?? 0))
        case .real:
            message.tag(4, 1)
            message.append((value.real ?? 0).bitPattern)
        case .array:
            message.message(5) { list in
                for element in value.elements { list.message(1) { self.value(element, &$0) } }
            }
        case .map: message.message(6) { list in if let map = value.map { attributes(map, 1, &list) } }
        case .bytes: message.message(7, value.bytes ?? [])
        }
    }

    private static func head(
        _ scope: OTLPScope, _ scopes: String, _ items: String, _ json: inout JSONWriter,
        item: (inout JSONWriter) -> Void
    ) {
        json.object {
            $0.name("resource")
            $0.object {
                $0.name("attributes")
                attributes(scope.resource, &$0)
            }
            $0.name(scopes)
            $0.array {
                $0.object {
                    $0.name("scope")
                    $0.object {
                        $0.member("name", scope.name.string)
                        $0.member("version", scope.version.string)
                        $0.name("attributes")
                        attributes(scope.attributes, &$0)
                    }
                    $0.name(items)
                    $0.array { $0.object(item) }
                }
            }
        }
    }

    private static func attributes(_ attributes: OTLPAttributes, _ json: inout JSONWriter) {
        json.array { json in
            for attribute in attributes {
                json.object {
                    $0.member("key", attribute.key.string)
                    $0.name("value")
                    value(attribute.value, &$0)
                }
            }
        }
    }

    private static func value(_ value: OTLPValue, _ json: inout JSONWriter) {
        json.object { json in
            switch value.kind {
            case .null: break
            case .text: json.member("stringValue", value.string)
            case .boolean: json.member("boolValue", value.boolean)
            case .integer: json.member("intValue", value.integer.map { String($0) })
            case .real:
                let real = value.real ?? 0
                if real.isFinite {
                    json.member("doubleValue", real)
                } else {
                    json.member("doubleValue", real.isNaN ? "NaN" : real > 0 ? "Infinity" : "-Infinity")
                }
            case .array:
                json.name("arrayValue")
                json.object {
                    $0.name("values")
                    $0.array { json in for element in value.elements { self.value(element, &json) } }
                }
            case .map:
                json.name("kvlistValue")
                json.object {
                    $0.name("values")
                    if let map = value.map { attributes(map, &$0) }
                }
            case .bytes: json.member("bytesValue", base64(value.bytes ?? []))
            }
        }
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var result = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let word = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for digit in 0..<4 { result.append(digit <= group.count ? alphabet[word >> (18 - 6 * digit) & 63] : "=") }
        }
        return result
    }
}
