/// `/` before the first call: three ways to begin, and what to expect from each number of calls.
package struct WelcomePage: Encodable, Sendable {
    /// Where clients reach this server, without a slash at the end: `http://localhost:7455`.
    package let address: String
    /// Whether clients must send a key.
    package let needsKey: Bool
    /// How to start the program, as it was called: `tiltmeter`.
    package let command: String

    package init(address: String, needsKey: Bool, command: String) {
        self.address = address
        self.needsKey = needsKey
        self.command = command
    }
}
