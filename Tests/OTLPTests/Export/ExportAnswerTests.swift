import OTLP
import Telemetry
import Testing

@Suite("The answer to an export")
struct ExportAnswerTests {
    private func hex(_ answer: ExportAnswer) -> String { Hexadecimal.text(answer.body(.protobuf)) }
    private func json(_ answer: ExportAnswer) -> String { String(decoding: answer.body(.json), as: UTF8.self) }

    @Test("is empty when all is well")
    func success() {
        #expect(hex(.success) == "")
        #expect(json(.success) == "{}")
        #expect(ExportAnswer(.traces, accepted: 3, refusals: [:]) == .success)
        #expect(ExportAnswer(.traces, accepted: 0, refusals: [:]) == .success)
    }

    @Test("counts what was refused, in the very bytes of the specification")
    func partial() {
        let answer = ExportAnswer(.traces, accepted: 1, refusals: [.badTraceID: 3])
        #expect(hex(answer) == "0a210803121d33207370616e733a2074726163655f696420697320616c6c207a65726f")
        #expect(
            json(answer) == #"{"partialSuccess":{"rejectedSpans":"3","errorMessage":"3 spans: trace_id is all zero"}}"#)
    }

    @Test("names the member of its signal and the commonest reason first")
    func signals() {
        let logs = ExportAnswer(.logs, accepted: 1, refusals: [.tooOld: 1, .inFuture: 2])
        #expect(
            json(logs)
                == #"{"partialSuccess":{"rejectedLogRecords":"3","errorMessage":"2 log records: more than 24 hours in the future; 1 log record: older than the retention of calls"}}"#
        )
        #expect(json(.partial(.metrics, rejected: 1, message: "x")).contains(#""rejectedDataPoints":"1""#))
    }

    @Test("may warn without refusing")
    func warning() {
        #expect(json(.partial(.traces, rejected: 0, message: "hm")) == #"{"partialSuccess":{"errorMessage":"hm"}}"#)
        #expect(hex(.partial(.traces, rejected: 0, message: "hm")) == "0a041202686d")
    }

    @Test("to bytes that cannot be decoded is a status, in the very bytes of the specification")
    func malformed() throws {
        let body = try Capture.bytes("captures/92-synthetic-truncated-traces.pb")
        let error = try #require(throws: OTLPError.self) { try TraceExport(protobuf: body) }
        let answer = ExportAnswer.failure(.invalidArgument, message: error.message)
        #expect(hex(answer) == "080312117472756e6361746564206d657373616765")
        #expect(json(answer) == #"{"code":3,"message":"truncated message"}"#)
    }

    @Test("to logs sent to the path of traces is a failure that says so")
    func hint() throws {
        let logs = try Capture.bytes("captures/01-openai-v2-legacy-logs.pb")
        let error = try #require(throws: OTLPError.self) { try TraceExport(protobuf: logs) }
        #expect(error.message.hasSuffix("These look like log records: send logs to /v1/logs, spans to /v1/traces"))
        let answer = ExportAnswer(.traces, accepted: 0, refusals: [.badTraceID: 18], hint: TraceExport.logsHint)
        #expect(
            json(answer)
                == #"{"code":3,"message":"18 spans: trace_id is all zero. These look like log records: send logs to /v1/logs, spans to /v1/traces"}"#
        )
    }

    @Test("to JSON sent to another signal's path is a failure that says so")
    func hintJSON() throws {
        let logs = try Capture.bytes("captures/15-plain-sdk-logs.json")
        let error = try #require(throws: OTLPError.self) { try TraceExport(json: logs) }
        #expect(error.message == "the request has resourceLogs and no resourceSpans: send it to /v1/logs")
        #expect(throws: OTLPError.self) { try MetricExport(json: logs) }
    }

    @Test(
        "has the content type of the request",
        arguments: zip(ExportAnswer.Encoding.allCases, ["application/x-protobuf", "application/json"]))
    func contentType(encoding: ExportAnswer.Encoding, type: String) {
        #expect(encoding.contentType == type)
    }
}
