package import HTTPTypes

/// One address and what is answered there: the single declaration that routing, the answers to wrong methods and unknown
/// parameters, and the OpenAPI document read.
package struct Route: Sendable {
    /// Who speaks at this address, and so how refusals look and who may write.
    package enum Audience: Sendable, Hashable {
        /// Programs: problems as JSON.
        case api
        /// Programs that deliver telemetry: as `api`, and browsers of configured origins may write.
        case intake
        /// OpenTelemetry clients: refusals as `google.rpc.Status`, no redirects, no compression.
        case openTelemetry
        /// People with browsers: problems as pages.
        case pages
    }

    /// A query parameter.
    package struct Parameter: Sendable, Hashable {
        package let name: String
        /// For the API document.
        package let meaning: String

        package init(_ name: String, _ meaning: String) {
            self.name = name
            self.meaning = meaning
        }
    }

    package let method: HTTPRequest.Method
    /// With `{name}` for the parts that vary: `/v1/systems/{slug}`. The last part may be `{name...}` for all that follows.
    package let path: String
    package let audience: Audience
    /// Query parameters that are understood; others are refused.
    package let query: [Parameter]
    /// What the API document says; `nil` for what is not part of the contract.
    package let description: RouteDescription?
    /// Names the state of what people edit at this address, where they do. Answers are tagged with it, and a writing request
    /// must show with `If-Match` that it knows the state that it is about to replace.
    package let version: (@Sendable (Exchange) async throws -> String)?
    /// Answers the request to the same path with `.json` at its end: the value that a page was drawn from.
    package let twin: (@Sendable (Exchange) async throws -> Answer)?
    /// Answers the request.
    package let handle: @Sendable (Exchange) async throws -> Answer

    package init(
        _ method: HTTPRequest.Method, _ path: String, for audience: Audience, query: [Parameter] = [],
        description: RouteDescription? = nil, version: (@Sendable (Exchange) async throws -> String)? = nil,
        twin: (@Sendable (Exchange) async throws -> Answer)? = nil,
        handle: @escaping @Sendable (Exchange) async throws -> Answer
    ) {
        self.method = method
        self.path = path
        self.audience = audience
        self.query = query
        self.description = description
        self.version = version
        self.twin = twin
        self.handle = handle
    }

    /// True for methods that change something.
    package var isWriting: Bool { method != .get && method != .head && method != .options }
}
