public import Storage

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Files of an import that come in parts, kept in a folder of their own until they are imported.
///
/// Bytes are written at the place that belongs to them: a part that comes again after a stop is written over itself.
public struct ImportSpool: Sendable {
    /// The folder of one import.
    public let path: String

    private static let nameLimit = 128

    /// The spool of an import in a data folder.
    public init(folder: String, job: ImportNumber) {
        path = "\(folder)/imports/\(job)"
    }

    /// Where a file is kept: under its own name, so that messages name it.
    public func file(_ number: Int, name: String) -> String {
        let last = name.split(separator: "/").last.map(String.init) ?? ""
        let plain = String(last.filter { $0.isLetter || $0.isNumber || "._- ".contains($0) }.prefix(Self.nameLimit))
        let isUsable = !plain.isEmpty && !plain.allSatisfy { $0 == "." || $0 == " " }
        return "\(path)/\(number)/\(isUsable ? plain : "file")"
    }

    /// Writes bytes at a place of a file, makes the file when it is missing, and forgets what stood behind them. Durable
    /// when it returns.
    ///
    /// - Throws: ``ImportError/Code/notWritable``.
    public func write(_ bytes: ArraySlice<UInt8>, to file: String, at offset: Int64) throws(ImportError) {
        try makeFolders(of: file)
        let descriptor = open(file, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.unwritable(file) }
        defer { _ = close(descriptor) }
        guard ftruncate(descriptor, off_t(offset)) == 0 else { throw Self.unwritable(file) }
        var done = 0
        while done < bytes.count {
            let rest = bytes[(bytes.startIndex + done)...]
            let wrote = rest.withUnsafeBytes {
                pwrite(descriptor, $0.baseAddress, $0.count, off_t(offset) + off_t(done))
            }
            if wrote < 0 {
                if errno == EINTR { continue }
                throw Self.unwritable(file)
            }
            done += wrote
        }
        guard fsync(descriptor) == 0 else { throw Self.unwritable(file) }
    }

    /// Writes a small file as a whole.
    ///
    /// - Throws: ``ImportError/Code/notWritable``.
    public func keep(_ bytes: [UInt8], as name: String) throws(ImportError) {
        try write(bytes[...], to: "\(path)/\(name)", at: 0)
    }

    /// Reads a small file; `nil` when there is none.
    public func kept(_ name: String) -> [UInt8]? {
        // A file that cannot be read is as good as none: whoever needs it says so.
        guard let source = try? ImportSource(path: "\(path)/\(name)") else { return nil }
        var bytes: [UInt8] = []
        // See above.
        guard (try? source.read(at: 0, count: Int(source.size), appendingTo: &bytes)) != nil else { return nil }
        return bytes
    }

    /// Removes a file, if there is one.
    public func remove(_ file: String) {
        _ = unlink(file)
    }

    private func makeFolders(of file: String) throws(ImportError) {
        var end = file.startIndex
        while let slash = file[end...].dropFirst().firstIndex(of: "/") {
            let folder = String(file[..<slash])
            guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw Self.unwritable(folder) }
            end = slash
        }
    }

    private static func unwritable(_ path: String) -> ImportError {
        ImportError(.notWritable, "\(path) cannot be written: \(String(cString: strerror(errno))).")
    }
}
