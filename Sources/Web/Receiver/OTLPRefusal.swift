import HTTPTypes
import OTLP

/// How OpenTelemetry clients are told that nothing was taken: `google.rpc.Status` in the content type of the request.
enum OTLPRefusal {
    /// The answer to a request that met a problem.
    static func answer(_ problem: Problem, _ exchange: Exchange) -> Answer {
        let encoding = ExportAnswer.Encoding(contentType: exchange.headers[.contentType]) ?? .json
        let code = ExportAnswer.StatusCode(rawValue: Int32(problem.kind.grpcCode)) ?? .invalidArgument
        var answer = Answer(
            status: .init(code: problem.kind.status), contentType: encoding.contentType,
            bytes: ExportAnswer.failure(code, message: problem.detail).body(encoding), mayCompress: false)
        answer.take(headersOf: problem)
        return answer
    }
}

extension ExportAnswer.Encoding {
    /// What an OpenTelemetry client sends: parameters and case are ignored; `nil` for everything else.
    init?(contentType header: String?) {
        switch header?.prefix(while: { $0 != ";" }).lowercased().filter({ $0 != " " }) {
        case "application/x-protobuf", "application/protobuf": self = .protobuf
        case "application/json": self = .json
        default: return nil
        }
    }
}
