/// Where a server listens: a host and a port.
struct ListenAddress: Sendable, Hashable {
    let host: String
    let port: Int

    /// Reads `127.0.0.1:7455`, `[::1]:7455`, `localhost:7455` or `:7455` (every address).
    init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port)
        else { return nil }
        var host = String(text[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        if host.isEmpty { host = "0.0.0.0" }
        guard !host.contains(" "), !host.contains("/") else { return nil }
        self.host = host
        self.port = port
    }

    /// An address that is already known to be right.
    init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// True when only this machine can reach it.
    var isLoopback: Bool {
        host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }

    /// As it stands in a URL.
    var text: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
