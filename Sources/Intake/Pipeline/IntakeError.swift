/// Why a batch was not taken. Nothing of it was stored; the same batch may come again.
public struct IntakeError: Error, Sendable, CustomStringConvertible {
    /// Stable names, part of the API.
    public enum Code: String, Sendable, CaseIterable {
        /// The store lags or memory is used up: come again in 2 seconds.
        case busy
        /// The store cannot be written, or the program stops: come again in 2 seconds.
        case unavailable
        /// A mistake of the program.
        case fault
    }

    /// What kind.
    public let code: Code
    /// For the sender: what happened and what to do. Names no table, file or host.
    public let message: String
    /// For our log only.
    public let cause: (any Error)?

    /// An error of intake.
    public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    /// For our log: code, message and cause.
    public var description: String {
        cause.map { "\(code.rawValue): \(message) (\($0))" } ?? "\(code.rawValue): \(message)"
    }
}
