internal import CZstd

/// Zstandard, through its streaming interface, so that no size in a frame has to be believed.
enum Zstandard {
    /// The largest window, 8 MiB: what RFC 8878 asks every reader to support.
    private static let windowLog: Int32 = 23

    static func inflate(_ body: [UInt8], limit: Int) throws(CompressionError) -> [UInt8] {
        guard !body.isEmpty else { throw .malformed }
        guard let context = ZSTD_createDCtx() else { throw .tooLarge }
        defer { ZSTD_freeDCtx(context) }
        guard ZSTD_isError(ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, windowLog)) == 0 else {
            throw .malformed
        }
        var result: [UInt8] = []
        var input = ZSTD_inBuffer(src: nil, size: body.count, pos: 0)
        var hint = 1
        while input.pos < input.size || hint != 0 {
            let capacity = min(limit - result.count + 1, max(65_536, body.count * 4, result.count))
            let before = input.pos
            let chunk = body.withUnsafeBytes { source in
                [UInt8](unsafeUninitializedCapacity: capacity) { buffer, written in
                    input.src = source.baseAddress
                    var output = ZSTD_outBuffer(dst: buffer.baseAddress, size: capacity, pos: 0)
                    hint = ZSTD_decompressStream(context, &output, &input)
                    input.src = nil
                    written = output.pos
                }
            }
            guard ZSTD_isError(hint) == 0 else { throw .malformed }
            if result.isEmpty { result = chunk } else { result.append(contentsOf: chunk) }
            guard result.count <= limit else { throw .tooLarge }
            // No progress and yet not at the end of a frame: the body was cut off.
            if chunk.isEmpty, input.pos == before { throw .malformed }
        }
        return result
    }
}
