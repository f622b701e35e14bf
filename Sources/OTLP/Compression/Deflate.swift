internal import CDeflate

/// DEFLATE through libdeflate, whole bodies at once.
enum Deflate {
    enum Format { case gzip, zlib, raw }

    /// The two bytes of RFC 1950: method 8, a window of at most 32 KiB, and a check that 31 divides both.
    static func hasZlibHeader(_ body: [UInt8]) -> Bool {
        guard body.count >= 2 else { return false }
        return body[0] & 0x0F == 8 && body[0] >> 4 <= 7 && (Int(body[0]) << 8 | Int(body[1])) % 31 == 0
    }

    /// Inflates one stream, or several members of gzip after each other.
    static func inflate(_ body: [UInt8], format: Format, limit: Int) throws(CompressionError) -> [UInt8] {
        guard let decompressor = libdeflate_alloc_decompressor() else { throw .tooLarge }
        defer { libdeflate_free_decompressor(decompressor) }
        var result: [UInt8] = []
        var consumed = 0
        repeat {
            let room = limit - result.count
            var capacity = min(room, max(4_096, firstGuess(body, from: consumed, format)))
            var member: (bytes: [UInt8], consumed: Int)?
            while member == nil {
                member = try attempt(decompressor, body, from: consumed, format, capacity: capacity)
                if member == nil {
                    guard capacity < room else { throw .tooLarge }
                    capacity = min(room, capacity * 4)
                }
            }
            guard let member, member.consumed > 0 else { throw .malformed }
            if result.isEmpty { result = member.bytes } else { result.append(contentsOf: member.bytes) }
            consumed += member.consumed
        } while consumed < body.count && format == .gzip
        guard consumed == body.count else { throw .malformed }
        return result
    }

    /// `nil` when the output did not fit.
    private static func attempt(
        _ decompressor: OpaquePointer, _ body: [UInt8], from start: Int, _ format: Format, capacity: Int
    ) throws(CompressionError) -> (bytes: [UInt8], consumed: Int)? {
        var consumed = 0
        var status = LIBDEFLATE_BAD_DATA
        let bytes = body.withUnsafeBytes { input in
            [UInt8](unsafeUninitializedCapacity: max(1, capacity)) { output, written in
                let from = input.baseAddress?.advanced(by: start)
                let count = input.count - start
                switch format {
                case .gzip:
                    status = libdeflate_gzip_decompress_ex(
                        decompressor, from, count, output.baseAddress, capacity, &consumed, &written)
                case .zlib:
                    status = libdeflate_zlib_decompress_ex(
                        decompressor, from, count, output.baseAddress, capacity, &consumed, &written)
                case .raw:
                    status = libdeflate_deflate_decompress_ex(
                        decompressor, from, count, output.baseAddress, capacity, &consumed, &written)
                }
                // After a failure libdeflate says nothing about what it wrote.
                if status != LIBDEFLATE_SUCCESS { written = 0 }
            }
        }
        switch status {
        case LIBDEFLATE_SUCCESS: return (bytes, consumed)
        case LIBDEFLATE_INSUFFICIENT_SPACE: return nil
        default: throw .malformed
        }
    }

    /// How large to make the first buffer: the size in gzip's trailer where it is plausible, else four times the body.
    private static func firstGuess(_ body: [UInt8], from start: Int, _ format: Format) -> Int {
        let rest = body.count - start
        let usual = rest.multipliedReportingOverflow(by: 4).partialValue
        guard format == .gzip, rest >= 18 else { return usual }
        let trailer = body[(body.count - 4)...].reversed().reduce(0) { $0 << 8 | Int($1) }
        return trailer <= rest.multipliedReportingOverflow(by: 32).partialValue ? trailer : usual
    }
}
