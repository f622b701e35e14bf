import Logging
import ServiceLifecycle
import Storage

/// Holds the data folder for as long as anybody works on it, and closes it last: everything written, the lock let go.
struct FolderService: Service {
    let folder: DataFolder
    let logger: Logger

    func run() async throws {
        // Waits to be stopped; being cancelled is a way to be stopped.
        try? await gracefulShutdown()
        do {
            try await folder.close()
        } catch {
            logger.error(
                "The data folder was not closed cleanly; the next start repairs it.", metadata: ["cause": "\(error)"])
        }
    }
}
