/// The problems that a request can meet. Their names are part of the API: each has a page `/problems/<name>` and a heading
/// in `docs/api.md`; none is ever reused.
package enum ProblemKind: String, Sendable, CaseIterable {
    case malformed
    case unknownParameter = "unknown-parameter"
    case unauthenticated
    case forbidden
    case notFound = "not-found"
    case method
    case timeout
    case conflict
    case gone
    case precondition
    case tooLarge = "too-large"
    case unsupportedType = "unsupported-type"
    case invalid
    case tooEarly = "too-early"
    case busy
    case `internal`
    case unavailable

    /// The HTTP status that it is answered with.
    package var status: Int {
        switch self {
        case .malformed, .unknownParameter: 400
        case .unauthenticated: 401
        case .forbidden: 403
        case .notFound: 404
        case .method: 405
        case .timeout: 408
        case .conflict, .tooEarly: 409
        case .gone: 410
        case .precondition: 412
        case .tooLarge: 413
        case .unsupportedType: 415
        case .invalid: 422
        case .busy: 429
        case .internal: 500
        case .unavailable: 503
        }
    }

    /// What happened, for people; the same for every occurrence.
    package var title: String {
        switch self {
        case .malformed: "The request could not be read"
        case .unknownParameter: "There is no such parameter"
        case .unauthenticated: "Who is asking is not known"
        case .forbidden: "This is not allowed"
        case .notFound: "There is nothing here"
        case .method: "This address takes another method"
        case .timeout: "The request took too long to arrive"
        case .conflict: "This contradicts what is stored"
        case .gone: "Retention has removed this"
        case .precondition: "Somebody else changed this in between"
        case .tooLarge: "The request is too large"
        case .unsupportedType: "This type of content is not read here"
        case .invalid: "The content is not right"
        case .tooEarly: "It is too early to say"
        case .busy: "Too much at once; try again in a moment"
        case .internal: "We made a mistake"
        case .unavailable: "The store does not take data at the moment"
        }
    }

    /// gRPC's code for it, as OpenTelemetry's answers carry it.
    package var grpcCode: Int {
        switch self {
        case .malformed, .unknownParameter, .unsupportedType, .invalid: 3
        case .unauthenticated: 16
        case .forbidden: 7
        case .notFound, .gone: 5
        case .method: 12
        case .timeout: 4
        case .conflict: 6
        case .precondition, .tooEarly: 9
        case .tooLarge, .busy: 8
        case .internal: 13
        case .unavailable: 14
        }
    }
}
