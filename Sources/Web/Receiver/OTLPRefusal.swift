import HTTPTypes

/// How OpenTelemetry clients are told that nothing was taken: `google.rpc.Status` in the content type of the request.
enum OTLPRefusal {
    /// The answer to a request that met a problem.
    static func answer(_ problem: Problem, _ exchange: Exchange) -> Answer {
        let isProtobuf = OTLPContentType(exchange.headers[.contentType]) == .protobuf
        var answer = Answer(
            status: .init(code: problem.kind.status),
            contentType: isProtobuf ? "application/x-protobuf" : "application/json",
            bytes: isProtobuf ? protobuf(problem) : json(problem), mayCompress: false)
        answer.take(headersOf: problem)
        return answer
    }

    /// Field 1 is the code, field 2 the message.
    private static func protobuf(_ problem: Problem) -> [UInt8] {
        let message = Array(problem.detail.utf8)
        return [0x08, UInt8(problem.kind.grpcCode), 0x12] + varint(message.count) + message
    }

    private static func json(_ problem: Problem) -> [UInt8] {
        struct Status: Encodable {
            let code: Int
            let message: String
        }
        // A whole number and a text: encoding cannot fail.
        return (try? JSONBytes.encode(Status(code: problem.kind.grpcCode, message: problem.detail))) ?? []
    }

    private static func varint(_ number: Int) -> [UInt8] {
        var rest = number
        var bytes: [UInt8] = []
        while rest >= 128 {
            bytes.append(UInt8(rest & 127 | 128))
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }
}

/// What an OpenTelemetry client sends.
enum OTLPContentType {
    case protobuf
    case json

    /// Parameters and case are ignored; `nil` for everything else.
    init?(_ header: String?) {
        switch header?.prefix(while: { $0 != ";" }).lowercased().filter({ $0 != " " }) {
        case "application/x-protobuf", "application/protobuf": self = .protobuf
        case "application/json": self = .json
        default: return nil
        }
    }
}
