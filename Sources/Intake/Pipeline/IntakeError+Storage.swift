import Storage

extension IntakeError {
    /// What a sender is told when the store did not take a batch. A transient fault is never an internal error: clients
    /// do not send again after one.
    init(_ error: StorageError) {
        switch error.code {
        case .busy:
            self.init(.busy, "The store is behind. Send the batch again in 2 seconds.", cause: error)
        case .full:
            self.init(.unavailable, "The disk is full. Send the batch again in 2 seconds.", cause: error)
        case .readOnly, .unreachable, .locked, .newerVersion, .damaged:
            self.init(
                .unavailable, "The store cannot be written at the moment. Send the batch again in 2 seconds.",
                cause: error)
        case .closed:
            self.init(.unavailable, "The program is stopping. Send the batch again in 2 seconds.", cause: error)
        case .unknown, .contradiction, .fault:
            self.init(.fault, "The batch could not be stored because of a mistake of the program.", cause: error)
        }
    }
}
