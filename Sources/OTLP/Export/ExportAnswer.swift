/// What a client is told: the body of the answer, in the encoding of the request. Bodies are tiny and never compressed.
public enum ExportAnswer: Sendable, Hashable {
    /// Everything was accepted and is durable.
    case success
    /// Some records were refused, the rest is durable; or none, with a warning.
    case partial(SignalKind, rejected: Int, message: String)
    /// Nothing was used: a google.rpc.Status.
    case failure(StatusCode, message: String)

    /// The codes of google.rpc that we send.
    public enum StatusCode: Int32, Sendable, Hashable, CaseIterable {
        case invalidArgument = 3
        case deadlineExceeded = 4
        case notFound = 5
        case permissionDenied = 7
        case resourceExhausted = 8
        case unimplemented = 12
        case internalError = 13
        case unavailable = 14
        case unauthenticated = 16
    }

    /// How a request and its answer are encoded.
    public enum Encoding: Sendable, Hashable, CaseIterable {
        case protobuf, json

        /// The `Content-Type` of the answer.
        public var contentType: String {
            switch self {
            case .protobuf: "application/x-protobuf"
            case .json: "application/json"
            }
        }
    }

    /// The answer to a request of which records were refused one by one: all refused is a failure, because a success is
    /// silent and clients print failures; some refused is a partial success.
    ///
    /// - Parameters:
    ///   - accepted: how many records were used.
    ///   - refusals: how many were refused for which reason.
    ///   - hint: said when all were refused.
    public init(_ kind: SignalKind, accepted: Int, refusals: [RefusalReason: Int], hint: String? = nil) {
        let rejected = refusals.values.reduce(0, +)
        guard rejected > 0 else {
            self = .success
            return
        }
        let reasons = refusals.filter { $0.value > 0 }.sorted {
            ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue)
        }
        let words = reasons.map { "\($0.value) \(kind.noun($0.value)): \($0.key.words)" }.joined(separator: "; ")
        guard accepted > 0 else {
            self = .failure(.invalidArgument, message: ([words] + (hint.map { [$0] } ?? [])).joined(separator: ". "))
            return
        }
        self = .partial(kind, rejected: rejected, message: words)
    }

    /// The body of the answer.
    public func body(_ encoding: Encoding) -> [UInt8] {
        switch encoding {
        case .protobuf: protobuf
        case .json: json
        }
    }

    private var protobuf: [UInt8] {
        var message = WireWriter()
        switch self {
        case .success: break
        case .partial(_, let rejected, let text):
            message.message(1) {
                $0.varint(1, UInt64(rejected))
                $0.text(2, text.utf8)
            }
        case .failure(let code, let text):
            message.varint(1, UInt64(code.rawValue))
            message.text(2, text.utf8)
        }
        return message.bytes
    }

    private var json: [UInt8] {
        var json = JSONWriter()
        json.object {
            switch self {
            case .success: break
            case .partial(let kind, let rejected, let text):
                $0.name("partialSuccess")
                $0.object {
                    // proto3 writes integers of 64 bits as strings; 0 is left out.
                    $0.member(kind.rejectedMember, rejected == 0 ? nil : String(rejected))
                    $0.member("errorMessage", text)
                }
            case .failure(let code, let text):
                $0.member("code", Int(code.rawValue))
                $0.member("message", text)
            }
        }
        return json.bytes
    }
}
