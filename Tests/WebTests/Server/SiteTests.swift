import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing
import Web

@Suite("Every answer")
struct SiteTests {
    func problem(_ response: TestResponse) throws -> ProblemDocument {
        #expect(response.headers[.contentType] == "application/problem+json")
        return try JSONBytes.decode(ProblemDocument.self, from: Array(response.text.utf8))
    }

    @Test("carries the sender's request id, or one of ours")
    func requestID() async throws {
        try await TestSite.test { client in
            let echoed = try await client.send(.get, "/v1/echo/a", headers: [.requestName: "abc-1"])
            #expect(echoed.headers[.requestName] == "abc-1")
            let first = try await client.send(.get, "/v1/echo/a", headers: [.requestName: "bad id\u{7f}"])
            let second = try await client.send(.get, "/v1/echo/a")
            #expect(first.headers[.requestName]?.hasPrefix("req-") == true)
            #expect(first.headers[.requestName] != second.headers[.requestName])
        }
    }

    @Test("forbids sniffing and foreign embedding; pages carry the strict policy")
    func securityHeaders() async throws {
        try await TestSite.test { client in
            let page = try await client.send(.get, "/page")
            #expect(page.headers[.contentSecurityPolicy]?.contains("script-src 'self'") == true)
            #expect(page.headers[.contentSecurityPolicy]?.contains("unsafe") == false)
            #expect(page.headers[.xContentTypeOptions] == "nosniff")
            #expect(page.headers[HTTPField.Name("Cross-Origin-Resource-Policy")!] == "same-origin")
        }
    }

    @Test("is tagged, and is 304 without a body when it has not changed")
    func entityTags() async throws {
        try await TestSite.test { client in
            let first = try await client.send(.get, "/v1/echo/a")
            let tag = try #require(first.headers[.eTag])
            #expect(tag.hasPrefix("W/\""))
            let again = try await client.send(.get, "/v1/echo/a", headers: [.ifNoneMatch: "\"other\", \(tag)"])
            #expect(again.status == .notModified)
            #expect(again.text.isEmpty)
            #expect(again.headers[.eTag] == tag)
            let other = try await client.send(.get, "/v1/echo/b", headers: [.ifNoneMatch: tag])
            #expect(other.status == .ok)
        }
    }

    @Test("is compressed when it is large and the client reads gzip")
    func compression() async throws {
        try await TestSite.test { client in
            let packed = try await client.send(.get, "/v1/echo/a?times=1000", headers: [.acceptEncoding: "br, gzip"])
            #expect(packed.headers[.contentEncoding] == nil, "1,000 letters are below the size where it pays")
            let large = try await client.send(
                .get, "/v1/echo/abcdef?times=1000", headers: [.acceptEncoding: "br, gzip"])
            #expect(large.headers[.contentEncoding] == "gzip")
            #expect(large.headers[.vary] == "Accept-Encoding")
            #expect(large.body.readableBytes < 200)
            for refused in ["identity", "gzip;q=0", "br"] {
                let plain = try await client.send(
                    .get, "/v1/echo/abcdef?times=1000", headers: [.acceptEncoding: refused])
                #expect(plain.headers[.contentEncoding] == nil)
                #expect(plain.headers[.eTag] == large.headers[.eTag])
            }
        }
    }

    @Test("to HEAD is the one to GET without its body")
    func head() async throws {
        try await TestSite.test { client in
            let get = try await client.send(.get, "/v1/echo/a")
            let head = try await client.send(.head, "/v1/echo/a")
            #expect(head.status == .ok)
            #expect(head.text.isEmpty)
            #expect(head.headers[.contentLength] == String(get.body.readableBytes))
            #expect(head.headers[.eTag] == get.headers[.eTag])
        }
    }

    @Test("tolerates one slash at the end and does not redirect")
    func trailingSlash() async throws {
        try await TestSite.test { client in
            try await client.expect(.ok, .get, "/v1/echo/a/")
            try await client.expect(.ok, .post, "/v1/traces/")
            try await client.expect(.notFound, .get, "/v1/echo/a//")
        }
    }

    @Test("to an unknown address is a problem of its own kind")
    func notFound() async throws {
        try await TestSite.test { client in
            let response = try await client.send(.get, "/nowhere", headers: [.requestName: "r1"])
            #expect(response.status == .notFound)
            let problem = try problem(response)
            #expect(problem.type == "/problems/not-found")
            #expect(problem.status == 404)
            #expect(problem.requestId == "r1")
            #expect(problem.instance == "/requests/r1")
        }
    }

    @Test("to another method is 405 with the methods that work")
    func method() async throws {
        try await TestSite.test { client in
            let response = try await client.send(.delete, "/v1/echo/a")
            #expect(response.status == .methodNotAllowed)
            #expect(response.headers[.allow] == "GET, HEAD, POST")
            let refused = try problem(response)
            #expect(refused.type == "/problems/method")
        }
    }

    @Test("to a browser that opens an OpenTelemetry address says what the address is for")
    func browserAtTraces() async throws {
        try await TestSite.test { client in
            let response = try await client.send(.get, "/v1/traces", headers: [.accept: "text/html"])
            #expect(response.status == .methodNotAllowed)
            #expect(response.headers[.allow] == "POST")
            #expect(
                response.text
                    == #"{"code":12,"message":"OpenTelemetry exporters send here with POST: this address works. Point your exporter at it."}"#
            )
        }
    }

    @Test("to an unknown parameter is 400 with those that exist")
    func unknownParameter() async throws {
        try await TestSite.test { client in
            let response = try await client.send(.get, "/v1/echo/a?tmes=3")
            #expect(response.status == .badRequest)
            let problem = try problem(response)
            #expect(problem.type == "/problems/unknown-parameter")
            #expect(problem.detail.contains("times"))
        }
    }

    @Test("after a fault of ours names nothing of the inside")
    func internalFault() async throws {
        try await TestSite.test { client in
            let response = try await client.send(.get, "/v1/breaks")
            #expect(response.status == .internalServerError)
            #expect(!response.text.contains("calls") && !response.text.contains("Secret"))
        }
    }

    @Test("that asks to come back says when")
    func retryAfter() async throws {
        try await TestSite.test { client in
            let busy = try await client.send(.get, "/v1/busy")
            #expect(busy.status == .tooManyRequests)
            #expect(busy.headers[.retryAfter] == "2")
            #expect(try problem(busy).retryAfterS == 2)
            let stopping = try await client.send(.get, "/v1/fails")
            #expect(stopping.status == .serviceUnavailable)
            #expect(stopping.headers[.retryAfter] == "2")
        }
    }

    @Test("to a body beyond the limit is 413, whether the size was declared or not")
    func tooLarge() async throws {
        let body = String(repeating: "x", count: (4 << 20) + 1)
        try await TestSite.test { client in
            let response = try await client.send(.post, "/v1/echo/a", body: body)
            #expect(response.status == .contentTooLarge)
            #expect(try problem(response).detail.contains("4194304"))
            let fits = try await client.send(.post, "/v1/echo/a", body: String(repeating: "x", count: 4 << 20))
            #expect(fits.status == .created)
            #expect(fits.body.readableBytes == 4 << 20)
        }
    }

    @Test("to a form is a redirect that a reload does not repeat")
    func forms() async throws {
        try await TestSite.test { client in
            let response = try await client.send(.post, "/page/act")
            #expect(response.status == .seeOther)
            #expect(response.headers[.location] == "/page")
            #expect(response.headers[.cacheControl] == "no-store")
        }
    }

    @Test("to a foreign page that writes is 403 and nothing happens")
    func foreignPage() async throws {
        try await TestSite.test { client in
            for headers: HTTPFields in [[.origin: "https://evil.example"], [.fetchSite: "cross-site"]] {
                try await client.expect(.forbidden, .post, "/v1/echo/a", headers: headers, body: "x")
                try await client.expect(.forbidden, .post, "/page/act", headers: headers)
            }
            try await client.expect(.ok, .get, "/v1/echo/a", headers: [.fetchSite: "cross-site"])
        }
    }

    @Test("to a preflight of a trusted origin lets its page deliver telemetry")
    func preflight() async throws {
        let visitors = VisitorGuard(hosts: [], takesNumericHosts: false, trustedOrigins: ["https://app.example.com"])
        try await TestSite.test(visitors: visitors) { client in
            let trusted: HTTPFields = [.origin: "https://app.example.com", .fetchSite: "cross-site"]
            let preflight = try await client.send(.options, "/v1/traces", headers: trusted)
            #expect(preflight.status == .noContent)
            #expect(preflight.headers[.accessControlAllowOrigin] == "https://app.example.com")
            #expect(preflight.headers[.accessControlAllowMethods] == "POST")
            let sent = try await client.send(.post, "/v1/traces", headers: trusted)
            #expect(sent.status == .ok)
            #expect(sent.headers[.accessControlAllowOrigin] == "https://app.example.com")
            let foreign = try await client.send(.options, "/v1/traces", headers: [.origin: "https://evil.example"])
            #expect(foreign.status == .forbidden)
            #expect(foreign.headers[.accessControlAllowOrigin] == nil)
        }
    }
}

@Suite("What people edit, and what they repeat")
struct EditingTests {
    @Test("is changed only by who knows what is there")
    func preconditions() async throws {
        try await TestSite.test { client in
            let tag = try #require(try await client.send(.get, "/v1/setting").headers[.eTag])
            try await client.expect(.preconditionRequired, .put, "/v1/setting", body: "b")
            try await client.expect(.preconditionFailed, .put, "/v1/setting", headers: [.ifMatch: "W/\"other.1-1\""])
            let done = try await client.send(.put, "/v1/setting", headers: [.ifMatch: tag])
            #expect(done.status == .ok && done.headers[.eTag] != nil)
            try await client.expect(.ok, .put, "/v1/setting", headers: [.ifMatch: "\"x\", \(tag)"])
            try await client.expect(.ok, .put, "/v1/setting", headers: [.ifMatch: "*"])
        }
    }

    @Test("is done once under one key, and refused when the key was for something else")
    func repeats() async throws {
        try await TestSite.test { client in
            let key: HTTPFields = [HTTPField.Name("Idempotency-Key")!: "a"]
            let first = try await client.send(.post, "/v1/counts", headers: key, body: "x")
            let again = try await client.send(.post, "/v1/counts", headers: key, body: "x")
            #expect(first.text == again.text)
            let without = try await client.send(.post, "/v1/counts", body: "x")
            #expect(without.text != first.text)
            try await client.expect(.unprocessableContent, .post, "/v1/counts", headers: key, body: "y")
        }
    }

    @Test("is slowed down beyond a hundred requests at once, telemetry never")
    func allowance() async throws {
        try await TestSite.test { client in
            var refused: TestResponse?
            for _ in 0..<400 where refused == nil {
                let answer = try await client.send(.get, "/v1/echo/a")
                #expect(answer.headers[HTTPField.Name("RateLimit")!] != nil)
                if answer.status == .tooManyRequests { refused = answer }
            }
            #expect(refused?.headers[.retryAfter] != nil)
            try await client.expect(.ok, .post, "/v1/traces")
        }
    }
}

@Suite("A live connection")
struct LiveConnectionTests {
    @Test("serves one request after the other, refused ones with large bodies among them")
    func keepsAlive() async throws {
        try await TestSite.test(.live) { client in
            let large = String(repeating: "x", count: 300_000)
            try await client.expect(.notFound, .post, "/nowhere", body: large)
            try await client.expect(.ok, .get, "/v1/echo/a")
            #expect(try await client.send(.post, "/v1/echo/a", body: large).body.readableBytes == 300_000)
        }
    }

    @Test("shows a refusal to a sender whose body is beyond every limit")
    func refusesLarge() async throws {
        let body = String(repeating: "x", count: 6 << 20)
        try await TestSite.test(.live) { client in
            try await client.expect(.contentTooLarge, .post, "/v1/echo/a", body: body)
        }
    }
}
