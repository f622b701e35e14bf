import Telemetry
import Testing

/// The expected bytes were computed with Python's hashlib: stored calls depend on them.
@Suite("A call key")
struct CallKeyTests {
    @Test("of a span is the hash of trace and span, for ever")
    func span() throws {
        let trace = try #require(TraceID(hex: "428de6ef764f67baf7d5b632b6d10929"))
        let span = try #require(SpanID(hex: "5555c5769bd0c186"))
        #expect(CallKey(trace: trace, span: span).hex == "5fa443acd84be1fe0ecd9a6e27c68fae")
    }

    @Test("of a client's id belongs to one system, for ever")
    func clientID() throws {
        let support = try #require(SystemSlug("support-answers"))
        let fraud = try #require(SystemSlug("fraud-scoring"))
        #expect(CallKey(clientID: "req-8f1c", system: support).hex == "5005e998188b9baa7d287b5ce7f85224")
        #expect(CallKey(clientID: "req-8f1c", system: fraud) != CallKey(clientID: "req-8f1c", system: support))
    }

    @Test("survives bytes and text, and sorts as they do")
    func forms() throws {
        let keys = (0..<100).map { CallKey(hashing: [UInt8($0)]) }
        for key in keys {
            #expect(CallKey(bytes: key.bytes) == key)
            #expect(CallKey(hex: key.hex.uppercased()) == key)
        }
        #expect(keys.sorted().map(\.hex) == keys.map(\.hex).sorted())
        #expect(CallKey(bytes: [1, 2, 3]) == nil && CallKey(hex: "xyz") == nil)
    }

    @Test("hashes a collection that is not stored in one piece the same")
    func pieces() {
        let bytes = Array("the same content".utf8)
        #expect(
            CallKey(hashing: bytes)
                == CallKey(hashing: bytes.reversed().reversed() as ReversedCollection<ReversedCollection<[UInt8]>>))
    }
}

@Suite("Trace and span ids")
struct TraceAndSpanIDTests {
    @Test("read hexadecimal of either case and write lower case")
    func hex() {
        #expect(TraceID(hex: "428DE6EF764F67BAF7D5B632B6D10929")?.hex == "428de6ef764f67baf7d5b632b6d10929")
        #expect(SpanID(hex: "5555C5769BD0C186")?.hex == "5555c5769bd0c186")
    }

    @Test("are never all zero, too short or too long")
    func refused() {
        #expect(TraceID(hex: String(repeating: "0", count: 32)) == nil)
        #expect(SpanID(bytes: [UInt8](repeating: 0, count: 8)) == nil)
        #expect(TraceID(hex: "42") == nil && TraceID(bytes: [UInt8](repeating: 1, count: 15)) == nil)
        #expect(SpanID(hex: "5555c5769bd0c18g") == nil)
    }
}
