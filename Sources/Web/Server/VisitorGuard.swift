package import HTTPTypes

/// Keeps web pages of strangers from talking to a server that asks nobody who they are: by the host that a browser
/// believes to talk to, and by where a request comes from.
package struct VisitorGuard: Sendable, Hashable {
    /// Names under which the server is reached, in lower case, without a port: those that it listens on and the configured
    /// public one.
    package let hosts: Set<String>
    /// True when the server listens beyond this machine: then every numeric address is a name of it.
    package let takesNumericHosts: Bool
    /// Origins, such as `https://app.example.com`, whose pages may deliver telemetry.
    package let trustedOrigins: Set<String>

    /// Names of this machine that are accepted without configuration.
    package static let loopbackHosts: Set<String> = ["localhost", "127.0.0.1", "[::1]"]

    package init(hosts: Set<String>, takesNumericHosts: Bool, trustedOrigins: Set<String>) {
        self.hosts = Self.loopbackHosts.union(hosts.map { $0.lowercased() })
        self.takesNumericHosts = takesNumericHosts
        self.trustedOrigins = trustedOrigins
    }

    /// Lets a request pass or says why not.
    /// - Throws: ``Problem`` of kind `forbidden`.
    package func check(_ head: HTTPRequest, audience: Route.Audience, isWriting: Bool) throws(Problem) {
        if let authority = head.authority, !authority.isEmpty {
            let host = Self.host(of: authority)
            guard hosts.contains(host) || (takesNumericHosts && Self.isNumeric(host)) else {
                throw Problem(
                    .forbidden,
                    """
                    This server is not known under the name in the Host header. If it should be, set public_url in its \
                    configuration.
                    """)
            }
        }
        guard isWriting else { return }
        let origin = head.headerFields[.origin]
        if let origin, audience == .intake || audience == .openTelemetry, trustedOrigins.contains(origin) { return }
        let site = head.headerFields[.secFetchSite]?.lowercased()
        if site == "cross-site" || site == "same-site" { throw Self.foreign }
        guard let origin else { return }
        guard let authority = head.authority, Self.authority(of: origin) == authority.lowercased() else {
            throw Self.foreign
        }
    }

    /// True when browsers of this origin may deliver telemetry.
    package func trusts(_ origin: String) -> Bool { trustedOrigins.contains(origin) }

    private static let foreign = Problem(
        .forbidden,
        """
        This request was made by a web page of another site, and such pages may not write here. If yours should, add its \
        origin to cors.origins.
        """)

    private static func host(of authority: String) -> String {
        let lower = authority.lowercased()
        if lower.hasPrefix("[") { return lower.prefix { $0 != "]" } + "]" }
        return String(lower.prefix { $0 != ":" })
    }

    private static func authority(of origin: String) -> String? {
        let lower = origin.lowercased()
        for (scheme, port) in [("http://", ":80"), ("https://", ":443")] where lower.hasPrefix(scheme) {
            let rest = String(lower.dropFirst(scheme.count))
            return rest.hasSuffix(port) ? String(rest.dropLast(port.count)) : rest
        }
        return nil
    }

    private static func isNumeric(_ host: String) -> Bool {
        host.hasPrefix("[") || host.split(separator: ".").allSatisfy { UInt8($0) != nil }
    }
}

extension HTTPField.Name {
    /// Where a browser's request comes from; only browsers send it, and pages cannot forge it.
    static let secFetchSite = Self("Sec-Fetch-Site")!  // A valid field name by its characters.
    static let requestID = Self("X-Request-Id")!
    static let crossOriginOpenerPolicy = Self("Cross-Origin-Opener-Policy")!
    static let crossOriginResourcePolicy = Self("Cross-Origin-Resource-Policy")!
    static let link = Self("Link")!
    static let permissionsPolicy = Self("Permissions-Policy")!
    static let referrerPolicy = Self("Referrer-Policy")!
    static let accessControlAllowPrivateNetwork = Self("Access-Control-Allow-Private-Network")!
}
