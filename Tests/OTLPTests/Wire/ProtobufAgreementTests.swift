import Foundation
import OTLP
import Testing

@Suite("Our reader and Google's protobuf library")
struct ProtobufAgreementTests {
    @Test("agree on every field of every capture", arguments: Capture.files("oracle"))
    func agree(oracle: String) throws {
        let run = String(oracle.dropLast(".jsonl".count))
        let name = try #require(Capture.names.first { $0.hasPrefix(run + ".") })
        let body = try Capture.bytes("captures/" + name)
        let expected = String(decoding: try Data(contentsOf: Capture.url("oracle/" + oracle)), as: UTF8.self)
            .split(separator: "\n").map(String.init)
        let read =
            if name.contains("-traces") {
                Dump.lines(try TraceExport(protobuf: body))
            } else if name.contains("-logs") {
                Dump.lines(try LogExport(protobuf: body))
            } else {
                Dump.lines(try MetricExport(protobuf: body))
            }
        #expect(read.count == expected.count)
        for (ours, theirs) in zip(read, expected) { #expect(ours == theirs) }
    }

    @Test("were compared on eleven captures")
    func count() {
        #expect(Capture.files("oracle").count == 11)
    }
}

@Suite("A decoded request")
struct RoundTripTests {
    private static let traceCaptures = Capture.names.filter { $0.contains("-traces") && !$0.contains("truncated") }
    private static let logCaptures = Capture.names.filter { $0.contains("-logs") }

    @Test("says the same as protobuf and as JSON", arguments: traceCaptures)
    func traces(name: String) throws {
        let body = try Capture.bytes("captures/" + name)
        let export = name.hasSuffix(".json") ? try TraceExport(json: body) : try TraceExport(protobuf: body)
        let lines = Dump.lines(export)
        #expect(lines.isEmpty == false)
        #expect(Dump.lines(try TraceExport(protobuf: ExportEncoder.protobuf(export))) == lines)
        #expect(Dump.lines(try TraceExport(json: ExportEncoder.json(export))) == lines)
    }

    @Test("of logs says the same as protobuf and as JSON", arguments: logCaptures)
    func logs(name: String) throws {
        let body = try Capture.bytes("captures/" + name)
        let export = name.hasSuffix(".json") ? try LogExport(json: body) : try LogExport(protobuf: body)
        let lines = Dump.lines(export)
        #expect(lines.isEmpty == false)
        #expect(Dump.lines(try LogExport(protobuf: ExportEncoder.protobuf(export))) == lines)
        #expect(Dump.lines(try LogExport(json: ExportEncoder.json(export))) == lines)
    }
}
