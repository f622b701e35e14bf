/// Why a price file was not taken. Nothing of it is in force then.
public struct PriceTableError: Error, Sendable, Hashable {
    /// Stable names, part of the API.
    public enum Code: String, Sendable, CaseIterable {
        /// Not JSON.
        case malformed = "price-file-malformed"
        /// JSON, but not of the format that was named.
        case wrongFormat = "price-file-wrong-format"
        /// An entry contradicts itself or holds no usable price.
        case invalidEntry = "price-file-invalid-entry"
    }

    /// What went wrong.
    public let code: Code
    /// For the sender: what, where, and what to do.
    public let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}
