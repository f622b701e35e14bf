import Foundation
package import HTTPTypes

/// What is sent back: made by a route, finished (compressed, tagged, guarded) in one place.
package struct Answer: Sendable {
    /// Who may keep it, and how it is known to be unchanged.
    package enum Caching: Sendable, Hashable {
        /// May be kept, must be asked for again; tagged by its content.
        case revalidate
        /// Its address changes with its content.
        case immutable
        /// Must not be kept: texts, and answers to writing requests.
        case none
    }

    package var status: HTTPResponse.Status
    package var headers: HTTPFields
    package var bytes: [UInt8]
    package var caching: Caching
    /// Names the state of what can be edited at this address (``Route/version``); part of the tag.
    package var version: String?
    /// False for answers that must go out as they are, such as those to OpenTelemetry clients.
    package var mayCompress: Bool

    package init(
        status: HTTPResponse.Status, contentType: String?, bytes: [UInt8], caching: Caching = .none,
        mayCompress: Bool = true
    ) {
        self.status = status
        headers = [:]
        if let contentType { headers[.contentType] = contentType }
        self.bytes = bytes
        self.caching = caching
        self.mayCompress = mayCompress
    }

    /// A JSON document with `snake_case` members.
    package static func json(
        _ document: some Encodable, status: HTTPResponse.Status = .ok, caching: Caching = .revalidate
    ) throws -> Answer {
        Answer(
            status: status, contentType: "application/json; charset=utf-8", bytes: try JSONBytes.encode(document),
            caching: status == .ok ? caching : .none)
    }

    /// HTML.
    package static func html(
        _ markup: HTML, status: HTTPResponse.Status = .ok, caching: Caching = .revalidate
    ) -> Answer {
        Answer(
            status: status, contentType: "text/html; charset=utf-8", bytes: Array(markup.text.utf8),
            caching: status == .ok ? caching : .none)
    }

    /// Sends a browser on after a form: always 303, so that a reload does not send the form again.
    package static func seeOther(_ path: String) -> Answer {
        var answer = Answer(status: .seeOther, contentType: nil, bytes: [])
        answer.headers[.location] = path
        return answer
    }

    /// Sends a browser to the canonical address of the same page.
    package static func canonical(_ path: String) -> Answer {
        var answer = Answer(status: .permanentRedirect, contentType: nil, bytes: [])
        answer.headers[.location] = path
        return answer
    }

    /// A problem as `application/problem+json`.
    package static func problem(_ problem: Problem, requestID: String) -> Answer {
        let document = ProblemDocument(problem, requestID: requestID)
        // The document holds text and whole numbers only: encoding it cannot fail.
        let bytes = (try? JSONBytes.encode(document)) ?? []
        var answer = Answer(
            status: .init(code: problem.status), contentType: "application/problem+json", bytes: bytes)
        answer.take(headersOf: problem)
        return answer
    }

    /// Adds the headers that belong to a problem, whatever its body looks like.
    package mutating func take(headersOf problem: Problem) {
        if let seconds = problem.retryAfter { headers[.retryAfter] = String(seconds) }
        if !problem.allow.isEmpty { headers[.allow] = problem.allow.joined(separator: ", ") }
        if let codings = problem.acceptEncoding { headers[.acceptEncoding] = codings }
        if problem.kind == .unauthenticated { headers[.wwwAuthenticate] = "Bearer" }
    }
}

/// How documents of the API become bytes.
package enum JSONBytes {
    /// Members in `snake_case` and in a stable order; absent means unknown.
    package static func encode(_ document: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(document))
    }

    /// A tree whose members keep their names.
    package static func plain(_ tree: JSONTree) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(tree))
    }

    /// Reads a document with `snake_case` members.
    /// - Throws: ``Problem`` of kind `malformed` or `invalid`, with a pointer to the member.
    package static func decode<Document: Decodable>(_ type: Document.Type, from bytes: [UInt8]) throws -> Document {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        do {
            return try decoder.decode(type, from: Data(bytes))
        } catch let error as DecodingError {
            throw Problem(decoding: error)
        }
    }
}

extension Problem {
    fileprivate init(decoding error: DecodingError) {
        func pointer(_ path: [any CodingKey]) -> String {
            path.map { "/" + ($0.intValue.map(String.init) ?? $0.stringValue) }.joined()
        }
        switch error {
        case .keyNotFound(let key, let context):
            let place = pointer(context.codingPath + [key])
            self.init(
                .invalid, "A required member is missing.", errors: [Pointer(pointer: place, detail: "is required")],
                cause: error)
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            self.init(
                .invalid, "A member has another type than it should have.",
                errors: [Pointer(pointer: pointer(context.codingPath), detail: context.debugDescription)], cause: error)
        case .dataCorrupted(let context) where !context.codingPath.isEmpty:
            self.init(
                .invalid, "A member has a value that it cannot have.",
                errors: [Pointer(pointer: pointer(context.codingPath), detail: context.debugDescription)], cause: error)
        case .dataCorrupted:
            self.init(.malformed, "The body is not JSON.", cause: error)
        @unknown default:
            self.init(.malformed, "The body could not be read.", cause: error)
        }
    }
}
