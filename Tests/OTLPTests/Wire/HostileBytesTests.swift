import OTLP
import TestSupport
import Testing

/// Whatever bytes arrive, decoding ends with a request or an ``OTLPError``, and what it gives can be walked.
@Suite("Hostile bytes")
struct HostileBytesTests {
    /// Every byte where the code is optimised, every eleventh where it is not: the same 75 KB take minutes there.
    #if DEBUG
        private static let step = 11
    #else
        private static let step = 1
    #endif

    /// Decodes as all three signals in both encodings, and touches everything.
    private func decode(_ bytes: [UInt8], json: Bool) {
        // An error is as good as a request here: what counts is that each ends.
        if let export = try? (json ? TraceExport(json: bytes) : TraceExport(protobuf: bytes)) { _ = Dump.lines(export) }
        if let export = try? (json ? LogExport(json: bytes) : LogExport(protobuf: bytes)) { _ = Dump.lines(export) }
        if let export = try? (json ? MetricExport(json: bytes) : MetricExport(protobuf: bytes)) {
            _ = Dump.lines(export)
        }
    }

    @Test("cut off anywhere do no harm", arguments: Capture.names)
    func truncated(name: String) throws {
        let body = try Capture.bytes("captures/" + name)
        for count in stride(from: 0, to: body.count, by: Self.step) {
            decode(Array(body[..<count]), json: name.hasSuffix(".json"))
        }
    }

    @Test("flipped anywhere do no harm", arguments: Capture.names)
    func flipped(name: String) throws {
        var random = SeededGenerator(seed: 20_261_121)
        var body = try Capture.bytes("captures/" + name)
        for index in stride(from: 0, to: body.count, by: Self.step) {
            let old = body[index]
            body[index] = old ^ UInt8.random(in: 1...255, using: &random)
            decode(body, json: name.hasSuffix(".json"))
            body[index] = old
        }
    }

    @Test("that cut a request off are refused as a whole, not used in part")
    func whole() throws {
        let body = try Capture.bytes("captures/92-synthetic-truncated-traces.pb")
        #expect(throws: OTLPError(.malformed, "truncated message")) { try TraceExport(protobuf: body) }
    }

    @Test("at random do no harm")
    func random() {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<2_000 {
            let bytes = (0..<Int.random(in: 0...200, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            decode(bytes, json: false)
            decode(bytes, json: true)
        }
    }
}
