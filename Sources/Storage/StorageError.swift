/// Why the store did not do what was asked. What was refused was not stored in part: a retry is safe.
public struct StorageError: Error, Sendable, CustomStringConvertible {
    /// Stable names, part of the API: never reused.
    public enum Code: String, Sendable, CaseIterable {
        /// The store does not take data at the moment; try again later.
        case busy
        /// The disk is full.
        case full
        /// The data folder cannot be written.
        case readOnly = "read-only"
        /// A file of the data folder is damaged.
        case damaged
        /// The data folder was written by a later version of the program.
        case newerVersion = "newer-version"
        /// Another process owns the data folder: ``StorageError/owner`` says which.
        case locked
        /// A file or folder could not be opened, read or written.
        case unreachable
        /// The request names something that is not stored.
        case unknown
        /// The request contradicts what is stored, such as a watermark that would go back.
        case contradiction
        /// The store was closed.
        case closed
        /// A mistake of the program.
        case fault
    }

    /// What kind of error.
    public let code: Code
    /// For people: what happened and what to do.
    public let message: String
    /// For our log only.
    public let cause: (any Error)?
    /// Of ``Code/locked``: the process that owns the data folder.
    public let owner: FolderOwner?

    /// An error of the store.
    public init(_ code: Code, _ message: String, cause: (any Error)? = nil, owner: FolderOwner? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
        self.owner = owner
    }

    /// For our log: code, message and cause.
    public var description: String {
        cause.map { "\(code.rawValue): \(message) (\($0))" } ?? "\(code.rawValue): \(message)"
    }
}
