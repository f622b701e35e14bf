/// How a body is compressed: the `Content-Encoding` of HTTP, the `grpc-encoding` of gRPC.
public enum ContentCoding: String, Sendable, Hashable, CaseIterable {
    /// Not at all.
    case identity
    /// RFC 1952; several members one after the other are one body.
    case gzip
    /// RFC 1950 (zlib); where that header is missing, RFC 1951 (raw deflate), as some clients send it.
    case deflate
    /// RFC 8878; several frames one after the other are one body.
    case zstd

    /// Reads the value of a header, whatever its case; absent or empty is ``identity``. `nil` for what we do not read,
    /// several codings one inside the other among it.
    public init?(header: String?) {
        let name = header?.lowercased().filter { $0 != " " && $0 != "\t" } ?? ""
        switch name {
        case "", "identity": self = .identity
        case "gzip", "x-gzip": self = .gzip
        case "deflate": self = .deflate
        case "zstd": self = .zstd
        default: return nil
        }
    }

    /// Inflates a body.
    ///
    /// - Parameter limit: how many bytes may come out. What the body says about its own size is never believed, only used
    ///   as a first guess.
    public func inflate(_ body: [UInt8], limit: Int) throws(CompressionError) -> [UInt8] {
        switch self {
        case .identity:
            guard body.count <= limit else { throw .tooLarge }
            return body
        case .gzip: return try Deflate.inflate(body, format: .gzip, limit: limit)
        case .deflate:
            guard Deflate.hasZlibHeader(body) else { return try Deflate.inflate(body, format: .raw, limit: limit) }
            return try Deflate.inflate(body, format: .zlib, limit: limit)
        case .zstd: return try Zstandard.inflate(body, limit: limit)
        }
    }
}
