import HTTPTypes
import Hummingbird
import NIOCore

/// Makes an answer ready to be sent: the same last steps for all of them, in one order.
package struct Finishing: Sendable {
    /// Sends nobody to other origins and loads nothing from them.
    static let contentSecurityPolicy = """
        default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
        font-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'
        """

    /// Tags, compresses and guards an answer.
    static func response(_ answer: Answer, to head: HTTPRequest, requestID: String, closing: Bool) -> Response {
        var answer = answer
        answer.headers[.requestID] = requestID
        answer.headers[.xContentTypeOptions] = "nosniff"
        answer.headers[.referrerPolicy] = "same-origin"
        if answer.headers[.contentType]?.hasPrefix("text/html") == true {
            answer.headers[.contentSecurityPolicy] = contentSecurityPolicy
            answer.headers[.crossOriginOpenerPolicy] = "same-origin"
            answer.headers[.permissionsPolicy] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        }
        if answer.headers[.accessControlAllowOrigin] == nil {
            answer.headers[.crossOriginResourcePolicy] = "same-origin"
        }
        switch answer.caching {
        case .none:
            answer.headers[.cacheControl] = "no-store"
            // After an edit: the tag that the next one must show.
            if answer.version != nil {
                answer.headers[.eTag] = EntityTag(version: answer.version, content: answer.bytes).text
            }
        case .immutable: answer.headers[.cacheControl] = "public, max-age=31536000, immutable"
        case .revalidate:
            answer.headers[.cacheControl] = "no-cache, private"
            let tag = EntityTag(version: answer.version, content: answer.bytes).text
            answer.headers[.eTag] = tag
            if answer.status == .ok, matches(head.headerFields[.ifNoneMatch], tag) {
                answer.status = .notModified
                answer.bytes = []
                answer.headers[.contentType] = nil
            }
        }
        compress(&answer, for: head)
        if closing { answer.headers[.connection] = "close" }
        let isHead = head.method == .head
        let hasBody = answer.status != .notModified && answer.status != .noContent
        if hasBody { answer.headers[.contentLength] = String(answer.bytes.count) }
        return Response(
            status: answer.status, headers: answer.headers,
            body: isHead || !hasBody || answer.bytes.isEmpty
                ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: answer.bytes)))
    }

    private static func compress(_ answer: inout Answer, for head: HTTPRequest) {
        guard answer.mayCompress, answer.bytes.count > Gzip.smallest, answer.headers[.contentEncoding] == nil else {
            return
        }
        let type = answer.headers[.contentType] ?? ""
        let isText =
            type.hasPrefix("text/") || type.contains("json") || type.contains("svg") || type.contains("javascript")
        guard isText else { return }
        answer.headers[.vary] = "Accept-Encoding"
        guard Gzip.isAccepted(by: head.headerFields[.acceptEncoding]), let packed = Gzip.compress(answer.bytes) else {
            return
        }
        answer.bytes = packed
        answer.headers[.contentEncoding] = "gzip"
    }

    private static func matches(_ header: String?, _ tag: String) -> Bool {
        guard let header else { return false }
        if header == "*" { return true }
        let opaque = tag.dropFirst(2)
        return header.split(separator: ",").contains { candidate in
            let trimmed = candidate.trimmingPrefix(while: { $0 == " " })
            return trimmed == tag || trimmed == opaque
        }
    }
}
