import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The lock of a data folder: held by one process at a time, let go when that ends, however it ends.
final class FolderLock: Sendable {
    private let path: String
    private let descriptor: Mutex<Int32?>

    /// Takes the lock.
    /// - Throws: ``StorageError/Code/locked`` with the owner when another process holds it.
    init(path: String, process: Int32) throws(StorageError) {
        self.path = path
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StorageError(.unreachable, "The lock \(path) cannot be opened: \(String(cString: strerror(errno))).")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            Self.release(descriptor)
            let owner = Self.owner(path: path)
            let where_ = owner.map { $0.address.isEmpty ? "process \($0.process)" : $0.address } ?? "another process"
            throw StorageError(.locked, "The data folder is in use by \(where_).", owner: owner)
        }
        self.descriptor = Mutex(descriptor)
        // The file may be left over from somebody who made it readable.
        _ = fchmod(descriptor, 0o600)
        try write(FolderOwner(process: process, address: "", token: ""))
    }

    deinit { release() }

    /// Lets go of the lock; the file stays, empty.
    func release() {
        descriptor.withLock { descriptor in
            guard let open = descriptor else { return }
            _ = ftruncate(open, 0)
            Self.release(open)
            descriptor = nil
        }
    }

    private static func release(_ descriptor: Int32) {
        _ = close(descriptor)
    }

    /// Says who holds the lock.
    func write(_ owner: FolderOwner) throws(StorageError) {
        do {
            let json = [UInt8](try JSONEncoder().encode(owner))
            let isWritten = descriptor.withLock { descriptor in
                guard let descriptor else { return false }
                return pwrite(descriptor, json, json.count, 0) == json.count
                    && ftruncate(descriptor, off_t(json.count)) == 0
            }
            guard isWritten else { throw StorageError(.unreachable, "The lock \(path) cannot be written.") }
        } catch {
            throw StorageError(error)
        }
    }

    /// Who holds, or held, a lock; `nil` when nobody says so.
    static func owner(path: String) -> FolderOwner? {
        // A lock that is missing, empty or half written names nobody.
        guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else { return nil }
        return try? JSONDecoder().decode(FolderOwner.self, from: data)
    }
}
