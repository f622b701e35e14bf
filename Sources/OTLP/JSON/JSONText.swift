#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A string or a member's name inside a document: compared without being copied.
public struct JSONText: Sendable {
    let document: JSONDocument
    let offset: Int

    /// Bytes of UTF-8.
    public var count: Int { withBytes { $0.count } }

    /// The text, copied out.
    public var string: String { withBytes { String(decoding: $0, as: UTF8.self) } }

    /// Lends the UTF-8 bytes.
    public func withBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let start = UnsafeRawPointer(document.strings).advanced(by: offset)
        let length = Int(start.loadUnaligned(as: UInt32.self))
        defer { extendLifetime(document) }
        return try body(UnsafeRawBufferPointer(start: start.advanced(by: 4), count: length))
    }

    /// True when it is that text, byte by byte.
    public static func == (left: JSONText, right: StaticString) -> Bool {
        left.withBytes { bytes in
            guard bytes.count == right.utf8CodeUnitCount, let start = bytes.baseAddress else { return false }
            return memcmp(start, right.utf8Start, bytes.count) == 0
        }
    }

    /// Lets a `switch` over a text name the texts it knows.
    public static func ~= (pattern: StaticString, text: JSONText) -> Bool { text == pattern }
}
