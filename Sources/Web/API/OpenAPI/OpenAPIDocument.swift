import HTTPTypes

/// The description of the API for programs, OpenAPI 3.1: made from the routes, so that it says what the server does.
package enum OpenAPIDocument {
    /// - Parameters:
    ///   - routes: those with a description are part of the contract.
    ///   - version: of the program.
    package static func tree(routes: [Route], version: String) -> JSONTree {
        var components: [String: JSONTree] = [:]
        let problem = APISchema.named("Problem", APISchema.derived(from: ProblemDocument.example))
        _ = problem.tree(components: &components)
        var paths: [String: [String: JSONTree]] = [:]
        for route in routes {
            guard let description = route.description else { continue }
            let path = route.path.replacing("...}", with: "}")
            let method = route.method.rawValue.lowercased()
            paths[path, default: [:]][method] = operation(route, description, path: path, components: &components)
        }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "Tiltmeter", "version": .text(version),
                "summary": "Sees when AI systems silently get worse.",
                "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
            ],
            "servers": [["url": "/"]],
            "paths": .object(paths.mapValues(JSONTree.object)),
            "components": ["schemas": .object(components)],
        ]
    }

    private static func operation(
        _ route: Route, _ description: RouteDescription, path: String, components: inout [String: JSONTree]
    ) -> JSONTree {
        var operation: [String: JSONTree] = [
            "summary": .text(description.summary), "tags": [.text(description.group)],
            "operationId": .text(operationID(route)),
        ]
        let parameters = pathParameters(path) + route.query.map(queryParameter)
        if !parameters.isEmpty { operation["parameters"] = .list(parameters) }
        if let request = description.request {
            operation["requestBody"] = body(request, components: &components)
        }
        var responses: [String: JSONTree] = [:]
        for answer in description.answers {
            var response: [String: JSONTree] = ["description": .text(answer.meaning)]
            if let type = answer.contentType {
                let schema = answer.schema?.tree(components: &components) ?? [:]
                response["content"] = .object([type: ["schema": schema]])
            }
            responses[String(answer.status)] = .object(response)
        }
        for problem in description.problems where responses[String(problem.status)] == nil {
            responses[String(problem.status)] = [
                "description": .text("\(problem.title): /problems/\(problem.rawValue)"),
                "content": ["application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]],
            ]
        }
        responses["default"] = [
            "description": "A problem (RFC 9457)",
            "content": ["application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]],
        ]
        operation["responses"] = .object(responses)
        return .object(operation)
    }

    private static func body(_ request: BodyDescription, components: inout [String: JSONTree]) -> JSONTree {
        var content: [String: JSONTree] = [:]
        for type in request.contentTypes {
            var media: [String: JSONTree] = [:]
            if let schema = request.schema { media["schema"] = schema.tree(components: &components) }
            if let example = request.example { media["example"] = example }
            content[type] = .object(media)
        }
        return ["required": true, "content": .object(content)]
    }

    private static func pathParameters(_ path: String) -> [JSONTree] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }.map { part in
            [
                "name": .text(String(part.dropFirst().dropLast())), "in": "path", "required": true,
                "schema": ["type": "string"],
            ]
        }
    }

    private static func queryParameter(_ parameter: Route.Parameter) -> JSONTree {
        [
            "name": .text(parameter.name), "in": "query", "required": false, "description": .text(parameter.meaning),
            "schema": ["type": "string"],
        ]
    }

    /// `get_v1_systems_slug`.
    private static func operationID(_ route: Route) -> String {
        let words = route.path.split { !$0.isLetter && !$0.isNumber }
        return ([route.method.rawValue.lowercased()] + words.map(String.init)).joined(separator: "_")
    }
}

extension ProblemDocument {
    /// Every member filled in.
    static let example = ProblemDocument(
        Problem(.busy, "The store lags behind.", errors: [.init(pointer: "/tokens/input", detail: "must be >= 0")]),
        requestID: "req-1")
}
