#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// An open file of which bytes are read at any position; closed when nobody holds it any more.
final class ImportSource: Sendable {
    /// The path as it was given.
    let path: String
    /// Bytes when it was opened.
    let size: Int64
    private let descriptor: Int32

    /// - Throws: ``ImportError/Code/fileUnreadable``.
    init(path: String) throws(ImportError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.unreadable(path) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let error = Self.unreadable(path)
            _ = close(descriptor)
            throw error
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            _ = close(descriptor)
            throw ImportError(
                .fileUnreadable, "\(path) is no regular file. Write what it gives to a file first, then import that.")
        }
        self.path = path
        self.descriptor = descriptor
        size = Int64(status.st_size)
    }

    /// A temporary file that has no name and goes away with its last user.
    ///
    /// - Parameter folder: where there is room for it.
    /// - Throws: ``ImportError/Code/notWritable``.
    init(temporaryIn folder: String) throws(ImportError) {
        var name = Array("\(folder)/import-XXXXXX".utf8CString)
        let descriptor = mkstemp(&name)
        guard descriptor >= 0, fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0 else {
            throw ImportError(.notWritable, "No temporary file can be made in \(folder): \(Self.reason()).")
        }
        unlink(name)
        path = folder
        self.descriptor = descriptor
        size = 0
    }

    deinit { _ = close(descriptor) }

    /// Reads up to `count` bytes at a position and appends them; 0 at the end of the file.
    func read(at offset: Int64, count: Int, appendingTo bytes: inout [UInt8]) throws(ImportError) -> Int {
        let start = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: count))
        var done = 0
        while done < count {
            let got = bytes.withUnsafeMutableBytes { buffer in
                pread(
                    descriptor, buffer.baseAddress?.advanced(by: start + done), count - done,
                    off_t(offset) + off_t(done))
            }
            if got < 0 {
                if errno == EINTR { continue }
                throw Self.unreadable(path)
            }
            if got == 0 { break }
            done += got
        }
        bytes.removeLast(count - done)
        return done
    }

    /// Writes bytes at a position of a temporary file.
    func write(_ bytes: borrowing RawSpan, at offset: Int64) throws(ImportError) {
        var done = 0
        while done < bytes.byteCount {
            let wrote = bytes.withUnsafeBytes { buffer in
                pwrite(
                    descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done, off_t(offset) + off_t(done)
                )
            }
            if wrote < 0 {
                if errno == EINTR { continue }
                throw ImportError(.notWritable, "A temporary copy in \(path) cannot be written: \(Self.reason()).")
            }
            done += wrote
        }
    }

    private static func unreadable(_ path: String) -> ImportError {
        ImportError(.fileUnreadable, "\(path) cannot be read: \(reason()).")
    }

    private static func reason() -> String { String(cString: strerror(errno)) }
}
