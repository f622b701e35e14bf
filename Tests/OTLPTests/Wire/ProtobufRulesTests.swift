import OTLP
import Telemetry
import Testing

/// Requests that no client sends, but that protobuf allows, or that an attacker sends.
@Suite("The protobuf reader")
struct ProtobufRulesTests {
    private let traceID: [UInt8] = Array(1...16)
    private let spanID: [UInt8] = Array(1...8)

    /// A request of one span.
    private func request(_ span: (inout WireWriter) -> Void) -> [UInt8] {
        var request = WireWriter()
        request.message(1) { $0.message(2) { $0.message(2) { span(&$0) } } }
        return request.bytes
    }

    private func span(_ body: (inout WireWriter) -> Void) throws -> OTLPSpan {
        try #require(TraceExport(protobuf: request(body)).spans.first)
    }

    private func attribute(_ key: String, value: (inout WireWriter) -> Void) -> [UInt8] {
        var pair = WireWriter()
        pair.text(1, key.utf8)
        pair.message(2) { value(&$0) }
        return pair.bytes
    }

    private func refusal(_ bytes: [UInt8]) -> String? {
        do {
            _ = try TraceExport(protobuf: bytes)
            return nil
        } catch {
            return error.message
        }
    }

    @Test("takes no bytes for an empty request")
    func empty() throws {
        #expect(try TraceExport(protobuf: []).spans.isEmpty)
        #expect(try LogExport(protobuf: []).records.isEmpty)
        #expect(try MetricExport(protobuf: []).metrics.isEmpty)
    }

    @Test("finds resource and scope behind the spans they belong to, and merges repeated ones")
    func order() throws {
        var request = WireWriter()
        request.message(1) { envelope in
            envelope.message(2) { scoped in
                scoped.message(2) { $0.text(5, "a".utf8) }
                scoped.message(1) { $0.text(1, "scope".utf8) }
                scoped.message(1) { $0.text(2, "1.0".utf8) }
            }
            envelope.message(1) { $0.message(1, attribute("one") { $0.text(1, "1".utf8) }) }
            envelope.message(1) { $0.message(1, attribute("two") { $0.text(1, "2".utf8) }) }
        }
        let span = try #require(try TraceExport(protobuf: request.bytes).spans.first)
        #expect(span.scope.name.string == "scope")
        #expect(span.scope.version.string == "1.0")
        #expect(span.scope.resource.map(\.key.string) == ["one", "two"])
    }

    @Test("lets the last of singular fields win and merges status")
    func singular() throws {
        let span = try span {
            $0.text(5, "first".utf8)
            $0.message(15) { $0.text(2, "why".utf8) }
            $0.text(5, "second".utf8)
            $0.message(15) { $0.varint(3, 2) }
        }
        #expect(span.name.string == "second")
        #expect(span.statusMessage.string == "why")
        #expect(span.statusCode == 2)
    }

    @Test("lets the last member of a value win, and merges arrays that follow each other")
    func oneOf() throws {
        func array(_ texts: String...) -> [UInt8] {
            var list = WireWriter()
            for text in texts { list.message(1) { $0.text(1, text.utf8) } }
            return list.bytes
        }
        let span = try span {
            $0.message(
                9,
                attribute("last") {
                    $0.text(1, "a".utf8); $0.varint(3, 7)
                })
            $0.message(
                9,
                attribute("merged") {
                    $0.message(5, array("a", "b")); $0.message(5, array("c"))
                })
            $0.message(
                9,
                attribute("cleared") {
                    $0.message(5, array("a")); $0.varint(3, 7); $0.message(5, array("c"))
                })
        }
        #expect(span.attributes["last"]?.integer == 7)
        #expect(span.attributes["merged"]?.elements.map(\.string) == ["a", "b", "c"])
        #expect(span.attributes["cleared"]?.elements.map(\.string) == ["c"])
    }

    @Test("merges a value that a key value carries twice")
    func twice() throws {
        var pair = WireWriter()
        pair.text(1, "k".utf8)
        for text in ["a", "b"] { pair.message(2) { $0.message(5) { $0.message(1) { $0.text(1, text.utf8) } } } }
        let span = try span { $0.message(9, pair.bytes) }
        #expect(span.attributes["k"]?.elements.map(\.string) == ["a", "b"])
    }

    @Test("lets the last of attributes with one key count")
    func duplicates() throws {
        let span = try span {
            $0.message(9, attribute("k") { $0.text(1, "a".utf8) })
            $0.message(9, attribute("k") { $0.text(1, "b".utf8) })
        }
        #expect(span.attributes["k"]?.string == "b")
    }

    @Test("reads an empty value as null and drops an attribute without a key")
    func null() throws {
        let export = try TraceExport(
            protobuf: request {
                $0.message(9, attribute("null") { _ in })
                $0.message(9) { $0.text(1, "bare".utf8) }
                $0.message(9, attribute("") { $0.text(1, "lost".utf8) })
            })
        #expect(export.spans[0].attributes.map(\.key.string) == ["null", "bare"])
        #expect(export.spans[0].attributes.map(\.value.kind) == [.null, .null])
        #expect(export.counts.droppedAttributes == 1)
    }

    @Test("skips unknown fields of every wire type, groups inside each other too")
    func unknown() throws {
        let span = try span {
            $0.varint(900, 1)
            $0.fixed64(901, 1)
            $0.text(902, "x".utf8)
            $0.fixed32(903, 1)
            $0.tag(904, 3)
            $0.tag(905, 3)
            $0.varint(906, 1)
            $0.tag(905, 4)
            $0.tag(904, 4)
            $0.text(5, "name".utf8)
        }
        #expect(span.name.string == "name")
    }

    @Test("skips a known field with another wire type and counts it")
    func mismatch() throws {
        let export = try TraceExport(
            protobuf: request {
                $0.varint(5, 12)
                $0.text(7, "12345678".utf8)
            })
        #expect(export.counts.typeMismatches == 2)
        #expect(export.spans[0].start == 0)
    }

    @Test("takes the low bits of a longer varint")
    func lowBits() throws {
        let span = try span {
            $0.varint(6, 1 << 40 | 3)
            $0.message(9, attribute("b") { $0.varint(2, 1 << 33) })
        }
        #expect(span.kind == 3)
        #expect(span.attributes["b"]?.boolean == true)
    }

    @Test("refuses a trace id and a span id of the wrong length or all zero")
    func ids() throws {
        #expect(
            try span {
                $0.text(1, traceID); $0.text(2, spanID)
            }.refusal == nil)
        #expect(
            try span {
                $0.text(1, traceID.dropLast()); $0.text(2, spanID)
            }.refusal == .badTraceID)
        #expect(
            try span {
                $0.text(1, traceID); $0.text(2, traceID)
            }.refusal == .badSpanID)
        #expect(
            try span {
                $0.text(1, [UInt8](repeating: 0, count: 16)); $0.text(2, spanID)
            }.refusal == .badTraceID)
        #expect(try span { $0.text(2, spanID) }.refusal == .badTraceID)
    }

    @Test("takes a parent id of a wrong length as absent and counts it")
    func parent() throws {
        let export = try TraceExport(protobuf: request { $0.text(4, [1, 2, 3]) })
        #expect(export.spans[0].parentSpanID == nil)
        #expect(export.counts.badParentIDs == 1)
    }

    @Test("knows a parent in another process by flags bits 8 and 9")
    func remote() throws {
        #expect(try span { $0.fixed32(16, 0x300) }.parentIsRemote)
        #expect(try span { $0.fixed32(16, 0x100) }.parentIsRemote == false)
    }

    @Test(
        "refuses what is malformed",
        arguments: [
            ([0x0A, 0x05, 0x00], "truncated message"),  // a length beyond the end
            ([0x0A], "truncated message"),
            (
                [0x0A, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x02],
                "malformed message: a varint has more than 10 bytes"
            ),
            ([0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], "truncated message"),
            ([0x02, 0x00], "malformed message: no such field number"),
            ([0x80, 0x80, 0x80, 0x80, 0x80, 0x01, 0x00], "malformed message: no such field number"),
            ([0x0E, 0x00], "malformed message: no such wire type"),
            ([0x0F, 0x00], "malformed message: no such wire type"),
            ([0x0C], "malformed message: a group ends that did not begin"),
            ([0x0B, 0x14], "malformed message: a group ends that did not begin"),
            ([0x0B], "truncated message"),
            ([0x0D, 0x00, 0x00], "truncated message"),
            ([0x09, 0x00], "truncated message"),
        ] as [([UInt8], String)])
    func malformed(bytes: [UInt8], message: String) {
        #expect(refusal(bytes) == message)
    }

    @Test("refuses a request for what is malformed in a part that nobody wants")
    func malformedDeep() {
        #expect(refusal(request { $0.message(13) { $0.message(4, [0x0A, 0x09]) } }) == "truncated message")
        #expect(refusal(request { $0.message(9, [0x12, 0x02, 0x2A, 0x05]) }) == "truncated message")
        #expect(throws: OTLPError.self) {
            var request = WireWriter()
            request.message(1) {
                $0.message(2) { $0.message(2) { $0.message(9) { $0.message(1) { $0.message(6, [1, 2, 3]) } } } }
            }
            return try MetricExport(protobuf: request.bytes)
        }
    }

    @Test("allows 32 groups inside each other and no more")
    func groups() {
        func nested(_ count: Int) -> [UInt8] {
            [UInt8](repeating: 0x0B, count: count) + [UInt8](repeating: 0x0C, count: count)
        }
        #expect(refusal(nested(32)) == nil)
        #expect(refusal(nested(33)) == "malformed message: more than 32 groups stand inside each other")
    }

    @Test("replaces arrays deeper than 32 levels by null, however deep they go")
    func depth() throws {
        func nested(_ levels: Int) -> [UInt8] {
            var value = WireWriter()
            value.text(1, "core".utf8)
            var bytes = value.bytes
            for _ in 0..<levels {
                var outer = WireWriter()
                outer.message(5) { $0.message(1, bytes) }
                bytes = outer.bytes
            }
            return bytes
        }
        func core(_ levels: Int) throws -> (OTLPValue?, Int) {
            var pair = WireWriter()
            pair.text(1, "k".utf8)
            pair.message(2, nested(levels))
            let export = try TraceExport(protobuf: request { $0.message(9, pair.bytes) })
            var value = export.spans[0].attributes["k"]
            while let inner = value?.elements.first { value = inner }
            return (value, export.counts.tooDeep)
        }
        let (value, counted) = try core(32)
        #expect(value?.string == "core")
        #expect(counted == 0)
        let (deep, deepCounted) = try core(2_000)
        #expect(deep?.kind == .null)
        #expect(deepCounted == 1)
    }

    @Test("keeps 16,384 attributes, 256 events and 128 links of a span and counts the rest")
    func limits() throws {
        let pair = attribute("k") { $0.text(1, "v".utf8) }
        let export = try TraceExport(
            protobuf: request { span in
                for _ in 0..<20_000 { span.message(9, pair) }
                for _ in 0..<300 { span.message(11) { $0.text(2, "e".utf8) } }
                for _ in 0..<200 { span.message(13) { $0.text(1, traceID) } }
            })
        let span = export.spans[0]
        #expect(span.attributes.count == 16_384)
        #expect(span.events.count == 256)
        #expect(span.links.count == 128)
        #expect(export.counts.droppedAttributes == 3_616)
        #expect(export.counts.droppedEvents == 44)
        #expect(export.counts.droppedLinks == 72)
    }

    @Test("refuses more spans than a request may hold")
    func tooMany() throws {
        var request = WireWriter()
        request.message(1) { $0.message(2) { scoped in for _ in 0...100_000 { scoped.message(2, []) } } }
        #expect(throws: OTLPError(.tooLarge, "more than 100000 records in one request")) {
            try TraceExport(protobuf: request.bytes)
        }
    }

    @Test("refuses more values than memory should hold")
    func tooManyValues() throws {
        // An empty element of an array takes two bytes on the wire and sixteen in memory.
        let elements = (0..<4_300_000).flatMap { _ in [0x0A, 0x00] as [UInt8] }
        let pair = attribute("k") { $0.message(5, elements) }
        #expect(refusal(request { $0.message(9, pair) }) == "more than 4194304 attribute values in one request")
    }

    @Test("repairs text that is not UTF-8 when it is read")
    func repair() throws {
        let span = try span { $0.text(5, [0x61, 0xFF, 0x62]) }
        #expect(span.name.string == "a\u{FFFD}b")
        #expect(span.name.validated == nil)
    }
}
