/// Why a request is refused: thrown anywhere in `Web`, answered in one place. Nothing of its `detail` names a table, a file
/// or a host; causes go to the log only.
package struct Problem: Error, Sendable {
    /// Which problem.
    package let kind: ProblemKind
    /// The HTTP status that it is answered with; of its kind, but for a precondition that is missing.
    package var status: Int
    /// For the sender: what, why, what to do.
    package let detail: String
    /// Where in the request's document, if that is known.
    package var errors: [Pointer]
    /// Seconds after which a retry makes sense.
    package var retryAfter: Int?
    /// The methods that the address takes, for ``ProblemKind/method``.
    package var allow: [String]
    /// The codings that are read, for ``ProblemKind/unsupportedType``.
    package var acceptEncoding: String?
    /// For our log only.
    package var cause: (any Error)?

    /// One thing that is wrong in a document.
    package struct Pointer: Codable, Sendable, Hashable {
        /// A JSON Pointer such as `/tokens/input`.
        package let pointer: String
        /// What is wrong there.
        package let detail: String

        package init(pointer: String, detail: String) {
            self.pointer = pointer
            self.detail = detail
        }
    }

    package init(
        _ kind: ProblemKind, _ detail: String, errors: [Pointer] = [], allow: [String] = [],
        acceptEncoding: String? = nil,
        cause: (any Error)? = nil
    ) {
        self.kind = kind
        status = kind.status
        self.detail = detail
        self.errors = errors
        // The longest life that OpenTelemetry's clients give to a batch comes with two seconds.
        self.retryAfter = kind == .busy || kind == .unavailable ? 2 : nil
        self.allow = allow
        self.acceptEncoding = acceptEncoding
        self.cause = cause
    }
}

/// The body of a failed request, `application/problem+json` (RFC 9457).
package struct ProblemDocument: Codable, Sendable, Hashable {
    package let type: String
    package let title: String
    package let status: Int
    package let detail: String
    package let instance: String
    package let requestId: String
    package let errors: [Problem.Pointer]?
    package let retryAfterS: Int?

    package init(_ problem: Problem, requestID: String) {
        type = "/problems/\(problem.kind.rawValue)"
        title = problem.kind.title
        status = problem.status
        detail = problem.detail
        instance = "/requests/\(requestID)"
        requestId = requestID
        errors = problem.errors.isEmpty ? nil : problem.errors
        retryAfterS = problem.retryAfter
    }
}
