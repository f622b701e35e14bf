/// What the server takes at most. Configured; the assembly hands it in.
package struct ServerLimits: Sendable, Hashable {
    /// Bytes of a body on the wire.
    package var body: Int
    /// Bytes of a body after decompression.
    package var inflated: Int
    /// Bytes of a JSON document that configures something.
    package var document: Int
    /// How long a body may take to arrive, in seconds.
    package var receiveSeconds: Int
    /// Memory of all bodies in work, in bytes.
    package var memory: Int
    /// Open connections.
    package var connections: Int
    /// Seconds after which a silent connection is closed; longer than clients keep one.
    package var idleSeconds: Int

    /// Requests per second that one address may go on sending to pages and API; telemetry is not counted.
    package var requestsPerSecond = 20
    /// Requests that one address may send at once after a pause.
    package var requestBurst = 100

    /// The standard limits (docs/configuration.md).
    package static let standard = ServerLimits(
        body: 16 << 20, inflated: 64 << 20, document: 1 << 20, receiveSeconds: 30, memory: 192 << 20,
        connections: 1_024,
        idleSeconds: 120)

    package init(
        body: Int, inflated: Int, document: Int, receiveSeconds: Int, memory: Int, connections: Int, idleSeconds: Int
    ) {
        self.body = body
        self.inflated = inflated
        self.document = document
        self.receiveSeconds = receiveSeconds
        self.memory = memory
        self.connections = connections
        self.idleSeconds = idleSeconds
    }
}
