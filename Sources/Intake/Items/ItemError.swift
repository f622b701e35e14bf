/// Why one item of a request was refused: what is wrong, and where in the item.
public struct ItemError: Error, Sendable, Hashable {
    /// A JSON Pointer (RFC 6901) into the item, such as `/tokens/input`; empty for the item as a whole.
    public let pointer: String
    /// What must be different, in words that follow the member's name: `must be >= 0`.
    public let detail: String

    /// An error at a place.
    public init(_ pointer: String, _ detail: String) {
        self.pointer = pointer
        self.detail = detail
    }

    /// The sentence that clients show: `latency_ms must be >= 0`.
    public var message: String {
        pointer.isEmpty ? detail : "\(pointer.dropFirst().replacing("/", with: ".")) \(detail)"
    }
}

/// Something about an item that was accepted which its sender should know.
public struct ItemWarning: Sendable, Hashable {
    /// A JSON Pointer into the item; empty for the item as a whole.
    public let pointer: String
    /// What was done.
    public let detail: String

    /// A warning at a place.
    public init(_ pointer: String, _ detail: String) {
        self.pointer = pointer
        self.detail = detail
    }
}
