/// How a file is compressed, told by its first bytes and never by its name.
public enum ImportCompression: String, Sendable, Hashable, Codable {
    /// Not at all.
    case none
    /// RFC 1952; several members count as one text.
    case gzip
    /// RFC 8878; several frames count as one text.
    case zstd

    /// What the first four bytes say.
    init(firstBytes bytes: some Collection<UInt8>) {
        if bytes.starts(with: [0x1F, 0x8B]) {
            self = .gzip
        } else if bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
            self = .zstd
        } else {
            self = .none
        }
    }
}
