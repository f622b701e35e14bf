import HTTPTypes
import Testing
import Web

@Suite("The route table")
struct RouteTableTests {
    static func route(_ method: HTTPRequest.Method, _ path: String) -> Route {
        Route(method, path, for: .api) { _ in Answer(status: .ok, contentType: nil, bytes: []) }
    }

    let table = RouteTable([
        route(.get, "/"), route(.get, "/v1/calls"), route(.post, "/v1/calls"), route(.get, "/v1/calls/{id}"),
        route(.get, "/v1/calls/facets"), route(.get, "/v1/systems/{slug}/slices/{slice}"),
        route(.get, "/assets/{file...}"), route(.put, "/v1/budget"),
    ])

    func found(_ method: HTTPRequest.Method, _ path: String) -> String {
        switch table.match(method, path) {
        case .route(let route, let parameters):
            ([route.path] + parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }).joined(
                separator: " ")
        case .otherMethods(let methods, _): "405 " + methods.map(\.rawValue).joined(separator: ",")
        case .nothing: "404"
        }
    }

    @Test(
        "finds the route of a path",
        arguments: [
            ("/", "/"), ("/v1/calls", "/v1/calls"), ("/v1/calls/abc", "/v1/calls/{id} id=abc"),
            ("/v1/calls/facets", "/v1/calls/facets"), ("/v1/calls/a/b", "404"), ("/v1", "404"), ("", "/"),
            ("/v1/calls/", "404"), ("/assets/a/b.css", "/assets/{file...} file=a/b.css"),
            (
                "/v1/systems/s/slices/language:es+topic:a%2Fb",
                "/v1/systems/{slug}/slices/{slice} slice=language:es+topic:a/b slug=s"
            ),
        ])
    func finds(path: String, expected: String) {
        #expect(found(.get, path) == expected)
    }

    @Test("answers HEAD where there is a GET")
    func head() {
        #expect(found(.head, "/v1/calls") == "/v1/calls")
    }

    @Test("names the methods that an address takes")
    func methods() {
        #expect(found(.delete, "/v1/calls") == "405 GET,HEAD,POST")
        #expect(found(.get, "/v1/budget") == "405 PUT")
    }
}
