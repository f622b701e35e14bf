#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The stretch of content that is being cut into records: refilled from the file, let go behind the current place.
final class RecordBuffer {
    /// What is in memory.
    private(set) var bytes: [UInt8] = []
    /// The current place in ``bytes``.
    private(set) var position = 0
    /// The line at the current place; the first is 1.
    private(set) var line = 1
    /// True when nothing comes after ``bytes``.
    private(set) var isLast = false
    /// The longest record.
    let limit: Int

    private let stream: ImportByteStream
    private var startOffset: Int64 = 0

    /// The first bytes of a refused record that are kept when it is beyond the limit.
    private static let kept = 4_096

    /// Skips a byte-order mark.
    init(_ stream: ImportByteStream, limit: Int) throws(ImportError) {
        self.stream = stream
        self.limit = limit
        while bytes.count < 3, try fill() {}
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// Bytes of the file, compressed as it is, that were read so far.
    var fileOffset: Int64 { stream.fileOffset }

    /// Where the current place is in the content.
    var offset: Int64 { startOffset + Int64(position) }

    /// Bytes from the current place to the end of what is in memory.
    var remaining: Int { bytes.count - position }

    /// Reads on, and lets go what lies behind the current place: places in ``bytes`` move. False at the end.
    func fill() throws(ImportError) -> Bool {
        guard !isLast else { return false }
        if position > 0 {
            bytes.removeFirst(position)
            startOffset += Int64(position)
            position = 0
        }
        isLast = try stream.read(appendingTo: &bytes) == 0
        return !isLast
    }

    /// Goes on at a later place in ``bytes``, counting lines.
    func advance(to next: Int) {
        line += bytes.withUnsafeBytes { bytes in
            // Without a branch, so that many bytes are looked at in one step.
            UnsafeRawBufferPointer(rebasing: bytes[position..<next]).reduce(0) { $0 &+ ($1 == 0x0A ? 1 : 0) }
        }
        position = next
    }

    /// Takes the bytes up to `end` as a record and goes on at `next`.
    func take(to end: Int, next: Int, fault: ImportRecord.Fault? = nil) -> ImportRecord {
        let stop = fault == .tooLong ? min(end, position + Self.kept) : end
        let record = ImportRecord(line: line, offset: offset, bytes: Array(bytes[position..<stop]), fault: fault)
        advance(to: next)
        return record
    }

    /// Where the next line feed is in ``bytes``.
    func feed(from start: Int) -> Int? {
        bytes.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, start < bytes.count,
                let found = memchr(base + start, 0x0A, bytes.count - start)
            else { return nil }
            return UnsafeRawPointer(found) - base
        }
    }

    /// The rest of the current line as a record that is refused, however long it is.
    func refuseLine(_ fault: ImportRecord.Fault) throws(ImportError) -> ImportRecord {
        if let end = feed(from: position), end - position <= limit {
            return take(to: end > position && bytes[end - 1] == 0x0D ? end - 1 : end, next: end + 1, fault: fault)
        }
        var record = ImportRecord(
            line: line, offset: offset, bytes: Array(bytes[position...].prefix(Self.kept)), fault: fault)
        while true {
            if let end = feed(from: position) {
                advance(to: end + 1)
                return record
            }
            if remaining > limit { record.fault = .tooLong }
            advance(to: bytes.count)
            guard try fill() else { return record }
        }
    }
}
