import HTTPTypes
import Testing
import Web

@Suite("The visitor guard")
struct VisitorGuardTests {
    let loopback = VisitorGuard(hosts: [], takesNumericHosts: false, trustedOrigins: ["https://app.example.com"])

    func request(host: String?, origin: String? = nil, site: String? = nil) -> HTTPRequest {
        var fields: HTTPFields = [:]
        fields[.origin] = origin
        fields[.fetchSite] = site
        return HTTPRequest(method: .post, scheme: "http", authority: host, path: "/", headerFields: fields)
    }

    func passes(
        _ request: HTTPRequest, by visitors: VisitorGuard? = nil, audience: Route.Audience = .api,
        isWriting: Bool = true
    ) -> Bool {
        do {
            try (visitors ?? loopback).check(request, audience: audience, isWriting: isWriting)
            return true
        } catch {
            return false
        }
    }

    @Test(
        "knows this machine by its loopback names, on any port",
        arguments: ["localhost:7455", "127.0.0.1:1", "[::1]:7455", "LOCALHOST"])
    func loopbackNames(host: String) {
        #expect(passes(request(host: host), isWriting: false))
    }

    @Test(
        "refuses names that a stranger made point here",
        arguments: [
            "evil.example", "evil.example:7455", "127.0.0.1.evil.example", "localhost.evil.example", "10.0.0.1:7455",
        ])
    func rebinding(host: String) {
        #expect(!passes(request(host: host), isWriting: false))
    }

    @Test("knows the configured public name and, when it listens to the network, numeric addresses")
    func publicNames() {
        let visitors = VisitorGuard(hosts: ["Tilt.Example.com"], takesNumericHosts: true, trustedOrigins: [])
        #expect(passes(request(host: "tilt.example.com"), by: visitors, isWriting: false))
        #expect(passes(request(host: "10.1.2.3:7455"), by: visitors, isWriting: false))
        #expect(!passes(request(host: "evil.example"), by: visitors, isWriting: false))
    }

    @Test("lets programs write, which send neither Origin nor Sec-Fetch-Site")
    func programs() {
        #expect(passes(request(host: "localhost:7455")))
    }

    @Test("lets our own pages write")
    func ownPages() {
        #expect(passes(request(host: "localhost:7455", origin: "http://localhost:7455", site: "same-origin")))
        #expect(passes(request(host: "localhost", origin: "http://localhost:80", site: "same-origin")))
    }

    @Test(
        "lets no other page write",
        arguments: [
            ("https://evil.example", nil), (nil, "cross-site"), (nil, "same-site"), ("null", nil),
            ("http://localhost:9999", nil), ("https://evil.example", "same-origin"), ("garbage", nil),
        ] as [(String?, String?)])
    func foreignPages(origin: String?, site: String?) {
        #expect(!passes(request(host: "localhost:7455", origin: origin, site: site)))
    }

    @Test("lets pages of trusted origins deliver telemetry, and nothing else")
    func trusted() {
        let request = request(host: "localhost:7455", origin: "https://app.example.com", site: "cross-site")
        #expect(passes(request, audience: .openTelemetry))
        #expect(passes(request, audience: .intake))
        #expect(!passes(request, audience: .api))
        #expect(!passes(request, audience: .pages))
    }
}
