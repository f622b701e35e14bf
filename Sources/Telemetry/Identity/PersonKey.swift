public import Crypto

/// A user or a session, unrecognisable: a keyed hash made at the door. The plain id is stored nowhere.
public struct PersonKey: Sendable, Hashable, Codable {
    /// What kind of id was hashed.
    public enum Kind: String, Sendable {
        /// A user of the watched system.
        case user = "u"
        /// A session, conversation or thread.
        case session = "s"
    }

    /// `u_` or `s_` and 26 characters of base 32 (RFC 4648, lower case, no padding).
    public let text: String

    /// Hashes an id with the installation's key: HMAC-SHA-256 over kind, zero byte, id; the first 16 bytes are kept.
    public init(_ kind: Kind, id: String, key: SymmetricKey) {
        var code = HMAC<SHA256>(key: key)
        code.update(data: Array(kind.rawValue.utf8) + [0])
        code.update(data: Array(id.utf8))
        text = kind.rawValue + "_" + Self.base32(Array(code.finalize().prefix(16)))
    }

    /// Takes a key that was stored.
    public init(stored text: String) {
        self.text = text
    }

    private static func base32(_ bytes: [UInt8]) -> String {
        let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
        var result: [UInt8] = []
        var buffer: UInt32 = 0
        var bits = 0
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                result.append(alphabet[Int(buffer >> UInt32(bits) & 31)])
            }
        }
        if bits > 0 { result.append(alphabet[Int(buffer << UInt32(5 - bits) & 31)]) }
        return String(decoding: result, as: UTF8.self)
    }
}
