import CDeflate
import CZstd
import OTLP
import Testing

@Suite("A compressed body")
struct ContentCodingTests {
    private let text = Array(String(repeating: "Where is my order? ", count: 400).utf8)

    enum Format { case gzip, zlib, raw, zstd }

    private func compressed(_ body: [UInt8], _ format: Format) -> [UInt8] {
        let compressor = libdeflate_alloc_compressor(6)
        defer { libdeflate_free_compressor(compressor) }
        return [UInt8](unsafeUninitializedCapacity: body.count + 1_024) { output, count in
            count = body.withUnsafeBytes { input in
                switch format {
                case .gzip:
                    libdeflate_gzip_compress(
                        compressor, input.baseAddress, input.count, output.baseAddress, output.count)
                case .zlib:
                    libdeflate_zlib_compress(
                        compressor, input.baseAddress, input.count, output.baseAddress, output.count)
                case .raw:
                    libdeflate_deflate_compress(
                        compressor, input.baseAddress, input.count, output.baseAddress, output.count)
                case .zstd: ZSTD_compress(output.baseAddress, output.count, input.baseAddress, input.count, 3)
                }
            }
        }
    }

    private static let formats: [(Format, ContentCoding)] = [
        (.gzip, .gzip), (.zlib, .deflate), (.raw, .deflate), (.zstd, .zstd),
    ]

    @Test("comes out as it went in", arguments: formats)
    func roundTrip(format: Format, coding: ContentCoding) throws {
        #expect(try coding.inflate(compressed(text, format), limit: text.count) == text)
        #expect(try coding.inflate(compressed([], format), limit: 10) == [])
    }

    @Test("is refused one byte beyond the limit", arguments: formats)
    func limit(format: Format, coding: ContentCoding) {
        let body = compressed(text, format)
        #expect(throws: CompressionError.tooLarge) { try coding.inflate(body, limit: text.count - 1) }
    }

    @Test("of zeros without end is refused at the limit, whatever it says about its size", arguments: formats)
    func bomb(format: Format, coding: ContentCoding) {
        var body = compressed([UInt8](repeating: 0, count: 40_000_000), format)
        #expect(throws: CompressionError.tooLarge) { try coding.inflate(body, limit: 1 << 20) }
        if format == .gzip {
            body.replaceSubrange(body.count - 4..<body.count, with: [10, 0, 0, 0])
            #expect(throws: CompressionError.tooLarge) { try coding.inflate(body, limit: 1 << 20) }
        }
    }

    @Test("cut off anywhere is refused", arguments: formats)
    func truncated(format: Format, coding: ContentCoding) {
        let body = compressed(text, format)
        for count in 0..<body.count {
            #expect(throws: CompressionError.malformed) { try coding.inflate(Array(body[..<count]), limit: 1 << 20) }
        }
    }

    @Test(
        "of several gzip members or zstd frames is all of them",
        arguments: [(Format.gzip, ContentCoding.gzip), (.zstd, .zstd)])
    func members(format: Format, coding: ContentCoding) throws {
        let body = compressed(text, format) + compressed(Array("tail".utf8), format) + compressed([], format)
        #expect(try coding.inflate(body, limit: 1 << 20) == text + Array("tail".utf8))
        #expect(throws: CompressionError.tooLarge) { try coding.inflate(body, limit: text.count + 3) }
        #expect(throws: CompressionError.malformed) { try coding.inflate(body + [1, 2, 3], limit: 1 << 20) }
    }

    @Test("with bytes behind its end is refused", arguments: [(Format.zlib, ContentCoding.deflate), (.raw, .deflate)])
    func trailing(format: Format, coding: ContentCoding) {
        let body = compressed(text, format) + [0, 1]
        #expect(throws: CompressionError.malformed) { try coding.inflate(body, limit: 1 << 20) }
    }

    @Test("with a wrong checksum is refused")
    func checksum() {
        var body = compressed(text, .gzip)
        body[body.count - 6] ^= 1
        #expect(throws: CompressionError.malformed) { try ContentCoding.gzip.inflate(body, limit: 1 << 20) }
    }

    @Test(
        "is told by its header, one coding only",
        arguments: [
            (nil, ContentCoding.identity), ("", .identity), ("identity", .identity), ("GZIP", .gzip), ("x-gzip", .gzip),
            (" deflate ", .deflate), ("zstd", .zstd), ("br", nil), ("gzip, gzip", nil),
        ] as [(String?, ContentCoding?)])
    func header(value: String?, coding: ContentCoding?) {
        #expect(ContentCoding(header: value) == coding)
    }
}
