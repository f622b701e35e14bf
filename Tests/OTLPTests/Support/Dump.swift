import OTLP
import Telemetry

/// The records of a request as JSON lines, in the form of Fixtures/oracle: nothing rounded, nothing left out.
enum Dump {
    static func lines(_ export: TraceExport) -> [String] {
        export.spans.map { span in
            line { json in
                head(span.scope, &json)
                json.member("traceID", span.traceID?.hex ?? "")
                json.member("spanID", span.spanID?.hex ?? "")
                json.member("parentSpanID", span.parentSpanID?.hex ?? "")
                json.member("name", span.name.string)
                json.member("traceState", span.traceState.string)
                json.member("kind", Int(span.kind))
                json.member("flags", Int(span.flags))
                json.member("start", String(span.start))
                json.member("end", String(span.end))
                json.member("statusCode", Int(span.statusCode))
                json.member("statusMessage", span.statusMessage.string)
                json.name("attributes")
                attributes(span.attributes, &json)
                json.name("events")
                json.array { json in
                    for event in span.events {
                        json.object {
                            $0.member("time", String(event.time))
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
                            $0.member("traceID", link.traceID?.hex ?? "")
                            $0.member("spanID", link.spanID?.hex ?? "")
                        }
                    }
                }
            }
        }
    }

    static func lines(_ export: LogExport) -> [String] {
        export.records.map { record in
            line { json in
                head(record.scope, &json)
                json.member("traceID", record.traceID?.hex ?? "")
                json.member("spanID", record.spanID?.hex ?? "")
                json.member("time", String(record.time))
                json.member("observedTime", String(record.observedTime))
                json.member("severity", Int(record.severity))
                json.member("severityText", record.severityText.string)
                json.member("flags", Int(record.flags))
                json.member("eventName", record.eventName.string)
                json.name("attributes")
                attributes(record.attributes, &json)
                json.name("body")
                if let body = record.body { value(body, &json) } else { json.null() }
            }
        }
    }

    static func lines(_ export: MetricExport) -> [String] {
        export.metrics.map { metric in
            line {
                $0.member("scope", metric.scope)
                $0.member("name", metric.name)
                $0.member("points", metric.points)
            }
        }
    }

    private static func line(_ body: (inout JSONWriter) -> Void) -> String {
        var json = JSONWriter()
        json.object(body)
        return json.text
    }

    private static func head(_ scope: OTLPScope, _ json: inout JSONWriter) {
        json.name("resource")
        attributes(scope.resource, &json)
        json.member("scope", scope.name.string)
        json.member("scopeVersion", scope.version.string)
        json.name("scopeAttributes")
        attributes(scope.attributes, &json)
    }

    private static func attributes(_ attributes: OTLPAttributes, _ json: inout JSONWriter) {
        json.array { json in
            for attribute in attributes {
                json.array {
                    $0.string(attribute.key.string)
                    value(attribute.value, &$0)
                }
            }
        }
    }

    private static func value(_ value: OTLPValue, _ json: inout JSONWriter) {
        json.object { json in
            switch value.kind {
            case .null: json.member("n", true)
            case .text: json.member("s", value.string)
            case .boolean: json.member("b", value.boolean)
            case .integer: json.member("i", value.integer.map { String($0) })
            case .real: json.member("d", value.real.map { Hexadecimal.text(bigEndian($0.bitPattern)) })
            case .array:
                json.name("a")
                json.array { json in
                    for element in value.elements { self.value(element, &json) }
                }
            case .map:
                json.name("m")
                if let map = value.map { attributes(map, &json) }
            case .bytes: json.member("x", value.bytes.map { Hexadecimal.text($0) })
            }
        }
    }

    private static func bigEndian(_ word: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) }
    }
}
