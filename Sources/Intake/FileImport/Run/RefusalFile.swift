#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// `<file>.refused.jsonl`: the lines of one file that were not imported, with reasons. Made when the first one comes.
///
/// Not durable line by line: what a stop loses is refused again when the import goes on.
final class RefusalFile {
    /// Where it is.
    let path: String
    private var descriptor: Int32 = -1
    private var pending: [UInt8] = []

    init(path: String) {
        self.path = path
    }

    deinit { if descriptor >= 0 { _ = close(descriptor) } }

    /// True when a line was written.
    var exists: Bool { descriptor >= 0 || !pending.isEmpty }

    func append(_ line: RefusedLine) throws(ImportError) {
        pending += Array(line.json.utf8) + [0x0A]
        if pending.count >= 65_536 { try flush() }
    }

    func flush() throws(ImportError) {
        guard !pending.isEmpty else { return }
        if descriptor < 0 {
            // Lines may hold what the files hold: for the eyes of whoever imports them.
            descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { throw unwritable() }
        }
        var done = 0
        while done < pending.count {
            let wrote = pending[done...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if wrote < 0 {
                if errno == EINTR { continue }
                throw unwritable()
            }
            done += wrote
        }
        pending.removeAll(keepingCapacity: true)
    }

    private func unwritable() -> ImportError {
        ImportError(
            .notWritable, "The refused lines cannot be written to \(path): \(String(cString: strerror(errno))).")
    }
}
