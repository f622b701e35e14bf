import OTLP
import Telemetry
import Testing

@Suite("The OTLP/JSON reader")
struct JSONExportRulesTests {
    private func spans(_ spans: String) throws -> TraceExport {
        try TraceExport(json: Array(#"{"resourceSpans":[{"scopeSpans":[{"spans":[\#(spans)]}]}]}"#.utf8))
    }

    private func value(_ json: String) throws -> OTLPValue? {
        try spans(#"{"attributes":[{"key":"k","value":\#(json)}]}"#).spans[0].attributes["k"]
    }

    @Test("reads ids as hexadecimal digits of either case, never as base 64")
    func ids() throws {
        let export = try spans(
            """
            {"traceId":"5B8EFFF798038103D269B633813FC60C","spanId":"eee19b7ec3c1b174","parentSpanId":""},
            {"traceId":"W47/95gDgQPSabYzgT/GDA==","spanId":"eee19b7ec3c1b174"},
            {"traceId":"5b8efff798038103d269b633813fc60c","spanId":"7uGbfsPBsXQ="}
            """)
        #expect(export.spans.map(\.refusal) == [nil, .badTraceID, .badSpanID])
        #expect(export.spans[0].traceID?.hex == "5b8efff798038103d269b633813fc60c")
        #expect(export.spans[0].parentSpanID == nil)
        #expect(export.counts.badParentIDs == 0)
    }

    @Test("reads 64-bit integers from strings and numbers, exactly")
    func integers() throws {
        let span = try spans(#"{"startTimeUnixNano":"1795234953521189137","endTimeUnixNano":18446744073709551615}"#)
            .spans[0]
        #expect(span.start == 1_795_234_953_521_189_137)
        #expect(span.end == .max)
        #expect(try value(#"{"intValue":"9007199254740993"}"#)?.integer == 9_007_199_254_740_993)
        #expect(try value(#"{"intValue":-9223372036854775808}"#)?.integer == .min)
        #expect(try value(#"{"intValue":"12x"}"#)?.kind == .null)
    }

    @Test("reads doubles from numbers and from the words for what JSON cannot say")
    func doubles() throws {
        #expect(try value(#"{"doubleValue":0.1}"#)?.real == 0.1)
        #expect(try value(#"{"doubleValue":3}"#)?.real == 3)
        #expect(try value(#"{"doubleValue":"NaN"}"#)?.real?.isNaN == true)
        #expect(try value(#"{"doubleValue":"-Infinity"}"#)?.real == -.infinity)
    }

    @Test("reads enumerations from numbers, and from names that senders should not use")
    func enumerations() throws {
        let export = try spans(
            #"{"kind":3,"status":{"code":2}},{"kind":"SPAN_KIND_CLIENT","status":{"code":"STATUS_CODE_ERROR"}},{"kind":"X"}"#
        )
        #expect(export.spans.map(\.kind) == [3, 3, 0])
        #expect(export.spans.map(\.statusCode) == [2, 2, 0])
        #expect(export.counts.typeMismatches == 1)
    }

    @Test("reads every kind of value")
    func values() throws {
        #expect(try value(#"{"stringValue":"a\u0000b"}"#)?.string == "a\0b")
        #expect(try value(#"{"boolValue":false}"#)?.boolean == false)
        #expect(
            try value(#"{"arrayValue":{"values":[{"intValue":1},{},{"stringValue":"x"}]}}"#)?.elements.map(\.kind) == [
                .integer, .null, .text,
            ])
        #expect(try value(#"{"kvlistValue":{"values":[{"key":"a","value":{"intValue":1}}]}}"#)?.map?["a"]?.integer == 1)
        #expect(try value(#"{"bytesValue":"_-8="}"#)?.bytes == [0xFF, 0xEF])
        #expect(try value(#"{"bytesValue":"/+8"}"#)?.bytes == [0xFF, 0xEF])
        #expect(try value(#"{}"#)?.kind == .null)
        #expect(try value(#"null"#)?.kind == .null)
        #expect(try value(#"{"arrayValue":{}}"#)?.kind == .array)
    }

    @Test("takes null for any member as absent and the last of two members with one name")
    func nulls() throws {
        let span = try spans(#"{"name":"a","name":"b","attributes":null,"events":null,"status":null,"kind":null}"#)
            .spans[0]
        #expect(span.name.string == "b")
        #expect(span.attributes.isEmpty)
        #expect(span.kind == 0)
    }

    @Test("ignores unknown members whatever they hold, snake_case ones too")
    func unknown() throws {
        let span = try spans(#"{"name":"a","start_time_unix_nano":"5","x":[[{"name":"b"}]],"y":null}"#).spans[0]
        #expect(span.name.string == "a")
        #expect(span.start == 0)
    }

    @Test("counts members of the wrong type and goes on")
    func wrong() throws {
        let export = try spans(#"{"name":5,"attributes":{},"startTimeUnixNano":"later"},7"#)
        #expect(export.spans.count == 1)
        #expect(export.counts.typeMismatches == 4)
    }

    @Test("refuses an array, a text that is no JSON, and no text at all", arguments: ["[]", "{", ""])
    func malformed(text: String) {
        #expect(throws: OTLPError.self) { try TraceExport(json: Array(text.utf8)) }
    }

    @Test("takes an empty object and empty elements for nothing")
    func empty() throws {
        #expect(try TraceExport(json: Array("{}".utf8)).spans.isEmpty)
        #expect(try TraceExport(json: Array(#"{"resourceSpans":[{},{"scopeSpans":[{}]}]}"#.utf8)).spans.isEmpty)
    }

    @Test("replaces arrays deeper than 32 levels by null")
    func depth() throws {
        func nested(_ levels: Int) -> String {
            String(repeating: #"{"arrayValue":{"values":["#, count: levels) + #"{"intValue":1}"#
                + String(repeating: "]}}", count: levels)
        }
        func core(_ levels: Int) throws -> OTLPValue? {
            var current = try value(nested(levels))
            while let inner = current?.elements.first { current = inner }
            return current
        }
        #expect(try core(32)?.integer == 1)
        #expect(try core(40)?.kind == .null)
    }

    @Test("counts the points of metrics")
    func metrics() throws {
        let export = try MetricExport(
            json: Array(
                """
                {"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"bot"}}]},
                "scopeMetrics":[{"scope":{"name":"s"},"metrics":[
                {"name":"a","gauge":{"dataPoints":[{},{}]}},{"name":"b","histogram":{"dataPoints":[{}]}}]}]}]}
                """.utf8))
        #expect(export.metrics.map(\.name) == ["a", "b"])
        #expect(export.metrics.map(\.points) == [2, 1])
        #expect(export.metrics.map(\.service) == ["bot", "bot"])
        #expect(export.points == 3)
    }
}
