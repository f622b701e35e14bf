import GRDB

extension StorageError {
    /// Says in our words what SQLite reported; an error that is ours already stays as it is.
    init(_ error: any Error) {
        if let error = error as? StorageError {
            self = error
            return
        }
        guard let database = error as? DatabaseError else {
            self.init(.fault, "The store made a mistake; its log says which.", cause: error)
            return
        }
        switch database.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(.busy, "The store does not take data at the moment; try again.", cause: error)
        case .SQLITE_FULL:
            self.init(.full, "The disk of the data folder is full.", cause: error)
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
            self.init(.readOnly, "The data folder cannot be written.", cause: error)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FORMAT:
            self.init(
                .damaged, "A file of the data folder is damaged; run the doctor and restore it from a backup.",
                cause: error)
        case .SQLITE_CANTOPEN, .SQLITE_IOERR, .SQLITE_NOLFS:
            self.init(.unreachable, "A file of the data folder cannot be opened, read or written.", cause: error)
        default:
            self.init(.fault, "The store made a mistake; its log says which.", cause: error)
        }
    }
}
