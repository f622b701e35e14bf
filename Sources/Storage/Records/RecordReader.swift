/// Reads a record of docs/formats.md, bounds-checked: whatever the bytes are, reading ends with values or an error, and
/// unknown fields are skipped.
///
/// The bytes must outlive the reader: it lives within a `withUnsafeBytes`.
struct RecordReader {
    private let bytes: UnsafeRawBufferPointer
    private var position: Int
    private var layout = RecordWriter.Layout.number

    /// Begins to read a record of one of the known versions.
    /// - Throws: ``StorageError/Code/newerVersion`` for a later version, ``StorageError/Code/damaged`` without one.
    init(_ bytes: UnsafeRawBufferPointer, version: UInt8) throws(StorageError) {
        guard let found = bytes.first, found > 0 else { throw .damaged("an empty record") }
        guard found <= version else {
            throw StorageError(
                .newerVersion, "The data folder was written by a later version of Tiltmeter; use that version.")
        }
        self.bytes = bytes
        position = 1
    }

    private init(group bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
        position = 0
    }

    /// The tag of the next field; `nil` at the end. Its value must be read, or skipped, before the next call.
    mutating func next() throws(StorageError) -> UInt64? {
        guard position < bytes.count else { return nil }
        let key = try number()
        guard let layout = RecordWriter.Layout(rawValue: key & 3) else { throw .damaged("an unknown layout") }
        self.layout = layout
        return key >> 2
    }

    @inline(__always)
    private mutating func number() throws(StorageError) -> UInt64 {
        guard position < bytes.count else { throw .damaged("a record that is cut off") }
        let first = bytes[position]
        if first < 128 {
            position += 1
            return UInt64(first)
        }
        return try longNumber()
    }

    private mutating func longNumber() throws(StorageError) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while position < bytes.count, shift < 64 {
            let byte = bytes[position]
            position += 1
            value |= UInt64(byte & 127) << shift
            if byte < 128 {
                guard shift < 63 || byte <= 1 else { break }
                return value
            }
            shift += 7
        }
        throw .damaged("a number that does not end")
    }

    private func require(_ wanted: RecordWriter.Layout) throws(StorageError) {
        guard layout == wanted else { throw .damaged("a field of another layout") }
    }

    /// The value of a field that ``RecordWriter/natural(_:_:)`` wrote.
    mutating func natural() throws(StorageError) -> UInt64 {
        try require(.number)
        return try number()
    }

    /// The value of a field that ``RecordWriter/integer(_:_:)`` wrote.
    mutating func integer() throws(StorageError) -> Int64 {
        let value = try natural()
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    /// The value of a field that ``RecordWriter/flag(_:_:)`` wrote.
    mutating func flag() throws(StorageError) -> Bool { try natural() != 0 }

    /// The value of a field that ``RecordWriter/word(_:_:)`` wrote.
    mutating func word() throws(StorageError) -> UInt64 {
        try require(.word)
        guard bytes.count - position >= 8 else { throw .damaged("a record that is cut off") }
        defer { position += 8 }
        return UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
    }

    /// The value of a field that ``RecordWriter/real(_:_:)`` wrote.
    mutating func real() throws(StorageError) -> Double { Double(bitPattern: try word()) }

    /// The bytes of a field that ``RecordWriter/blob(_:_:)`` wrote.
    mutating func blob() throws(StorageError) -> UnsafeRawBufferPointer {
        try require(.bytes)
        let length = try number()
        guard length <= UInt64(bytes.count - position) else { throw .damaged("a record that is cut off") }
        defer { position += Int(length) }
        return UnsafeRawBufferPointer(rebasing: bytes[position..<position + Int(length)])
    }

    /// The value of a field that ``RecordWriter/text(_:_:)`` wrote.
    mutating func text() throws(StorageError) -> String { String(decoding: try blob(), as: UTF8.self) }

    /// The value of a field that ``RecordWriter/pair(_:_:)`` wrote.
    mutating func pair() throws(StorageError) -> (high: UInt64, low: UInt64) {
        let bytes = try blob()
        guard bytes.count == 16 else { throw .damaged("an id of another length") }
        return (
            UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
            UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        )
    }

    /// A reader of the fields that ``RecordWriter/group(_:_:)`` wrote.
    mutating func group() throws(StorageError) -> RecordReader { RecordReader(group: try blob()) }

    /// Passes over the value of an unknown field.
    mutating func skip() throws(StorageError) {
        switch layout {
        case .number: _ = try number()
        case .word: _ = try word()
        case .bytes: _ = try blob()
        }
    }
}
