#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A text of a request where it lies: compared without being copied. Its bytes may not be UTF-8.
public struct OTLPText: Sendable {
    let storage: ExportStorage
    let text: ExportStorage.Text

    /// True for no bytes.
    public var isEmpty: Bool { text.count == 0 }

    /// How many bytes.
    public var count: Int { Int(text.count) }

    /// The text, copied out; what is not UTF-8 becomes U+FFFD.
    public var string: String { withBytes { String(decoding: $0, as: UTF8.self) } }

    /// The text, copied out; `nil` when it is not UTF-8.
    public var validated: String? { withBytes { String(validating: $0, as: UTF8.self) } }

    /// Lends the bytes.
    public func withBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try storage.withBytes(text, body)
    }

    /// True when it is that text, byte by byte.
    public static func == (left: OTLPText, right: StaticString) -> Bool {
        left.storage.matches(left.text, right)
    }

    /// Lets a `switch` over a text name the texts it knows.
    public static func ~= (pattern: StaticString, text: OTLPText) -> Bool { text == pattern }
}

extension ExportStorage {
    func withBytes<Result, Failure: Error>(
        _ text: Text, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try bytes.withUnsafeBufferPointer { (all) throws(Failure) in
            try body(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: all[text.range])))
        }
    }

    func matches(_ text: Text, _ other: StaticString) -> Bool {
        guard Int(text.count) == other.utf8CodeUnitCount else { return false }
        return withBytes(text) { bytes in
            bytes.baseAddress.map { memcmp($0, other.utf8Start, bytes.count) == 0 } ?? true
        }
    }
}
