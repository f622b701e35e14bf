package import HTTPTypes
import NIOCore
package import Telemetry

/// One request that is being answered, after its route was found and its sender was let in.
package struct Exchange: Sendable {
    /// The method as sent; `HEAD` comes as `GET`.
    package let method: HTTPRequest.Method
    /// The path without query, as sent, without a slash at the end.
    package let path: String
    /// What stands in the place of `{name}` in the route's path, decoded.
    package let parameters: [String: String]
    /// What follows the question mark.
    package let query: Query
    /// As sent.
    package let headers: HTTPFields
    /// Echoed or made; in every error and log line.
    package let requestID: String
    /// The instant at which the request is answered.
    package let now: Timestamp
    /// What follows the headers.
    package let body: IncomingBody

    /// The same request with a body that was read already.
    func with(body bytes: ByteBuffer) -> Exchange {
        Exchange(
            method: method, path: path, parameters: parameters, query: query, headers: headers, requestID: requestID,
            now: now, body: IncomingBody(bytes, seconds: 30))
    }

    /// The value of a path parameter. The route's path names it, so it is always there.
    package func parameter(_ name: String) -> String { parameters[name] ?? "" }

    /// The value of a cookie.
    package func cookie(_ name: String) -> String? {
        for pair in (headers[.cookie] ?? "").split(separator: ";") {
            let parts = pair.split(separator: "=", maxSplits: 1)
            if parts.count == 2, parts[0].trimmingPrefix(while: { $0 == " " }) == name { return String(parts[1]) }
        }
        return nil
    }
}
