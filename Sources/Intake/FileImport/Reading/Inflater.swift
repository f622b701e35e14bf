internal import CZlib
internal import CZstd

/// Inflates a stream piece by piece, in memory that does not grow with the stream.
///
/// One-shot inflation, as requests use it, needs the whole text in memory; an imported file may be larger than that.
final class Inflater {
    private enum Codec {
        case gzip(UnsafeMutablePointer<z_stream>)
        case zstd(OpaquePointer)
    }

    /// What one step did.
    struct Step {
        /// Bytes of input that were used up.
        let consumed: Int
        /// Bytes of output that were written.
        let produced: Int
        /// True when a member or frame is complete: the stream may end here.
        let isBoundary: Bool
    }

    private let codec: Codec

    /// `nil` when there is no memory for it.
    init?(gzip: Void) {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // 15 bits of window, +16: a gzip header is expected.
        guard inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            stream.deallocate()
            return nil
        }
        codec = .gzip(stream)
    }

    /// `nil` when there is no memory for it.
    init?(zstd: Void) {
        guard let stream = ZSTD_createDStream() else { return nil }
        codec = .zstd(stream)
    }

    deinit {
        switch codec {
        case .gzip(let stream):
            inflateEnd(stream)
            stream.deallocate()
        case .zstd(let stream): ZSTD_freeDStream(stream)
        }
    }

    /// Inflates some of the input into some of the output; `nil` when the data is damaged.
    func step(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> Step? {
        switch codec {
        case .gzip(let stream):
            stream.pointee.next_in = UnsafeMutablePointer(
                mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
            stream.pointee.avail_in = UInt32(input.count)
            stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
            stream.pointee.avail_out = UInt32(output.count)
            let code = inflate(stream, Z_NO_FLUSH)
            guard code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR else { return nil }
            let step = Step(
                consumed: input.count - Int(stream.pointee.avail_in),
                produced: output.count - Int(stream.pointee.avail_out), isBoundary: code == Z_STREAM_END)
            if code == Z_STREAM_END, inflateReset(stream) != Z_OK { return nil }
            return step
        case .zstd(let stream):
            var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
            var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
            let code = ZSTD_decompressStream(stream, &target, &source)
            guard ZSTD_isError(code) == 0 else { return nil }
            return Step(consumed: source.pos, produced: target.pos, isBoundary: code == 0)
        }
    }
}
