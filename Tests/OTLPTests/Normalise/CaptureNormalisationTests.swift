import Crypto
import OTLP
import Telemetry
import Testing

/// What clients send becomes what the reference implementation makes of it, span by span, before settling.
@Suite("A captured trace")
struct CaptureNormalisationTests {
    private static let captures = Capture.names.filter { $0.contains("-traces") && !$0.hasPrefix("92-") }

    @Test("becomes the records of the reference implementation", arguments: captures)
    func records(name: String) throws {
        let expected = try JSONDocument(Capture.bytes("expected.json")).root
        let spans = try #require(expected[name: name]?.array).map { $0 }
        let batch = try normalise(name)
        #expect(batch.refusals.isEmpty)
        #expect(batch.calls.count + batch.contexts.count == spans.count)
        for span in spans {
            let id = try #require(span["span_id"]?.string)
            let call = batch.calls.first { $0.spanID?.hex == id }
            let context = batch.contexts.first { $0.spanID.hex == id }
            let ours = try #require(call.map(CanonicalRecord.of) ?? context.map(CanonicalRecord.of))
            let theirs = CanonicalRecord.expected(span, isCall: call != nil, hasher: Sample.hasher)
            for field in Set(ours.keys).union(theirs.keys).sorted() {
                #expect(ours[field] == theirs[field], "\(name) \(id) \(field)")
            }
        }
    }

    private func normalise(_ name: String) throws -> NormalisedBatch {
        let body = try Capture.bytes("captures/" + name)
        let export = name.hasSuffix(".json") ? try TraceExport(json: body) : try TraceExport(protobuf: body)
        return Sample.normaliser.normalise(export, in: Sample.window)
    }
}

/// The normaliser of these tests.
enum Sample {
    static let hasher = IdentityHasher(key: SymmetricKey(data: [UInt8](repeating: 7, count: 32)))
    static let normaliser = Normaliser(hasher: hasher, sliceKeys: ["acme.tier"])
    static let received = Timestamp(rfc3339: "2026-11-21T12:00:00Z")!
    static let window = AcceptanceWindow(received: received, oldest: received.advanced(bySeconds: -90 * 86_400))
}
