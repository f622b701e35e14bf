import Telemetry

/// What an entry is known by: the space of its kind and 16 bytes. On disk: never change a letter.
struct EntryKey: Sendable, Hashable {
    /// Kinds of entry that share a space exclude each other.
    enum Space: UInt8, Sendable {
        /// Calls and context spans: a span is one or the other. Stored without a letter.
        case span = 0
        /// Settlements, by the call's key.
        case settlement = 0x73
        /// Log events.
        case event = 0x65
        /// Outcomes.
        case outcome = 0x6F
        /// Joined outcomes, by the outcome's key.
        case joined = 0x6A
    }

    var space: Space
    var key: CallKey

    init(_ space: Space, _ key: CallKey) {
        self.space = space
        self.key = key
    }

    /// The key as it stands in the file: 16 bytes, with a letter before them but for spans.
    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        let (high, low) = key.words
        return try withUnsafeTemporaryAllocation(byteCount: 17, alignment: 8) { buffer in
            buffer[0] = space.rawValue
            buffer.storeBytes(of: high.bigEndian, toByteOffset: 1, as: UInt64.self)
            buffer.storeBytes(of: low.bigEndian, toByteOffset: 9, as: UInt64.self)
            return try body(UnsafeRawBufferPointer(rebasing: space == .span ? buffer[1...] : buffer[...]))
        }
    }

    /// Reads the key of a file.
    init(_ bytes: UnsafeRawBufferPointer) throws(StorageError) {
        let space = bytes.count == 17 ? Space(rawValue: bytes[0]) : .span
        guard let space, bytes.count == 16 || bytes.count == 17 else { throw .damaged("a key of another length") }
        let start = bytes.count - 16
        self.space = space
        key = CallKey(
            words: (
                UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self)),
                UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: start + 8, as: UInt64.self))
            ))
    }
}
