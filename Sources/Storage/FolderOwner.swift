/// The process that owns a data folder, as its lock file names it.
public struct FolderOwner: Sendable, Hashable, Codable {
    /// The process's number.
    public var process: Int32
    /// Where it can be reached, such as `http://127.0.0.1:4600`; empty until it listens.
    public var address: String
    /// The secret with which a command of the same user may talk to it; empty until it listens.
    public var token: String

    /// A process that owns a data folder.
    public init(process: Int32, address: String, token: String) {
        self.process = process
        self.address = address
        self.token = token
    }
}
