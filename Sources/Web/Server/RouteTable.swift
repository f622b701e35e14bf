package import HTTPTypes

/// All routes, and which of them a path belongs to.
package struct RouteTable: Sendable {
    /// What was found for a path.
    package enum Match: Sendable {
        case route(Route, parameters: [String: String])
        /// The address exists, with other methods.
        case otherMethods([HTTPRequest.Method], Route)
        case nothing
    }

    /// In the order in which they were declared.
    package let routes: [Route]
    private let root: Node

    private final class Node: Sendable {
        let fixed: [String: Node]
        let variable: Node?
        /// Takes the rest of the path, whatever follows.
        let rest: [(route: Route, name: String)]
        let routes: [(route: Route, names: [String])]

        init(_ entries: [(segments: ArraySlice<String>, route: Route, names: [String])]) {
            var fixed: [String: [(ArraySlice<String>, Route, [String])]] = [:]
            var variable: [(ArraySlice<String>, Route, [String])] = []
            var rest: [(Route, String)] = []
            var routes: [(Route, [String])] = []
            for (segments, route, names) in entries {
                guard let first = segments.first else {
                    routes.append((route, names))
                    continue
                }
                if first.hasSuffix("...}") {
                    rest.append((route, String(first.dropFirst().dropLast(4))))
                } else if first.hasPrefix("{") {
                    variable.append((segments.dropFirst(), route, names + [String(first.dropFirst().dropLast())]))
                } else {
                    fixed[first, default: []].append((segments.dropFirst(), route, names))
                }
            }
            self.fixed = fixed.mapValues { Node($0) }
            self.variable = variable.isEmpty ? nil : Node(variable)
            self.rest = rest
            self.routes = routes
        }
    }

    package init(_ routes: [Route]) {
        self.routes = routes
        root = Node(routes.map { route in (route.path.split(separator: "/").map(String.init)[...], route, []) })
    }

    /// Finds the route of a method and a path. `HEAD` is answered by the route of `GET`. A fixed part wins over a variable one.
    package func match(_ method: HTTPRequest.Method, _ path: String) -> Match {
        let segments: [String] = path.split(omittingEmptySubsequences: false) { $0 == "/" }.dropFirst().map(String.init)
        let wanted: HTTPRequest.Method = method == .head ? .get : method
        var found: [(route: Route, parameters: [String: String])] = []
        collect(root, segments == [""] ? [] : segments[...], [], into: &found)
        if let match = found.first(where: { $0.route.method == wanted }) {
            return .route(match.route, parameters: match.parameters)
        }
        guard let other = found.first else { return .nothing }
        var methods: [HTTPRequest.Method] = []
        for candidate in found where !methods.contains(candidate.route.method) {
            methods.append(candidate.route.method)
            if candidate.route.method == .get { methods.append(.head) }
        }
        return .otherMethods(methods, other.route)
    }

    private func collect(
        _ node: Node, _ segments: ArraySlice<String>, _ values: [String],
        into found: inout [(route: Route, parameters: [String: String])]
    ) {
        guard let first = segments.first else {
            for (route, names) in node.routes {
                found.append((route, Dictionary(zip(names, values), uniquingKeysWith: { first, _ in first })))
            }
            return
        }
        if let next = node.fixed[first] { collect(next, segments.dropFirst(), values, into: &found) }
        if let next = node.variable, !first.isEmpty {
            collect(next, segments.dropFirst(), values + [PercentCoding.decoded(first)], into: &found)
        }
        for (route, name) in node.rest { found.append((route, [name: segments.joined(separator: "/")])) }
    }
}
