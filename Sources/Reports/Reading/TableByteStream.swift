internal import CZlib
internal import CZstd

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The content of a file from its start, piece by piece, inflated when its first bytes say that it is compressed.
final class TableByteStream {
    private enum Codec {
        case none
        case gzip(UnsafeMutablePointer<z_stream>)
        case zstd(OpaquePointer)
    }

    /// Bytes of compressed input that are read at once.
    private static let piece = 1 << 20

    private let path: String
    private let descriptor: Int32
    private let size: Int64
    private let codec: Codec
    private var input: UnsafeMutableRawBufferPointer
    private var pending: Range<Int>
    private var bytesRead: Int64 = 0
    private var sourceEnded = false
    /// True between two members of compressed data: the file may end here.
    private var isBoundary = false

    /// - Throws: ``ReportError/Code/unreadable``.
    init(path: String) throws(ReportError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.unreadable(path, String(cString: strerror(errno))) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            _ = close(descriptor)
            throw Self.unreadable(path, "it is no regular file")
        }
        let input = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.piece, alignment: 16)
        let first = Platform.read(descriptor, input.baseAddress, Self.piece)
        guard first >= 0, let codec = Self.codec(UnsafeRawBufferPointer(rebasing: input[..<first])) else {
            let reason = first < 0 ? String(cString: strerror(errno)) : "there is no memory to inflate it"
            input.deallocate()
            _ = close(descriptor)
            throw Self.unreadable(path, reason)
        }
        self.path = path
        self.descriptor = descriptor
        self.codec = codec
        self.input = input
        size = Int64(status.st_size)
        pending = 0..<first
        bytesRead = Int64(first)
    }

    deinit {
        switch codec {
        case .none: break
        case .gzip(let stream):
            inflateEnd(stream)
            stream.deallocate()
        case .zstd(let stream): ZSTD_freeDStream(stream)
        }
        input.deallocate()
        _ = close(descriptor)
    }

    /// The part of the file, compressed as it is, that was read, 0 to 1.
    var fraction: Double { size > 0 ? min(1, Double(bytesRead) / Double(size)) : 1 }

    /// Fills as much of `output` as one step gives.
    ///
    /// - Returns: bytes written; 0 at the end.
    /// - Throws: ``ReportError/Code/unreadable``, ``ReportError/Code/malformed`` when compressed data is damaged.
    func read(into output: UnsafeMutableRawBufferPointer) throws(ReportError) -> Int {
        if case .none = codec { return try plain(into: output) }
        while true {
            if pending.isEmpty, !sourceEnded {
                let count = try fill(UnsafeMutableRawBufferPointer(rebasing: input[...]))
                pending = 0..<count
                sourceEnded = count == 0
            }
            if isBoundary, pending.isEmpty, sourceEnded { return 0 }
            if isBoundary, case .gzip = codec, input[pending].allSatisfy({ $0 == 0 }) {
                // Tapes and block devices pad with zeros after the last member.
                pending = pending.upperBound..<pending.upperBound
                continue
            }
            guard let step = step(into: output) else { throw damaged("is damaged") }
            pending = pending.lowerBound + step.consumed..<pending.upperBound
            isBoundary = step.isBoundary
            if step.produced > 0 { return step.produced }
            if sourceEnded, step.consumed == 0, !isBoundary { throw damaged("ends too early") }
        }
    }

    private func plain(into output: UnsafeMutableRawBufferPointer) throws(ReportError) -> Int {
        guard pending.isEmpty else {
            let count = min(pending.count, output.count)
            output.copyMemory(from: UnsafeRawBufferPointer(rebasing: input[pending.prefix(count)]))
            pending = pending.lowerBound + count..<pending.upperBound
            return count
        }
        return try fill(output)
    }

    private func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(ReportError) -> Int {
        while true {
            let count = Platform.read(descriptor, buffer.baseAddress, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Self.unreadable(path, String(cString: strerror(errno))) }
            bytesRead += Int64(count)
            return count
        }
    }

    private func step(
        into output: UnsafeMutableRawBufferPointer
    ) -> (consumed: Int, produced: Int, isBoundary: Bool)? {
        let source = UnsafeRawBufferPointer(rebasing: input[pending])
        switch codec {
        case .none: return nil
        case .gzip(let stream):
            stream.pointee.next_in = UnsafeMutablePointer(
                mutating: source.baseAddress?.assumingMemoryBound(to: UInt8.self))
            stream.pointee.avail_in = UInt32(source.count)
            stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
            stream.pointee.avail_out = UInt32(output.count)
            let code = inflate(stream, Z_NO_FLUSH)
            guard code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR else { return nil }
            let consumed = source.count - Int(stream.pointee.avail_in)
            let produced = output.count - Int(stream.pointee.avail_out)
            if code == Z_STREAM_END, inflateReset(stream) != Z_OK { return nil }
            return (consumed, produced, code == Z_STREAM_END)
        case .zstd(let stream):
            var from = ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: 0)
            var to = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
            let code = ZSTD_decompressStream(stream, &to, &from)
            guard ZSTD_isError(code) == 0 else { return nil }
            return (from.pos, to.pos, code == 0)
        }
    }

    /// What the first bytes say; nil without memory.
    private static func codec(_ first: UnsafeRawBufferPointer) -> Codec? {
        if first.starts(with: [0x1F, 0x8B]) {
            let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
            stream.initialize(to: z_stream())
            // 15 bits of window, +16: a gzip header is expected.
            guard inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
                stream.deallocate()
                return nil
            }
            return .gzip(stream)
        }
        if first.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) { return ZSTD_createDStream().map { .zstd($0) } }
        return Codec.none
    }

    private func damaged(_ how: String) -> ReportError {
        ReportError(
            .malformed, what: "The compressed data of \(path) \(how).",
            why: "It was probably not copied or written completely.",
            whatToDo: "Copy or write the file again and compare its size.")
    }

    static func unreadable(_ path: String, _ reason: String) -> ReportError {
        ReportError(
            .unreadable, what: "\(path) cannot be read: \(reason).",
            why: "The path is wrong, or this user may not read it.",
            whatToDo: "Check the path and its permissions; both tables must be files.")
    }
}

/// The system's `read`, which the method of the same name would hide.
private enum Platform {
    static func read(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int {
        #if canImport(Glibc)
            Glibc.read(descriptor, bytes, count)
        #else
            Darwin.read(descriptor, bytes, count)
        #endif
    }
}
